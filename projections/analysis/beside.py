"""Reads what lies beside an account's map at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from domain.analysis.beside import Addressed, Beside, Covering, Described, Met, Playing, Words
from domain.analysis.freshness import Stated
from domain.analysis.picture import Picture
from domain.analysis.sale import LEAVER, UNIT_MOVED
from domain.coverage import PARTS, about_of, home_of
from domain.half_lives import HalfLives
from domain.log.batches import Row
from domain.vocabularies import VOCABULARIES, default_terms

from ..alongside import Wanted
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

_LastMet = dict[str, tuple[str | None, str]]
_DAWN = date.min.isoformat()  # from which on what has no known day counts
# Gives rows that hold at the moment, by question; `about`: all that facts behind them may concern.
Ask = Callable[[Sequence[Wanted], Iterable[Subject]], list[list[Row]]]


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
    """With `why`, described people name the facts that describe them, and who was met those that say so; `stated`: the
    last word on each value."""
    beside = beside_of(picture, half_lives, lambda wanted, about: asked_of(at, wanted), lambda: at, why=why)
    return replace(beside, stated=stated)


def beside_of(
    picture: Picture, half_lives: HalfLives, ask: Ask, tables: Callable[[], Snapshot], *, why: bool = False
) -> Beside:
    """The same, of rows that `ask` gives; the tables themselves are asked for what is seldom there."""
    told = _told(ask, picture)
    words, coverage = _words(told.vocabularies), _coverage(told.coverage)
    playing, met = _playing(told.team, words), _met(told.meetings, picture.ours)
    return Beside(
        words=words,
        coverage=coverage,
        described=_described(tables, told.people, why),
        contact_rules=_contact_rules(told.contact_rules),
        met=_met_by(tables, met) if why else {id: Met(day) for id, (day, _) in met.items()},
        half_lives=half_lives,
        team=playing,
        leads=_leads(ask, {one.person for one in coverage if one.part == "lead"}),
        posts_left=_posts_left(tables, picture),
        names=_names(tables, picture, {*(one.person for one in coverage), *(one.person for one in playing)}),
    )


def asked_of(at: Snapshot, wanted: Iterable[Wanted]) -> list[list[Row]]:
    """As the tables have them."""
    return at.answers([at.asking(one.column, one.ids, one.names, whole=one.whole) for one in wanted])


def _told(ask: Ask, picture: Picture) -> _Told:
    subjects = _subjects(picture)
    homes = frozenset(home_of("coverage", about)[1] for about in subjects)
    wanted = (
        _WORDS,
        Wanted(coverage.c.home, homes, ("home", "person", "part", "begun_by")),
        Wanted(contact_rules.c.home, homes, ("home", "through", "exclusive", "begun_by")),
        Wanted(team_roles.c.home, frozenset([picture.account.id]), ("person", "team_role", "degree", "begun_by")),
        _described_wanted(one.id for one in picture.people),
        Wanted(interactions.c.person, frozenset(picture.theirs), ("home", "person", "counted"), whole=True),
    )
    around = [*subjects, *(("vocabulary", one) for one in VOCABULARIES)]
    return _Told(*ask(wanted, around))


def words_at(at: Snapshot) -> Words:
    (rows,) = asked_of(at, [_WORDS])
    return _words(rows)


_WORDS = Wanted(vocabularies.c.home, frozenset(VOCABULARIES), ("home", "terms"))


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


def _leads(ask: Ask, people: set[str]) -> dict[str, list[Subject]]:
    """What each of these colleagues leads, anywhere."""
    if not people:
        return {}
    wanted = Wanted(coverage.c.person, frozenset(people), ("person", "home", "part"))
    (rows,) = ask([wanted], [("person", id) for id in people])
    found = defaultdict[str, list[Subject]](list)
    for person, home, part in rows:
        if part == "lead":
            found[person].append(about_of(home))
    return {id: sorted(some) for id, some in found.items()}


def _met(rows: Iterable[Row], ours: frozenset[str]) -> _LastMet:
    """When somebody of ours last met each of them, and in which interaction; of unknown days the last to be taken."""
    people = defaultdict(set)
    for home, person, counted in rows:
        people[str(counted), home].add(person)
    ordered = [((None if day == _DAWN else day, home), met) for (day, home), met in sorted(people.items())]
    return {id: when for when, met in ordered if ours & met for id in sorted(met, reverse=True)}


def _met_by(tables: Callable[[], Snapshot], met: _LastMet) -> dict[str, Met]:
    """With the facts that say so."""
    rows = tables().holding_rows(interactions.c.home, {home for _, home in met.values()}, only=("home", "fact"))
    facts = {row.home: row.fact for row in rows}
    return {id: Met(day, facts[home]) for id, (day, home) in met.items()}


def _names(tables: Callable[[], Snapshot], picture: Picture, colleagues: Iterable[str]) -> dict[Subject, str | None]:
    """Of those who are on the map it says itself how they are called."""
    moved = [one for one in picture.findings if one["kind"] == UNIT_MOVED]
    named = {("person", id) for id in colleagues if id not in picture.person}
    named |= {(kind, one[kind]) for one in moved for kind in ("unit", "organization")}
    if not named:
        return {}
    names = Names(tables())
    names.learn_all(named)
    return {(kind, id): names.of(kind, id) for kind, id in sorted(named)}


def _posts_left(tables: Callable[[], Snapshot], picture: Picture) -> dict[str, str]:
    """Of those who left while they were in a buying center: the role on the map that they held last."""
    left = {str(one["person"]) for one in picture.findings if one["kind"] == LEAVER}
    if not left:
        return {}
    at = tables()
    held = at.rows(tenures, at.known(tenures), tenures.c.person, left, only=("home", "person", "valid_to"))
    here = [row for row in held if row.home in picture.role and row.valid_to <= at.day]
    return {row.person: row.home for row in sorted(here, key=lambda row: (row.valid_to, row.home))}


def described_at(at: Snapshot, ids: Iterable[str], why: bool) -> dict[str, Described]:
    """What is said of these people beside their links; with `why`, with the facts that say it."""
    (rows,) = asked_of(at, [_described_wanted(ids)])
    return _described(lambda: at, rows, why)


def _described_wanted(ids: Iterable[str]) -> Wanted:
    return Wanted(people.c.home, frozenset(ids), ("home", "details", "why"))


def _described(tables: Callable[[], Snapshot], rows: Iterable[Row], why: bool) -> dict[str, Described]:
    said = sorted(row for row in rows if row[1])
    places: dict[str, dict[str, int]] = {id: decode(told or "{}") for id, _, told in said} if why else {}
    facts = tables().ids_of_facts(place for told in places.values() for place in told.values()) if places else {}
    return {id: Described(decode(details), _facts(places.get(id, {}), facts)) for id, details, *_ in said}


def _facts(places: Mapping[str, int], facts: Mapping[int, str]) -> dict[str, list[Any]]:
    return {name: [facts[place]] for name, place in places.items() if place in facts}
