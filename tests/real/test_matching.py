"""The figures of matching on real names: in context, by a name alone, and by an office used as a name."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from domain.matching.announcements import Announcement, Thresholds
from domain.matching.matching import match
from domain.matching.registry import Organization, Person, Registry, Role, Tenure, registry
from tests.real import ranking
from tests.real.announcing import HALVES, Figures, Judged, Known, figures, judged
from tests.real.uk import lines, rows

NEVER = date.max.toordinal()


@cache
def in_context(learning: bool = False) -> list[Judged]:
    return list(judged(lines("assertions_pre2010.jsonl"), Known(learning)))


def fits(found: Figures) -> bool:
    return found.precision >= 0.995 and found.recall >= 0.90 and found.review < 0.08


@pytest.mark.parametrize("learning", [False, True])
def test_what_is_accepted_in_context_is_right(learning: bool) -> None:
    assert fits(figures(in_context(learning))), figures(in_context(learning))


@pytest.mark.parametrize("half", HALVES)
def test_it_holds_of_each_half(half: str) -> None:
    """What carries over from one half of the people, the years or the kinds to the other was not set by either."""
    found = figures([one for one in in_context() if HALVES[half](one.assertion)])
    assert fits(found), found


def test_strangers_of_whom_only_the_names_are_known_mislead_nobody() -> None:
    assertions, known = lines("assertions_pre2010.jsonl"), Known()
    told_of = {assertion["person"] for assertion in assertions}
    for id, name in ranking.registry_names().items():
        if id not in told_of:
            known.registry.put_person(Person(id, (name,)))
    found = figures(list(judged(assertions, known)))
    assert fits(found), found


def test_nothing_is_accepted_of_people_of_whom_only_the_name_is_known() -> None:
    known = registry(Person(id, (name,)) for id, name in ranking.registry_names().items())
    asked = (Announcement(person=query["query"], on=NEVER - 1) for query in ranking.queries()[:200])
    found = [match(known, one).person for one in asked]
    assert {one.outcome for one in found if one is not None} <= {"review", "unmatched"}


def test_without_the_context_it_would_not_be_right() -> None:
    """The control: the best by name alone is wrong far more often than what is accepted."""
    known = Known()
    wrong = total = 0
    for assertion in lines("assertions_pre2010.jsonl"):
        found = match(known.registry, Announcement(person=assertion["name"])).person
        if found is not None and found.best is not None:
            total += 1
            wrong += found.best.id != assertion["person"]
        known.count(assertion)
    assert wrong / total > 0.02


def test_a_name_alone_is_ranked_better_than_rapidfuzz_does() -> None:
    mine, others = ranking.ours(ranking.queries()), ranking.rapidfuzz(ranking.queries(), ranking.QUICK)
    assert mine.first > max(other.first for other in others), others
    assert mine.among_three > max(other.among_three for other in others), others


@cache
def government() -> Registry:
    tenures: dict[str, list[Tenure]] = {}
    for row in rows("tenures.csv"):
        stop = date.fromisoformat(row["end"]).toordinal() if row["end"] else NEVER
        tenure = Tenure(row["post_id"], date.fromisoformat(row["start"]).toordinal(), stop)
        tenures.setdefault(row["person_id"], []).append(tenure)
    posts = rows("posts.csv")
    people = (
        Person(row["person_id"], (row["name"],), {}, tuple(tenures.get(row["person_id"], ())))
        for row in rows("persons.csv")
    )
    roles = (Role(row["post_id"], row["organisation"], (row["label"],)) for row in posts)
    return registry(people, roles, (Organization(name, (name,)) for name in {row["organisation"] for row in posts}))


def offices() -> Iterator[tuple[str, int, list[str]]]:
    """Each office with a day in the middle of its alias and whom it means then."""
    for line in (ranking.NAMES / "queries_role.jsonl").read_text(encoding="utf-8").splitlines():
        said: dict[str, Any] = json.loads(line)
        if said["valid_from"] and said["candidates"]:
            start = date.fromisoformat(said["valid_from"]).toordinal()
            stop = (
                min(date.fromisoformat(said["valid_to"]).toordinal(), start + 400) if said["valid_to"] else start + 400
            )
            yield said["alias"], (start + stop) // 2, said["candidates"]


def test_an_office_used_as_a_name_means_who_held_it_that_day() -> None:
    """Wherever the office is known and somebody held it that day."""
    taken = []
    for alias, day, meant in offices():
        part = match(government(), Announcement(person=alias, on=day)).person
        if part is not None and part.best is not None and part.outcome == "accepted":
            taken.append((part.best.id, meant))
    assert len(taken) >= 3
    assert [(id, meant) for id, meant in taken if id not in meant] == []


def test_lower_thresholds_would_be_noticed() -> None:
    """The control: accepting whatever is likelier than not gives more, and is wrong more often."""
    loose = figures(list(judged(lines("assertions_pre2010.jsonl"), Known(), Thresholds(accept=0.3, lead=0.0))))
    assert loose.precision < figures(in_context()).precision
