"""The order of arrival never matters for values of different days and for periods: the open rows are the same."""

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.facts import Fact
from projections.engine import Engine
from projections.intervals import COMMON, Row, View
from projections.sinks import History
from tests.domain.telling import fact_id, recorded, told

Sent = dict[str, Any]
Strand = list[Sent]

# Where a fact stands in the log is all that may differ, and which of two ends of one day is named.
OF_THE_LOG = ("place", "why", "ended_by", "reason")
FEW_DAYS = [(date(2024, 2, 1) + timedelta(days)).isoformat() for days in (0, 1, 9, 28, 29, 60)]
MANY_DAYS = [(date(2024, 1, 1) + timedelta(days)).isoformat() for days in range(150)]
SPANS = ["2024-03", "2024", "[..2024-02]", "[2024-02-02..2024-03-01]"]

person, role = st.sampled_from(["p", "q"]), st.sampled_from(["r", "s"])
period = st.sampled_from(FEW_DAYS + SPANS)


def fact(type: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Sent]:
    return st.fixed_dictionaries({"type": st.just(type), **fields})


took = fact("person_took_role", person=person, role=role, effective=period)
left = fact("person_left_role", person=person, role=role, effective=period)
related = {"organization": st.just("a"), "other": st.just("b"), "relation": st.just("partner"), "effective": period}
periods = st.one_of(
    took,
    left,
    fact("role_closed", role=role, effective=period),
    fact("link_ended", person=st.just("p"), other=st.just("q"), effective=period),
    fact("buying_role_ended", person=person, opportunity=st.just("o"), buying_role=st.just("d"), effective=period),
    fact("organizations_related", **related),
    fact("organizations_unrelated", **related),
    fact("account_closed", organization=st.just("a"), effective=period),
)
title = st.sampled_from(["x", "y"])
score = st.integers(0, 2)
rated = {"person": st.just("p"), "other": st.just("q"), "by": person, "tone": score}
assigned = {"person": person, "opportunity": st.just("o"), "buying_role": st.just("d"), "weight": score}
# Each gets a day of its own: on one day the last recorded holds.
values = st.one_of(
    fact("role_defined", role=role, organization=st.just("a"), title=title),
    fact("role_restructured", role=role, title=title),
    fact("person_described", person=person, name=title),
    fact("account_opened", organization=st.just("a")),
    fact("power_assessed", person=person, role=role, power=score, by=person),
    fact("link_rated", **rated),
    fact("buying_role_assigned", **assigned),
    fact("attitude_changed", person=person, opportunity=st.just("o"), attitude=score, by=person),
    fact("opportunity_changed", opportunity=st.just("o"), name=title),
    fact("organization_described", organization=st.just("a"), name=title),
)


# What comes after a fact and names it, by its place in the strand.
WITHDRAWN: Strand = [{"type": "fact_withdrawn", "fact": 0}]
RESTORED: Strand = [*WITHDRAWN, {"type": "fact_withdrawn", "fact": 1}]
MOVED: Strand = [{"type": "fact_corrected", "fact": 0, "replacement": {"effective": "2024-02-02"}}]
ENDED: Strand = [{"type": "person_left_role", "took": 0, "person": "p", "role": "r", "effective": "2024-02-10"}]
SINGLE: list[Strand] = [[], [], [], WITHDRAWN, RESTORED]


@st.composite
def strands(draw: st.DrawFn) -> list[Strand]:
    """Facts that arrive in any order; only what names another comes after it."""
    valued = draw(st.lists(values, max_size=8))
    days = draw(st.lists(st.sampled_from(MANY_DAYS), min_size=len(valued), max_size=len(valued), unique=True))
    single = [{**sent, "effective": day} for sent, day in zip(valued, days, strict=True)]
    single += draw(st.lists(periods, max_size=10))
    ended = draw(st.lists(took, max_size=3))
    return [
        *([sent, *draw(st.sampled_from(SINGLE))] for sent in single),
        *([sent, *draw(st.sampled_from([MOVED, ENDED, MOVED + ENDED]))] for sent in ended),
    ]


def facts_of(strand: Strand, first: int) -> list[Fact]:
    """Numbered from the first; a place in the strand becomes the id of the fact there."""
    named = ("fact", "took")
    return [
        told(first + place, **{k: fact_id(first + v) if k in named else v for k, v in sent.items()})
        for place, sent in enumerate(strand)
    ]


def arrived(told_of: list[list[Fact]], random: Random) -> set[tuple[Any, ...]]:
    """The rows open in the end when the strands arrive interleaved at random."""
    turns = [number for number, strand in enumerate(told_of) for _ in strand]
    random.shuffle(turns)
    waiting, roots, sink = [iter(strand) for strand in told_of], dict[int, int](), History()
    engine = Engine(sink)
    for position, number in enumerate(turns, 1):
        engine.apply(recorded(next(waiting[number]), position, roots.setdefault(number, position)))
    return {opened(view, home, row) for view in sink.open for (home, *_), (row, _) in sink.open[view].items()}


def opened(view: View, home: str, row: Row) -> tuple[Any, ...]:
    names = [column.name for column in view.table.columns][COMMON:]
    told = ((name, value) for name, value in zip(names, row.values, strict=True) if name not in OF_THE_LOG)
    return (view.name, home, row.item, row.valid_from, row.valid_to, *told)


@given(strands(), st.randoms(use_true_random=False), st.randoms(use_true_random=False))
def test_facts_that_arrive_in_another_order_say_the_same(told: list[Strand], one: Random, other: Random) -> None:
    numbered = [facts_of(strand, 10 * number) for number, strand in enumerate(told)]
    assert arrived(numbered, one) == arrived(numbered, other)


def test_values_of_one_day_follow_the_order_of_arrival() -> None:
    """The control: the law is about different days, and what compares would see it broken."""
    told = [[{"type": "person_described", "person": "p", "name": name, "effective": "2024-02-01"}] for name in "xy"]
    numbered = [facts_of(strand, 10 * number) for number, strand in enumerate(told)]
    assert len({frozenset(arrived(numbered, Random(seed))) for seed in range(9)}) == 2
