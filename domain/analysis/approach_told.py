"""The approach sheet in words: a line on each, and what nobody told."""

from __future__ import annotations

from collections.abc import Sequence

from ..key_moments.phrases import listed
from .phrases import call, closeness, named
from .study import Json, Study


def line_told(study: Study, line: Json) -> str:
    """What to know before meeting them."""
    words = study.beside.words
    labels = words.labels("buying_role")
    parts = [labels.get(word, word) for word in line["buying_roles"]]
    post = listed(line["roles"]) or ("has left" if line["left"] else "holds no post here")
    stands = None if line["attitude"] is None else f"stands: {words.score('attitude', line['attitude'])}"
    known = [post, listed(parts), stands, _power(line["power"]), _known(study, line["link"])]
    told = f"{call(line)}: {'; '.join(filter(None, known))}."
    through = [study.call(one["through"]) for one in line["through"] if one["exclusive"]]
    rule = f" Only through {listed(dict.fromkeys(through))}." if through else ""
    heard = f" How to address them: {line['preferences']}." if isinstance(line["preferences"], str) else ""
    moved = f" What moves them: {line['motivations']}." if isinstance(line["motivations"], str) else ""
    return told + rule + heard + moved


def _power(power: Json) -> str:
    """The most that they have in any of their posts, where that is much."""
    most = max(power.values(), key=lambda one: one["power"], default=None)
    if most is None or most["power"] < _MUCH:
        return ""
    return f"much power ({listed(most['sources'])})" if most["sources"] else "much power"


# Of informal power, which ends at 10.
_MUCH = 6


def blanks(approach: Sequence[Json]) -> list[str]:
    """What nobody told of those who are still there, a line for each thing to ask; nothing of what is known of all."""
    here = [line for line in approach if not line["left"]]
    missing = {asked: [call(line) for line in here if not line[name]] for name, asked in _ASKED.items()}
    unknown = [call(line) for line in here if line["attitude"] is None]
    missing = {"where they stand": unknown, **missing}
    return [_missing(asked, names, len(here)) for asked, names in missing.items() if names]


def _missing(asked: str, names: list[str], people: int) -> str:
    whom = "any of them" if len(names) == people > 1 else named(names)
    return f"Nobody told {asked}: {whom}."


_ASKED = {
    "buying_roles": "which part they play",
    "preferences": "how to address them",
    "motivations": "what moves them",
    "makes_of_the_job": "what they make of their job",
}


def _known(study: Study, link: Json | None) -> str:
    if link is None:
        return "nobody of us knows them"
    tone = None if link["tone"] is None else study.beside.words.score("tone", link["tone"])
    close = None if link["strength"] is None else closeness(link["strength"])
    how = ", ".join(filter(None, [f"{link['strength']:g} of 10" if close else None, tone]))
    return f"{study.call(link['colleague'])} knows them{f' {close}' if close else ''}{f' ({how})' if how else ''}"
