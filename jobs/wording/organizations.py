"""Which organization is meant: named behind the role, or announcing the move."""

from __future__ import annotations

import re
from dataclasses import replace

from jobs.sources.entries import Move, cut

from .cues import (
    ANNOUNCES,
    BODY_FR,
    FUNCTIONS,
    FUNCTIONS_FR,
    NO_ORGANIZATION,
    NO_WHOLE,
    ORG_ENDS,
    OURSELVES,
    POSTS_FR,
    WHOLE_POSTS,
)

_OURSELVES = re.compile(rf"(?i:{OURSELVES})(?:(?:'s| and|,) .*)?")
_NONE = re.compile(NO_ORGANIZATION)
_ENDS = re.compile(rf"^.*?{ORG_ENDS}")
_ANNOUNCES = re.compile(ANNOUNCES)
_POST_OF = re.compile(
    rf"(?P<role>(?i:.*?{WHOLE_POSTS})),? (?:of (?:the )?|du groupe |du |de la |de l'|de |d')(?!{NO_WHOLE}|{FUNCTIONS})"
    r"(?P<org>[A-ZÀ-ÖØ-Þ0-9].+)"
)
_OF_A_BODY = re.compile(rf"(?P<role>.+?) (?:de la |de l'|du |d')(?P<org>{BODY_FR}.*)")
_OF_ONE_IN_FRENCH = re.compile(
    rf"(?P<role>{POSTS_FR}) (?:de la |de l'|du groupe |du |de |d')(?!{NO_WHOLE}|{FUNCTIONS_FR})(?P<org>[A-ZÀ-ÖØ-Þ].+)"
)
_ANY_OF = re.compile(rf"(?P<role>.+?) (?:of|at|de|du|d') ?(?:the )?(?!{NO_WHOLE})(?P<org>[A-ZÀ-ÖØ-Þ0-9].+)")
_LEGAL = frozenset(
    (
        *("inc", "incorporated", "corp", "corporation", "co", "company", "plc", "ltd", "limited", "llc", "sa", "ag"),
        *("se", "gmbh", "nv", "spa", "sas", "group", "groupe", "holdings"),
    )
)


def organization_in(said: str | None) -> str | None:
    """None where nothing is left, or where it is only what an organization calls itself."""
    found = _ENDS.match(said.strip(" ,")) if said else None
    name = cut(found[0].strip(" ,.")) if found else None
    return None if name is None or _OURSELVES.fullmatch(name) or _NONE.search(name) else name


def announcer(words: str) -> str | None:
    """Who announces or appoints, at the beginning of a sentence."""
    found = _ANNOUNCES.match(words)
    return organization_in(found["org"]) if found else None


def settled(move: Move, organization: str | None) -> Move:
    """`CFO of Acme` is a CFO of Acme: where nothing else is meant, or just that."""
    role, meant = move.role_title or "", move.organization_name or organization
    alone = (_POST_OF, _OF_A_BODY, _OF_ONE_IN_FRENCH)
    place = _ANY_OF.fullmatch(role) if meant else next(filter(None, (one.fullmatch(role) for one in alone)), None)
    said = organization_in(place["org"]) if place else None
    if place and (meant is None or said is None or _same(said, meant)):
        return replace(move, role_title=cut(place["role"]), organization_name=meant or said)
    return replace(move, organization_name=meant)


def _same(one: str, other: str) -> bool:
    return _words(one) == _words(other) != []


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.casefold()) if word not in _LEGAL]
