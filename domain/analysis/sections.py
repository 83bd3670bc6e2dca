"""The sections of an account's analysis: each a pure function of a study."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from ..errors import InvalidRequest
from ..forms import nearest
from . import (
    breaking,
    capital,
    completeness,
    coverage,
    growth,
    influence_section,
    informal,
    meeting,
    opportunities,
    penetration,
    potential,
    reaching,
    strengthen,
    team,
)
from .study import Json, Study


class Dated(NamedTuple):
    """What a section comes to `on` a day, found from what it is on every day of the same state, of this `form`."""

    form: type[Struct]
    on: Callable[[Any, date], Any]


class Section(NamedTuple):
    """`look` finds it without asking for the day; where it is of a day, `dated` says what it comes to. `tell` says what
    was found in words, a line each. `reads`: the parts of the map, and of what lies beside it, that it is found from.
    `restricted`: it follows from links, power, attitudes or opinions; `fades`: it asks when values were last stated."""

    name: str
    look: Callable[[Study], Any]
    tell: Callable[[Any], list[str]]
    reads: frozenset[str]
    restricted: bool = True
    fades: bool = False
    dated: Dated | None = None

    def found(self, study: Study) -> Any:
        """On the day of the study."""
        seen = self.look(study)
        return seen if self.dated is None else self.dated.on(seen, date.fromisoformat(study.picture.as_of))

    def kept(self, study: Study) -> bytes:
        """To be read on any day of which the study is."""
        seen = self.look(study)
        return msgspec.json.encode(seen) if self.dated is None else msgspec.msgpack.encode(seen)

    def read(self, kept: bytes, day: date) -> Any:
        """JSON, or what becomes JSON."""
        if self.dated is None:
            return msgspec.Raw(kept)
        return self.dated.on(msgspec.msgpack.decode(kept, type=self.dated.form), day)


# Who is where, and what runs between them; what is for sale beside; who of us covers whom beside.
_STANDING = frozenset({"account", "units", "roles", "people", "links", "words", "names"})
_SELLING = _STANDING | {"opportunities", "findings"}
_COVERING = _STANDING | {"coverage"}

SECTIONS: tuple[Section, ...] = (
    Section("coverage", coverage.coverage, coverage.told, _COVERING),
    Section(
        "completeness",
        completeness.said_so_far,
        completeness.told,
        _SELLING | {"described", "team"},
        fades=True,
        dated=Dated(completeness.SaidSoFar, completeness.fresh_on),
    ),
    Section("capital", capital.capital, capital.told, _STANDING),
    Section("influence", influence_section.influential, influence_section.told, _STANDING),
    Section("single_points", breaking.breaking, breaking.told, _STANDING),
    Section("ways", reaching.reaching, reaching.told, _SELLING),
    Section("strengthen", strengthen.strengthen, strengthen.told, _STANDING),
    Section("informal", informal.informal, informal.told, _STANDING),
    Section(
        "opportunities",
        opportunities.opportunities,
        opportunities.told,
        _SELLING | {"coverage", "described", "contact_rules", "met", "posts_left"},
    ),
    Section("team", team.team, team.told, _SELLING | {"coverage", "team", "leads"}),
    Section("penetration", penetration.penetration, penetration.told, _COVERING),
    Section("growth", growth.growth, growth.told, _STANDING),
    Section("meetings", meeting.to_meet, meeting.told, _SELLING | {"met"}, dated=Dated(meeting.ToMeet, meeting.due_on)),
    Section(
        "potential",
        potential.potential,
        potential.told,
        frozenset({"account", "opportunities", "words"}),
        restricted=False,
    ),
)
# What somebody wants to hear first; sections that are not named here come before what is only known or not.
_FIRST = ("opportunities", "influence", "capital", "strengthen", "ways", "single_points", "informal")
_LAST = ("coverage", "completeness")
NAMES = tuple(section.name for section in SECTIONS)


def sections_of(text: str | None) -> tuple[Section, ...]:
    """By names with commas between; all if left out. Raises InvalidRequest."""
    names = NAMES if text is None else tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in NAMES:
            known = ", ".join(NAMES)
            raise InvalidRequest(
                f"no such section {name[:100]}{nearest(name, NAMES)}; there are {known}", field="sections"
            )
    return tuple(section for section in SECTIONS if section.name in names)


def in_order_of_worth(sections: Iterable[Section]) -> list[Section]:
    """As they are told."""
    places = {name: place for place, name in enumerate((*_FIRST, "", *_LAST))}
    return sorted(sections, key=lambda section: places.get(section.name, places[""]))


def analyzed(study: Study, sections: Sequence[Section], *, restricted: bool) -> Json:
    """By section; those that a caller without the scope may not see are left out."""
    return {one.name: one.found(study) for one in sections if restricted or not one.restricted}


def withheld_sections(sections: Iterable[Section]) -> list[str]:
    return [one.name for one in sections if one.restricted]
