"""BODACC, France: notices of changes to the register (Opendatasoft Explore v2.1).

A notice lists who administers the company after a change; who came or left it does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from domain.language import in_english

from .entries import MOST_EXCERPT, Options, Page, Roster, Seat, Unreadable, collected
from .shapes import BadEntry, Item, day, each, identity, listed, parsed, parsed_object, required, text

_ABOUT = re.compile(r"administration|dirigeant|gérant|président", re.IGNORECASE)
# What stands beside a name, and is another of the same person or who acts for a company.
_BESIDE = re.compile(
    r"\s*\(?\bnom d['\u2019]usage\s*:?[^;,.()\n]*\)?"
    r"|\s*\bné(?:e|\(e\))?\s[^;,.:\n]*?(?=\s*\(?nom d|[;,.:\n]|$)"
    r"|\s*,?\s*représentée?(?:\(e\))? par\b[^;,.:\n]*",
    re.IGNORECASE,
)
# Between one seat and the next: a semicolon, a line, or whatever stands before the next `role :`.
_BETWEEN = re.compile(r"\s*;\s*|\s*\n\s*|\s*[,.]\s+(?=[^,.:;\n]{3,120}:)")
_SEAT = re.compile(r"(?P<role>[^:]{3,120}?)\s*:\s*(?P<person>.{2,200}?)[.,]?")
_LEAVING = re.compile(
    r"\b(?:partante?|sortante?|démissionnaire|n'est plus|cessation|départ|révocation|fin de mandat)\b|^ancien(?:ne)?\b",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"^(?:nomination|modification|maintien) (?:du |de la |de l'|de |d'une? |d')|^(?:nouveau|nouvelle) "
    r"| (?:modification|entrante?)$",
    re.IGNORECASE,
)
_CANCELLED = "annulation"


def read(body: bytes, options: Options) -> Page:
    """Rosters of the notices that are about directors. Raises Unreadable."""
    found = parsed_object(body)
    if "results" not in found:
        raise Unreadable("results: is missing")
    return collected(each(listed(found, "results"), _rosters))


def _rosters(record: dict[str, Any]) -> Iterator[Item]:
    people = _administration(record)
    cancelled = _CANCELLED in (text(record, "typeavis_lib") or "").lower()
    if not people and not cancelled:
        return
    yield Roster(
        entry=identity(record),
        organization_name=required(record, "commercant"),
        key=siren(record),
        published=day(required(record, "dateparution"), "dateparution") or "",
        seats=tuple(_seats(people)),
        withdrawn=cancelled,
    )


def _administration(record: dict[str, Any]) -> str:
    """The list of administrators: under `listepersonnes`, or within the text of the change."""
    said = " ; ".join(filter(None, map(_strings, (record.get("listepersonnes"), record.get("modificationsgenerales")))))
    return said if _ABOUT.search(said) and ":" in said else ""


def _strings(value: Any, depth: int = 0) -> str:
    """Texts within JSON that may itself be written as a text."""
    if isinstance(value, str) and value.lstrip().startswith(("{", "[")) and depth < 5:
        try:
            return _strings(parsed(value.encode()), depth + 1)
        except Unreadable:
            return value
    if isinstance(value, dict) and depth < 8:
        keep = [value[name] for name in value if name in ("administration", "descriptif", "personne", "liste")]
        return " ; ".join(filter(None, (_strings(one, depth + 1) for one in keep)))
    if isinstance(value, list) and depth < 8:
        return " ; ".join(filter(None, (_strings(one, depth + 1) for one in value[:500])))
    return value[: MOST_EXCERPT * 10] if isinstance(value, str) else ""


def _seats(people: str) -> Iterator[Seat]:
    for part in _BETWEEN.split(_BESIDE.sub("", people)):
        if (found := _SEAT.fullmatch(part.strip())) and not _LEAVING.search(part):
            role, person = (" ".join(found[name].split()) for name in ("role", "person"))
            yield Seat(person=person, role=_CAME.sub("", role))


def siren(record: dict[str, Any]) -> str:
    """The company's number in the register: nine digits, check digit by Luhn. Raises BadEntry."""
    registre = record.get("registre")
    values = registre if isinstance(registre, list) else [registre]
    for value in values:
        digits = re.sub(r"\D", "", str(value))
        if len(digits) == 9 and _luhn(digits):
            return digits
    raise BadEntry(in_english("{name}: expected a SIREN of nine digits", name="registre"))


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0
