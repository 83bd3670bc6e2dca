"""What rows of a map's tables say that fades: of whom or what, which field, for which day, by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Table

from domain.analysis.freshness import About, Stated, about_link
from domain.analysis.picture import Picture
from domain.half_lives import Fading
from domain.people import pair

from .attitudes import attitudes
from .crafted import crafted_jobs
from .culture import organization_cultures, unit_cultures
from .fragments import decode
from .opportunities import buying_roles
from .people import links, people
from .roles import roles
from .tenures import powers, tenures

Place = int | str


class Told(NamedTuple):
    """A fact, and the day on which it was recorded."""

    id: str
    recorded: date


class Said(NamedTuple):
    """`place` is the position or the id of the fact; `day` the one it is told for, that of recording where there is
    none; `lasting`: told no earlier than it was recorded."""

    kind: Fading
    about: About
    field: str
    place: Place
    day: date | None = None
    by: str | None = None
    lasting: bool = False

    @property
    def slot(self) -> tuple[Fading, About, str]:
        return self[:3]

    def stated(self, fact: Told) -> Stated:
        told = told_for(self.day, fact)
        told = max(told, fact.recorded) if self.lasting else told
        return Stated(self.kind, self.about, self.field, told, fact.id, self.by)

    def order(self, stated: Stated) -> tuple[date, Place]:
        """What holds is that said for the latest day; a part may be told after one that begins later."""
        return stated.told if self.lasting else self.day or date.min, self.place


class Placed(NamedTuple):
    """A row of a table whose rows tell by field which fact says it; `why` is that of the field that fades."""

    home: str
    why: int | None


def told_for(day: date | None, fact: Told) -> date:
    """What is told for no day, or for an unknown one, is told for the day on which it is said."""
    return fact.recorded if day is None or day == date.min else day


def homes_of(picture: Picture, *, restricted: bool) -> dict[Table, Iterable[str]]:
    """Whose rows of each table are asked; without `restricted` of those that anybody may see."""
    sales = [one.id for one in picture.opportunities]
    seen: dict[Table, Iterable[str]] = {
        roles: picture.role,
        tenures: picture.role,
        people: picture.theirs,
        organization_cultures: picture.organizations,
        unit_cultures: picture.unit,
        buying_roles: sales,
    }
    hidden: dict[Table, Iterable[str]] = {powers: picture.role, crafted_jobs: picture.role, attitudes: sales}
    linked = {links: {pair(link.person, link.other) for link in picture.links}}
    return seen | (hidden | linked if restricted else {})


def tenures_shown(picture: Picture) -> set[str]:
    """The facts that began the tenures on the map."""
    return {held.holder.took for some in picture.held.values() for held in some}


def columns_of(table: Table) -> tuple[str, ...]:
    """What of a row has to be known to tell what it says."""
    return _SAYING[table][1]


def said_by(table: Table, row: Any) -> Iterator[Said]:
    return _SAYING[table][0](row)


def _reporting(row: Placed) -> Iterator[Said]:
    if row.why is not None:
        yield Said("reporting", (("role", row.home),), "reports_to", row.why)


def _holder(row: Any) -> Iterator[Said]:
    yield Said("holder", (("role", row.home), ("person", row.person)), "person", row.place, row.begun, lasting=True)


def _motivations(row: Placed) -> Iterator[Said]:
    if row.why is not None:
        yield Said("motivations", (("person", row.home),), "motivations", row.why)


def _culture(kind: str) -> Callable[[Any], Iterator[Said]]:
    def said(row: Any) -> Iterator[Said]:
        if row.property == "mix" and row.value is not None:
            yield Said("culture", ((kind, row.home),), "culture", row.place, row.said, row.assessor)

    return said


def _buying_role(row: Any) -> Iterator[Said]:
    about = ("opportunity", row.home), ("person", row.person), ("buying_role", row.buying_role)
    yield Said("buying_role", about, "buying_role", row.place, row.begun, lasting=True)


def _power(row: Any) -> Iterator[Said]:
    about = ("person", row.person), ("role", row.home)
    for field, said in (("power", row.power), ("sources", row.sources)):
        if said is not None:
            yield Said("power", about, field, row.place, row.said, row.assessor)


def _crafted(row: Any) -> Iterator[Said]:
    about = ("person", row.person), ("role", row.home)
    yield Said("crafted_job", about, row.property, row.place, row.said, row.assessor)


def _attitude(row: Any) -> Iterator[Said]:
    about = ("opportunity", row.home), ("person", row.person)
    yield Said("attitude", about, "attitude", row.place, row.said, row.assessor)


def _link(row: Any) -> Iterator[Said]:
    """A row says one property of a link, in the eyes of one assessor; or, without one, that it runs."""
    if row.assessor is not None:
        about = about_link(row.person, row.other, row.kind, directed=bool(row.directed))
        yield Said("link", about, _rated(row), row.place, row.said, row.assessor)


def _rated(row: Any) -> str:
    own = next((name for name in ("tone", "strength") if getattr(row, name) is not None), None)
    return own or next(iter(decode(row.details or "{}")), "")


_ASSESSED = ("home", "person", "assessor", "said", "place")
_CULTURE = ("home", "property", "value", "said", "assessor", "place")
_LINK = ("person", "other", "kind", "directed", "assessor", "tone", "strength", "details", "said", "place")
_SAYING: dict[Table, tuple[Callable[[Any], Iterator[Said]], tuple[str, ...]]] = {
    roles: (_reporting, ("home", "why")),
    tenures: (_holder, ("home", "took", "person", "begun", "place")),
    people: (_motivations, ("home", "why")),
    organization_cultures: (_culture("organization"), _CULTURE),
    unit_cultures: (_culture("unit"), _CULTURE),
    buying_roles: (_buying_role, ("home", "person", "buying_role", "begun", "place")),
    powers: (_power, (*_ASSESSED, "power", "sources")),
    crafted_jobs: (_crafted, (*_ASSESSED, "property")),
    attitudes: (_attitude, _ASSESSED),
    links: (_link, _LINK),
}
