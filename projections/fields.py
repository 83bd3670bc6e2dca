"""The `fields` parameter: which parts of a map are asked for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from domain.errors import InvalidRequest

ROLE = ("id", "title", "unit", "reports_to", "dotted_to", "function", "level", "zone", "headcount", "requirements",
        "expectations", "procedures", "works_with", "attributes", "since", "probable", "holders")  # fmt: skip
HOLDER = (
    "person",
    "name",
    "since",
    "until",
    "tenure_kind",
    "share",
    "took",
    "certainty",
    "possible",
    "power",
    "power_by",
    "power_sources",
    "opinions",
    "crafted",
    "probable",
)
SECTIONS = ("account", "units", "roles", "people", "links", "opportunities", "findings", "rumors")


@dataclass(frozen=True)
class Fields:
    """Sections asked for; of roles and their holders also which fields."""

    sections: frozenset[str]
    role: frozenset[str]
    holder: frozenset[str]


EVERYTHING = Fields(frozenset(SECTIONS), frozenset(ROLE), frozenset(HOLDER))


@lru_cache(maxsize=1_024)
def fields_of(text: str | None) -> Fields:
    """The parts named, such as `units,roles.id`; nothing given: everything. Raises InvalidRequest."""
    if not text:
        return EVERYTHING
    names = [name.strip() for name in text.split(",")]
    for name in names:
        _refuse_unknown(name)
    return Fields(
        frozenset(name.split(".")[0] for name in names),
        _within(names, "roles", ROLE),
        _within(names, "roles.holders", HOLDER),
    )


def _within(names: Iterable[str], section: str, every: tuple[str, ...]) -> frozenset[str]:
    """The fields asked for of a section: all of them where it, or what holds it, is named as a whole."""
    if any(section == name or section.startswith(f"{name}.") for name in names):
        return frozenset(every)
    depth = section.count(".") + 1
    return frozenset(name.split(".")[depth] for name in names if name.startswith(f"{section}."))


def _refuse_unknown(name: str) -> None:
    known = {*SECTIONS, *(f"roles.{field}" for field in ROLE), *(f"roles.holders.{field}" for field in HOLDER)}
    if name not in known:
        close = difflib.get_close_matches(name, sorted(known), n=1)
        hint = f"; did you mean {close[0]}?" if close else f"; sections are {', '.join(SECTIONS)}"
        raise InvalidRequest(f"no such field {name[:100]}{hint}", field="fields")
