"""Reads what lies beside an account's map at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from domain.analysis.beside import Addressed, Beside, Covering, Described, Playing, Words
from domain.analysis.freshness import Stated
from domain.analysis.picture import Picture
from domain.analysis.sale import LEAVER, UNIT_MOVED
from domain.coverage import PARTS, about_of, home_of
from domain.half_lives import HalfLives
from domain.log.writing import Row
from domain.vocabularies import VOCABULARIES, default_terms

from ..asking import Question
from ..coverage import leads_of
from ..fragments import decode
from ..interactions import interactions
from ..names import Names
from ..people import people
from ..responsibilities import contact_rules, coverage
from ..snapshots import Snapshot
from ..team_roles import team_roles
from ..tenures import tenures
from ..vocabularies import vocabularies
from ..words import ranks_in, terms_in

Subject = tuple[str, str]


class _Told(NamedTuple):
    """The rows that hold, of each view."""

    vocabularies: list[Row]
    coverage: list[Row]
    contact_rules: list[Row]
    team: list[Row]
    people: list[Row]
    meetings: list[Row]


def beside_at(
    at: Snapshot, picture: Picture, half_lives: HalfLives, *, why: bool = False, stated: tuple[Stated, ...] = ()
) -> Beside:
    """With `why`, described people name the facts that describe them; `stated`: the last word on each value."""
    told = _told(at, picture, why)
    words, coverage = _words(told.vocabularies), _coverage(told.coverage)
    playing = _playing(told.team, words)
    return Beside(
        words=words,
        coverage=coverage,
        described=_described(at, told.people, why),
        contact_rules=_contact_rules(told.contact_rules),
        met=_met(told.meetings, picture.ours),
        stated=stated,
        half_lives=half_lives,
        team=playing,
        leads=leads_of(at, {one.person for one in coverage if one.part == "lead"}),
        posts_left=_posts_left(at, picture),
        names=_names(at, picture, {*(one.person for one in coverage), *(one.person for one in playing)}),
    )


def _told(at: Snapshot, picture: Picture, why: bool) -> _Told:
    homes = [home_of("coverage", about)[1] for about in _subjects(picture)]
    questions = (
        _words_asked(at),
        at.asking(coverage.c.home, homes, ("home", "person", "part", "begun_by")),
        at.asking(contact_rules.c.home, homes, ("home", "through", "exclusive", "begun_by")),
        at.asking(team_roles.c.home, [picture.account.id], ("person", "team_role", "degree", "begun_by")),
        _described_asked(at, (one.id for one in picture.people), why),
        at.asking(interactions.c.person, picture.theirs, ("home", "person", "counted"), whole=True),
    )
    return _Told(*at.answers(questions))


def words_at(at: Snapshot) -> Words:
    (rows,) = at.answers([_words_asked(at)])
    return _words(rows)


def _words_asked(at: Snapshot) -> Question:
    return at.asking(vocabularies.c.home, VOCABULARIES, ("home", "terms"))


def _words(rows: Iterable[Row]) -> Words:
    said: dict[Any, str] = dict(rows)
    ranks = ranks_in(said["level"]) if "level" in said else {}
    return Words({one: terms_in(said[one]) if one in said else default_terms(one) for one in VOCABULARIES}, ranks)


def _subjects(picture: Picture) -> list[Subject]:
    """Whom and what somebody of ours may cover there."""
    units, people = (("unit", one.id) for one in picture.units), (("person", one.id) for one in picture.people)
    return [*(("organization", id) for id in picture.organizations), *units, *people]


def _coverage(rows: Iterable[Row]) -> tuple[Covering, ...]:
    """By what is covered, those first who should act first."""
    ordered = sorted(rows, key=lambda row: (row[0], PARTS.index(row[2]), row[1]))
    return tuple(Covering(person, part, about_of(home), fact) for home, person, part, fact in ordered)


def _contact_rules(rows: Iterable[Row]) -> dict[Subject, list[Addressed]]:
    """The exclusive ones first."""
    found = defaultdict(list)
    for home, through, exclusive, fact in sorted(rows, key=lambda row: (row[0], not row[2], row[1])):
        found[about_of(home)].append(Addressed(through, bool(exclusive), fact))
    return dict(found)


def _playing(rows: Iterable[Row], words: Words) -> tuple[Playing, ...]:
    """In the order of the vocabulary; words that are not in it come last."""
    places = {word: place for place, word in enumerate(words.labels("team_role"))}
    ordered = sorted(rows, key=lambda row: (places.get(row[1], len(places)), row[1], row[0]))
    return tuple(Playing(who, role, None if told is None else decode(told), fact) for who, role, told, fact in ordered)


def _met(rows: Iterable[Row], ours: frozenset[str]) -> dict[str, str]:
    """When somebody of ours last met each of them."""
    people = defaultdict(set)
    for home, person, counted in rows:
        people[str(counted), home].add(person)
    return {id: day for (day, _), met in sorted(people.items()) if ours & met for id in sorted(met, reverse=True)}


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
    (rows,) = at.answers([_described_asked(at, ids, why)])
    return _described(at, rows, why)


def _described_asked(at: Snapshot, ids: Iterable[str], why: bool) -> Question:
    return at.asking(people.c.home, ids, ("home", "details", "why") if why else ("home", "details"))


def _described(at: Snapshot, rows: Iterable[Row], why: bool) -> dict[str, Described]:
    said = sorted(row for row in rows if row[1])
    places: dict[str, dict[str, int]] = {id: decode(told or "{}") for id, _, told in said} if why else {}
    facts = at.ids_of_facts(place for told in places.values() for place in told.values())
    return {id: Described(decode(details), _facts(places.get(id, {}), facts)) for id, details, *_ in said}


def _facts(places: Mapping[str, int], facts: Mapping[int, str]) -> dict[str, list[Any]]:
    return {name: [facts[place]] for name, place in places.items() if place in facts}
