"""The views of people and of the links between them. Rows hold values in clear and go when somebody is erased."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from domain.amendments import PersonErased
from domain.dates import DAWN, FOREVER
from domain.people import DESCRIBED, RATED, LinkEnded, LinkRated, PersonDescribed, PersonIntroduced
from domain.resolution import Run, Said, Segment, runs, stays, value_day, within_stays
from domain.standing import Standing

from .intervals import Row, View, as_text, day_column, flag, id_column, interval_table, iso, of_types, place_column, text
from .stating import details, named_segments, probable, probable_places, since, stated, until, weakest

ERASED_NAME = "erased person"

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
    id_column("assessor", required=True),
    text("tone"),
    text("strength"),
    text("details"),
    text("since"),
    text("until"),
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
    probables = probable_places(standings)
    for segment in named_segments(stated(standings, (*DESCRIBED, "ours"))):
        values = segment.values
        rest = as_text(details(values, ("name", "ours")))
        unsure = as_text(probable(segment, probables) or None)
        own = (values.get("name"), bool(values.get("ours")), False, rest, unsure, as_text(segment.places))
        yield Row("", segment.start, segment.end, own)


def resolve_links(standings: Sequence[Standing]) -> Iterable[Row]:
    """Each rating begins the link if it was not running and states its values, per assessor."""
    begun = defaultdict(list)
    for one in of_types(standings, LinkRated):
        begun[_tie(one)].append(one)
    for (person, other, kind, directed), ratings in begun.items():
        ends = [end for end in of_types(standings, LinkEnded) if _ends(end, person, kind, directed)]
        running = [run for run in runs(ratings, ends) if run.begin]
        for row in _tie_rows((person, other, kind, directed), ratings, running):
            yield row


def _tie(one: Standing) -> tuple[str, str, str, bool]:
    fact = one.fact
    assert isinstance(fact, LinkRated)
    kind = fact.kind if isinstance(fact.kind, str) else ""
    person, other = (fact.person, fact.other) if fact.directed else sorted((fact.person, fact.other))
    return person, other, kind, fact.directed


def _ends(end: Standing, person: str, kind: str, directed: bool) -> bool:
    fact = end.fact
    assert isinstance(fact, LinkEnded)
    return (not isinstance(fact.kind, str) or fact.kind == kind) and (not directed or fact.person == person)


def _tie_rows(tie: tuple[str, str, str, bool], ratings: list[Standing], running: list[Run]) -> Iterable[Row]:
    by_assessor = defaultdict(list)
    for one in ratings:
        by_assessor[one.fact.by if isinstance(one.fact.by, str) else one.by].append(one)  # type: ignore[attr-defined]
    for assessor, rated in by_assessor.items():
        said = [Said(value_day(one) if one.fact.effective else _begin(one, running), one.place, _rating(one)) for one in rated]
        for segment in within_stays(said, stays(running)):
            yield from _cut(tie, assessor, segment, running)


def _begin(one: Standing, running: list[Run]) -> int:
    """A rating of unknown date that begins a link states its values from that beginning."""
    return next((run.start for run in running if run.begin is one), value_day(one))


def _rating(one: Standing) -> dict[str, object]:
    return {**one.fact.stated(*RATED), "one": one}


def _cut(tie: tuple[str, str, str, bool], assessor: str, segment: Segment, running: list[Run]) -> Iterable[Row]:
    """The segment in pieces that are sure or only possible: sure where any run of the link is."""
    bounds = {segment.start, segment.end}
    for run in running:
        bounds |= {day for part in run.parts() for day in part[:2] if segment.start < day < segment.end}
    ordered = sorted(bounds)
    one, values = segment.values["one"], segment.values
    item = "|".join((tie[2], str(int(tie[3])), tie[0], assessor))
    rest = as_text(details(values, ("tone", "strength", "one")))
    own = (*tie, assessor, as_text(values.get("tone")), as_text(values.get("strength")), rest)
    for start, end in zip(ordered, ordered[1:], strict=False):
        covering = [run for run in running if run.covers(start)]
        possible = all(not run.sure <= start < run.fading for run in covering)
        first = min(covering, key=lambda run: (run.start, run.begin.place if run.begin else 0))
        dates = (since(first), until(max(covering, key=lambda run: run.stop)), possible, weakest(one))
        yield Row(item, start, end, (*own, *dates, iso(value_day(one)), one.place))


PEOPLE = View(people, "person", (PersonIntroduced, PersonDescribed, PersonErased), resolve)
LINKS = View(links, "link", (LinkRated, LinkEnded), resolve_links)
