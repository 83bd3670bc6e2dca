"""What goes along with an edit: whose time in a post ends by it, and to whom they report whose superior goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from domain.dates import DAWN, span_of
from domain.errors import InvalidFact
from domain.language import say
from projections.role_reads import role as role_read

from ...http.reading import Clocks, Reading
from .choices import map_on
from .edits import Edit
from .typed import Typed, envelope_of

Json = dict[str, Any]
MOST_HOLDERS = 20
ENDS, LEAVES = "ends-", "leaves-"


class Holder(NamedTuple):
    """Somebody who holds the post until then; `ends`: whether the form begins with their time ending."""

    person: str
    name: str | None
    ends: bool


def holders_until(read: Reading, typed: Typed, *, chosen: bool) -> list[Holder]:
    """Who holds the role on the day before the one that was typed. Unless somebody has `chosen` already, the time of
    each ends where the post is for one person. Raises NotFound."""
    found = _before(read, typed)
    alone = found.get("headcount", 1) == 1
    held = found["holders"][:MOST_HOLDERS]
    return [Holder(one["person"], one["name"], _ticked(typed, one["person"]) if chosen else alone) for one in held]


def reporting_to(read: Reading, account: str, typed: Typed) -> list[Json]:
    """The roles that report to the role on the day that was typed."""
    moment = read.at(Clocks(_begins(read, typed).isoformat()))
    drawn = map_on(read, account, moment)
    return [one for one in drawn["roles"] if one["reports_to"] == typed.get("role") != one["id"]]


def beside(read: Reading, account: str, edit: Edit, typed: Typed, fact: Json) -> list[Json]:
    """The facts that go with it, of the same day and source. Raises InvalidFact."""
    found = _BESIDE[edit.name](read, account, typed, fact) if edit.name in _BESIDE else []
    return [one | envelope_of(typed) for one in found]


def _ends(read: Reading, account: str, typed: Typed, fact: Json) -> list[Json]:
    """Whose time here ends; somebody who goes on in another way does not leave."""
    held = _holding(read, typed)
    ended = [name.removeprefix(ENDS) for name in typed if name.startswith(ENDS)]
    if not held.issuperset(ended):
        raise InvalidFact(say("somebody else held the role on the day before: look who did"), field="ends")
    left = [person for person in ended if person != fact.get("person")]
    return [{"type": "person_left_role", "person": person, "role": typed["role"]} for person in left]


def left_for(read: Reading, typed: Typed, person: str) -> list[str]:
    """The posts that somebody leaves for the one they take: a box says which of whom, and those of people who were not
    chosen say nothing. Raises InvalidFact, NotFound."""
    boxes = [name.removeprefix(LEAVES).partition("/") for name in typed if name.startswith(LEAVES)]
    posts = [role for role, _, whose in boxes if whose == person and role != typed["role"]]
    for role in posts:
        if person not in _holding(read, {**typed, "role": role}):
            raise InvalidFact(say("held the role to be left no longer on the day before"), field="person")
    return posts


def leaving(role: str, person: str) -> str:
    """The box that says so."""
    return f"{LEAVES}{role}/{person}"


def _moved(read: Reading, account: str, typed: Typed, fact: Json) -> list[Json]:
    """To the one chosen, who goes up to the superior of the closed role where they were one of them."""
    heir = typed.get("heir")
    if not heir:
        return []
    above = role_read(read.tenant, typed["role"], read.at(Clocks(_begins(read, typed).isoformat())), restricted=False)
    below = [one["id"] for one in reporting_to(read, account, typed)]
    moved = [(id, above["reports_to"] if id == heir else heir) for id in below]
    return [{"type": "role_restructured", "role": id, "reports_to": superior} for id, superior in moved]


def contained(read: Reading, account: str, typed: Typed) -> list[Json]:
    """Roles and units that belong to the unit itself on the day that was typed; each with what it is called."""
    drawn = map_on(read, account, read.at(Clocks(_begins(read, typed).isoformat())))
    units = ((one["id"], one["name"]) for one in drawn["units"] if one["parent"] == typed.get("unit"))
    roles = ((one["id"], one["title"]) for one in drawn["roles"] if one.get("unit") == typed.get("unit"))
    return [*({"unit": id, "title": name} for id, name in units), *({"role": id, "title": name} for id, name in roles)]


def _passed_on(read: Reading, account: str, typed: Typed, fact: Json) -> list[Json]:
    """What is in a unit that is closed belongs to the one chosen."""
    heir = typed.get("heir")
    if not heir:
        return []
    inside = contained(read, account, typed)
    units = [{"type": "unit_restructured", "unit": one["unit"], "parent": heir} for one in inside if "unit" in one]
    roles = [{"type": "role_restructured", "role": one["role"], "unit": heir} for one in inside if "role" in one]
    return [*units, *roles]


def _holding(read: Reading, typed: Typed) -> set[str]:
    return {one["person"] for one in _before(read, typed)["holders"]}


def _before(read: Reading, typed: Typed) -> Json:
    """The role as it is on the day before the one that was typed, as known now."""
    day = date.fromordinal(max(_begins(read, typed).toordinal() - 1, DAWN))
    return role_read(read.tenant, typed["role"], read.at(Clocks(day.isoformat())), restricted=False)


def _ticked(typed: Typed, person: str) -> bool:
    return f"{ENDS}{person}" in typed


def _begins(read: Reading, typed: Typed) -> date:
    """The first day of what was typed; that of the page where nothing was, or what is no date."""
    said = envelope_of(typed).get("effective")
    try:
        return date.fromordinal(span_of(said).first) if said else read.moment.as_of
    except ValueError:
        return read.moment.as_of


_BESIDE: dict[str, Callable[[Reading, str, Typed, Json], list[Json]]] = {
    "seat": _ends,
    "close": _moved,
    "unit-close": _passed_on,
}
