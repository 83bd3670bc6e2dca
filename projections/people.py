"""The views of people and of the links between them. Rows hold values in clear and go when somebody is erased."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from domain.amendments import PersonErased
from domain.dates import DAWN, FOREVER
from domain.facts import Fact
from domain.language import ERASED_NAME
from domain.people import DESCRIBED, RATED, LinkEnded, LinkRated, PersonDescribed, PersonIntroduced
from domain.resolution import Run, Said, Segment, lives, runs, stays, value_day, within_stays
from domain.standing import Standing

from .intervals import (
    Row,
    View,
    as_text,
    day_column,
    flag,
    id_column,
    in_key,
    interval_table,
    iso,
    of_types,
    place_column,
    text,
)
from .stating import details, named_segments, probable_places, since, stated, unsure, weakest

STATED = (*DESCRIBED, "ours")

people = interval_table(
    "people",
    text("name"),
    flag("ours"),
    flag("erased"),
    text("details"),
    text("probable"),
    text("why"),
)

links = interval_table(
    "links",
    id_column("person", required=True),
    id_column("other", required=True),
    text("kind", required=True),
    flag("directed"),
    id_column("assessor"),
    text("tone"),
    text("strength"),
    text("details"),
    text("since"),
    flag("possible"),
    text("certainty", required=True),
    day_column("said"),
    place_column("place"),
    indexes=[("person",), ("other",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    if of_types(standings, PersonErased):
        yield Row("", DAWN, FOREVER, (ERASED_NAME, False, True, None, None, None))
        return
    probables, somebody = probable_places(standings), [Said(DAWN, 0, {})] if standings else []
    for segment in named_segments([*somebody, *stated(standings, STATED)]):
        values = segment.values
        rest = as_text(details(values, ("name", "ours")))
        own = (
            values.get("name"),
            bool(values.get("ours")),
            False,
            rest,
            unsure(segment, probables),
            as_text(segment.places),
        )
        yield Row("", segment.start, segment.end, own)


def resolve_links(standings: Sequence[Standing]) -> Iterable[Row]:
    """Each rating begins the link if it was not running and states its values, per assessor."""
    for tie, ratings, running in _running(standings):
        yield from _tie_rows(tie, ratings, running)


def begun_by(standings: Sequence[Standing], day: int) -> dict[Tie, Standing]:
    """By link that runs on a day: the rating that began it."""
    found = ((tie, life) for tie, _, running in _running(standings) for life in lives(running))
    return {tie: life.first.begin for tie, life in found if life.start <= day < life.stop and life.first.begin}


def _running(standings: Sequence[Standing]) -> Iterable[tuple[Tie, list[Standing], list[Run]]]:
    begun = defaultdict(list)
    for one in standings:
        if isinstance(one.fact, LinkRated):
            begun[tie_of(one.fact)].append(one)
    for tie, ratings in begun.items():
        ends = [end for end in standings if _ends(end.fact, tie)]
        yield tie, ratings, [run for run in runs(ratings, ends) if run.begin]


class Tie(NamedTuple):
    """Of a link without a direction the ends stand in order."""

    person: str
    other: str
    kind: str
    directed: bool


def tie_of(fact: LinkRated) -> Tie:
    kind = fact.kind if isinstance(fact.kind, str) else ""
    person, other = (fact.person, fact.other) if fact.directed else sorted((fact.person, fact.other))
    return Tie(person, other, kind, fact.directed)


def _ends(fact: Fact, tie: Tie) -> bool:
    if not isinstance(fact, LinkEnded):
        return False
    concerned = not isinstance(fact.kind, str) or fact.kind == tie.kind
    return concerned and (not tie.directed or fact.person == tie.person)


def _tie_rows(tie: Tie, ratings: list[Standing], running: list[Run]) -> Iterable[Row]:
    """Rows that say the link runs, and rows of what each assessor says of it meanwhile."""
    for life in lives(running):
        for start, end in pairwise(sorted(life.bounds())):
            marks = (since(life.first), life.possible(start), "probable" if life.probable(start) else "confirmed")
            yield Row(_item(tie), start, end, (*tie, None, None, None, None, *marks, iso(life.start), 0))
    for (assessor, name), said in _said(ratings).items():
        for segment in within_stays(said, stays(running)):
            if segment.values[name] is not None:
                yield Row(
                    _item(tie, assessor, name), segment.start, segment.end, _rating((*tie, assessor), name, segment)
                )


def _said(ratings: list[Standing]) -> dict[tuple[str, str], list[Said]]:
    """Each assessor's word on each property: they are told apart, because on each another may have the last one."""
    said = defaultdict(list)
    for one in ratings:
        assessor = one.fact.by if isinstance(one.fact.by, str) else one.by  # type: ignore[attr-defined]
        for name, value in one.fact.stated(*RATED).items():
            said[assessor, name].append(Said(value_day(one), one.place, {name: value, "one": one}))
    return said


def _rating(own: tuple[object, ...], name: str, segment: Segment) -> tuple[object, ...]:
    values, one = {name: segment.values[name]}, segment.values["one"]
    said = (
        as_text(values.get("tone")),
        as_text(values.get("strength")),
        as_text(details(values, ("tone", "strength"))),
    )
    return (*own, *said, None, False, weakest(one), iso(value_day(one)), one.place)


def in_order(said: dict[str, Any]) -> dict[str, Any]:
    """Properties of a link always in the same order, whatever the order of their rows."""
    return {name: said[name] for name in RATED if name in said}


def _item(tie: Tie, *more: str) -> str:
    person, _other, kind, directed = tie
    return "|".join((in_key(kind), str(int(directed)), person, *more))


PEOPLE = View(people, "person", (PersonIntroduced, PersonDescribed, PersonErased), resolve)
LINKS = View(links, "link", (LinkRated, LinkEnded), resolve_links)
