"""Reads what lies beside an account's map at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.analysis.beside import Addressed, Beside, Covering, Described, Words
from domain.analysis.freshness import Stated
from domain.analysis.picture import Picture
from domain.analysis.sale import LEAVER, UNIT_MOVED
from domain.half_lives import HalfLives
from domain.vocabularies import VOCABULARIES

from .. import words
from ..coverage import ContactRule, covering_itself, leads_of, rules_naming
from ..fragments import decode
from ..meetings import meetings
from ..names import Names
from ..people import people
from ..snapshots import Snapshot
from ..teams import team_at
from ..tenures import tenures

Subject = tuple[str, str]


def beside_at(
    at: Snapshot, picture: Picture, half_lives: HalfLives, *, why: bool = False, stated: tuple[Stated, ...] = ()
) -> Beside:
    """With `why`, described people name the facts that describe them; `stated`: the last word on each value."""
    subjects = _subjects(picture)
    covered, ruled = covering_itself(at, subjects), rules_naming(at, subjects)
    coverage = [Covering(one.person, one.part, one.covered, one.begun_by) for some in covered.values() for one in some]
    playing = team_at(at, picture.account.id)
    return Beside(
        words=words_at(at),
        coverage=tuple(coverage),
        described=described_at(at, (one.id for one in picture.people), why),
        contact_rules={about: _addressed(some) for about, some in ruled.items()},
        met=_met(at, picture),
        stated=stated,
        half_lives=half_lives,
        team=tuple(playing),
        leads=leads_of(at, {one.person for one in coverage if one.part == "lead"}),
        posts_left=_posts_left(at, picture),
        names=_names(at, picture, {*(one.person for one in coverage), *(one.person for one in playing)}),
    )


def _addressed(rules: Iterable[ContactRule]) -> list[Addressed]:
    return [Addressed(one.through, one.exclusive, one.begun_by) for one in rules]


def words_at(at: Snapshot) -> Words:
    spoken = words.Words(at)
    return Words({name: spoken.terms(name, at.day) for name in VOCABULARIES}, spoken.ranks_of_levels(at.day))


def _subjects(picture: Picture) -> list[Subject]:
    """Whom and what somebody of ours may cover there."""
    units, people = (("unit", one.id) for one in picture.units), (("person", one.id) for one in picture.people)
    return [*(("organization", id) for id in picture.organizations), *units, *people]


def _met(at: Snapshot, picture: Picture) -> dict[str, str]:
    """When somebody of ours last met each of them."""
    found = meetings(at, "person", picture.theirs)
    ours = picture.ours
    last_first = [(id, one.counted.isoformat()) for one in found if ours & {*one.people} for id in one.people]
    return dict(reversed(last_first))


def _names(at: Snapshot, picture: Picture, colleagues: Iterable[str]) -> dict[Subject, str | None]:
    moved = [one for one in picture.findings if one["kind"] == UNIT_MOVED]
    named = {("person", id) for id in colleagues}
    named |= {(kind, one[kind]) for one in moved for kind in ("unit", "organization")}
    names = Names(at)
    names.learn_all(named)
    return {(kind, id): names.of(kind, id) for kind, id in named}


def _posts_left(at: Snapshot, picture: Picture) -> dict[str, str]:
    """Of those who left while they were in a buying center: the role on the map that they held last."""
    left = {str(one["person"]) for one in picture.findings if one["kind"] == LEAVER}
    held = at.rows(tenures, at.known(tenures), tenures.c.person, left, only=("home", "person", "valid_to"))
    here = [row for row in held if row.home in picture.role and row.valid_to <= at.day]
    return {row.person: row.home for row in sorted(here, key=lambda row: (row.valid_to, row.home))}


def described_at(at: Snapshot, ids: Iterable[str], why: bool) -> dict[str, Described]:
    """What is said of these people beside their links; with `why`, with the facts that say it."""
    only = ("home", "details", "why") if why else ("home", "details")
    rows = [row for row in at.rows(people, at.holding(people), people.c.home, ids, only) if row.details]
    places: dict[str, dict[str, int]] = {row.home: decode(row.why or "{}") for row in rows} if why else {}
    facts = at.ids_of_facts(place for told in places.values() for place in told.values())
    return {row.home: Described(decode(row.details), _facts(places.get(row.home, {}), facts)) for row in rows}


def _facts(places: Mapping[str, int], facts: Mapping[int, str]) -> dict[str, list[Any]]:
    return {name: [facts[place]] for name, place in places.items() if place in facts}
