"""What an announcement comes to: the rules that decide, by example, and what holds of any registry."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.matching.announcements import Announcement, Match, Matched, Thresholds
from domain.matching.matching import match
from domain.matching.registry import Person, Registry, Tenure, registry
from tests.domain.matching.known import acme, day, held, person

CFO_AT_ACME = Announcement(
    person="Jane Roe", organization="Acme Holdings", role="CFO", on=day("2024-03-01"), kind="joined"
)


def outcome(part: Matched | None) -> tuple[str, str | None]:
    assert part is not None
    return part.outcome, part.best.id if part.best else None


def test_a_name_alone_is_never_accepted() -> None:
    known = acme(person("jane", "Jane Roe"))
    assert outcome(match(known, Announcement(person="Jane Roe", on=day("2024-03-01"))).person) == ("review", "jane")
    assert outcome(match(known, CFO_AT_ACME).person) == ("review", "jane")
    anything = Thresholds(accept=0.0, review=0.0)
    assert outcome(match(known, CFO_AT_ACME, anything).person) == ("review", "jane")


@pytest.mark.parametrize("tenure", [held("bolt-cfo", "2019-01-01", "2024-02-15"), held("bolt-cfo", "2019-01-01")])
def test_a_name_and_a_day_are_a_name_alone(tenure: Tenure) -> None:
    known = acme(person("jane", "Jane Roe", tenures=(tenure,)))
    alone = Announcement(person="Jane Roe", on=day("2024-03-01"), kind="joined")
    assert outcome(match(known, alone).person) == ("review", "jane")
    assert outcome(match(known, replace(alone, role="CFO")).person) == ("accepted", "jane")
    assert outcome(match(known, replace(alone, previous_organization="Bolt Engineering")).person) == (
        "accepted",
        "jane",
    )


@pytest.mark.parametrize(
    "tenures",
    [
        (held("acme-cfo", "2024-03-01"),),
        (held("acme-ceo", "2020-01-01"),),
        (held("bolt-cfo", "2019-01-01", "2024-02-15"),),
        (held("bolt-cfo", "2019-01-01"),),
        (held("acme-cfo", "2012-01-01", "2014-01-01"),),
    ],
    ids=["already there", "elsewhere in the organization", "just left another", "holds another", "held it before"],
)
def test_a_name_in_context_is_accepted(tenures: tuple[Tenure, ...]) -> None:
    known = acme(person("jane", "Jane Roe", tenures=tenures))
    assert outcome(match(known, CFO_AT_ACME).person) == ("accepted", "jane")


def test_holding_a_role_elsewhere_speaks_for_the_whole_name_only() -> None:
    known = acme(person("jane", "Jane Ann Roe", tenures=(held("bolt-cfo", "2019-01-01"),)))
    assert outcome(match(known, CFO_AT_ACME).person) == ("review", "jane")


def test_the_role_itself_is_not_another_role() -> None:
    known = acme(person("jane", "Jane Roe", tenures=(held("acme-cfo", "2024-03-01"),)))
    found = match(known, CFO_AT_ACME).person
    assert found is not None
    assert found.candidates[0].reasons == ("name: jane, roe", "held this role about that day")


def test_ties_go_to_review() -> None:
    twins = [person(id, "Jane Roe", tenures=(held("bolt-cfo", "2019-01-01"),)) for id in ("one", "other")]
    assert outcome(match(acme(*twins), CFO_AT_ACME).person)[0] == "review"


def test_context_decides_between_namesakes() -> None:
    there = person("there", "Jane Roe", tenures=(held("acme-ceo", "2020-01-01"),))
    long_ago = person("long-ago", "Jane Roe", tenures=(held("bolt-cfo", "1970-01-01", "1975-01-01"),))
    assert outcome(match(acme(there, long_ago), CFO_AT_ACME).person) == ("accepted", "there")


def test_where_somebody_comes_from_decides() -> None:
    known = acme(
        person("bolt", "Jane Roe", tenures=(held("bolt-cfo", "2010-01-01", "2020-01-01"),)),
        person("acme", "Jane Roe", tenures=(held("acme-ceo", "2010-01-01", "2020-01-01"),)),
    )
    asked = replace(CFO_AT_ACME, organization=None, role=None, previous_organization="Bolt Engineering")
    assert outcome(match(known, asked).person) == ("accepted", "bolt")
    asked = replace(asked, previous_organization="Acme Holdings", previous_role="CEO")
    assert outcome(match(known, asked).person) == ("accepted", "acme")


def test_identifiers_come_before_names() -> None:
    named = person("named", "Jane Roe", tenures=(held("acme-cfo", "2024-03-01"),), officer="1")
    known = acme(named, person("numbered", "Jane Doe", officer="2"))
    asked = replace(CFO_AT_ACME, identifiers={"officer": "2"})
    assert outcome(match(known, asked).person) == ("accepted", "numbered")
    assert outcome(match(known, Announcement(identifiers={"officer": "2"})).person) == ("accepted", "numbered")


def test_the_predecessor_is_not_who_follows() -> None:
    known = acme(person("jane", "Jane Roe", tenures=(held("acme-cfo", "2020-01-01"),)))
    asked = replace(CFO_AT_ACME, person="J. Roe", predecessor="Jane Roe")
    assert outcome(match(known, asked).person)[0] != "accepted"


def test_nobody_known_is_unmatched() -> None:
    known = acme(person("bob", "Robert Doe", tenures=(held("acme-cfo", "2020-01-01"),)))
    assert outcome(match(known, CFO_AT_ACME).person)[0] == "unmatched"
    assert outcome(match(registry(), CFO_AT_ACME).person) == ("unmatched", None)


def test_an_office_given_as_the_name_means_who_holds_it_that_day() -> None:
    known = acme(
        person("jane", "Jane Roe", tenures=(held("acme-cfo", "2020-01-01", "2024-01-01"),)),
        person("bob", "Robert Doe", tenures=(held("acme-cfo", "2024-01-01"),)),
    )
    for on, who in (("2023-12-31", "jane"), ("2024-01-01", "bob")):
        asked = Announcement(person="The Chief Financial Officer", on=day(on))
        assert outcome(match(known, asked).person) == ("accepted", who)
    assert (
        outcome(match(known, Announcement(person="The Chief Financial Officer", on=day("2019-01-01"))).person)[1]
        is None
    )


def test_an_office_that_two_hold_goes_to_review() -> None:
    tenures = (held("acme-cfo", "2020-01-01"),)
    both = person("a", "Jane Roe", tenures=tenures), person("b", "Bo Doe", tenures=tenures)
    asked = Announcement(person="Chief Financial Officer", on=day("2024-01-01"))
    assert outcome(match(acme(*both), asked).person)[0] == "review"


def test_the_vacant_one_of_two_roles_is_meant() -> None:
    known = acme(person("bob", "Robert Doe", tenures=(held("north", "2020-01-01"),)))
    asked = replace(CFO_AT_ACME, role="Regional Sales Manager")
    assert outcome(match(known, asked).role) == ("accepted", "south")
    assert outcome(match(acme(), asked).role)[0] == "review"


def test_the_role_that_somebody_held_is_what_they_leave() -> None:
    known = acme(
        person("jane", "Jane Roe", tenures=(held("south", "2020-01-01"),)),
        person("bob", "Robert Doe", tenures=(held("north", "2020-01-01"),)),
    )
    asked = replace(CFO_AT_ACME, role="Regional Sales Manager", kind="left")
    assert outcome(match(known, asked).person) == ("accepted", "jane")
    assert outcome(match(known, asked).role) == ("accepted", "south")


def test_a_title_belongs_to_its_organization() -> None:
    found = match(acme(), replace(CFO_AT_ACME, role="Chief Executive"))
    assert outcome(found.role) == ("accepted", "acme-ceo")
    assert outcome(match(acme(), Announcement(role="Chief Executive", on=day("2024-01-01"))).role)[0] == "review"


def test_what_was_not_announced_is_left_out() -> None:
    found = match(acme(), Announcement(role="CEO"))
    assert (found.person, found.organization) == (None, None)
    assert match(acme(), Announcement()) == Match()


NAMES = ("Jane Roe", "J. Roe", "Robert Roe", "Bob Roe", "Jane Doe", "Lord Roe", "Lord Roe of Doe", "CFO", "Roe")
some_tenures = st.lists(
    st.builds(
        lambda role, start, length: Tenure(role, start, start + length),
        st.sampled_from(["acme-cfo", "acme-ceo", "bolt-cfo", "north"]),
        st.integers(day("2019-01-01"), day("2025-01-01")),
        st.integers(1, 2_000),
    ),
    max_size=3,
)
crowds = st.lists(st.tuples(st.sampled_from(NAMES), some_tenures), max_size=6)
announcements = st.builds(
    Announcement,
    person=st.sampled_from(NAMES),
    organization=st.sampled_from([None, "Acme", "Bolt Engineering", "Nobody"]),
    role=st.sampled_from([None, "CFO", "CEO", "Regional Sales Manager"]),
    on=st.integers(day("2018-01-01"), day("2026-01-01")),
    kind=st.sampled_from([None, "joined", "left"]),
)


def told(crowd: list[tuple[str, list[Tenure]]]) -> list[Person]:
    return [person(f"p{place}", name, tenures=tuple(tenures)) for place, (name, tenures) in enumerate(crowd)]


def candidates(found: Match) -> list[tuple[str, float, tuple[str, ...]]]:
    parts = [part for part in (found.person, found.organization, found.role) if part is not None]
    return [(one.id, round(one.score, 9), one.reasons) for part in parts for one in part.candidates]


@given(crowds, announcements)
def test_scores_are_chances(crowd: list[tuple[str, list[Tenure]]], asked: Announcement) -> None:
    found = match(acme(*told(crowd)), asked)
    scores = [score for _, score, _ in candidates(found)]
    assert all(0 <= score <= 1 for score in scores)
    assert found.person is not None
    ordered = [one.score for one in found.person.candidates]
    assert ordered == sorted(ordered, reverse=True)


@given(crowds, announcements, st.integers(2, 4))
def test_fewer_people_are_the_first_of_all(
    crowd: list[tuple[str, list[Tenure]]], asked: Announcement, most: int
) -> None:
    registry = acme(*told(crowd))
    whole, fewer = match(registry, asked).person, match(registry, asked, most=most).person
    assert whole is not None
    assert fewer == replace(whole, candidates=whole.candidates[:most])


@given(crowds, announcements, st.randoms())
def test_the_order_in_which_people_became_known_does_not_matter(
    crowd: list[tuple[str, list[Tenure]]], asked: Announcement, random: Random
) -> None:
    people = told(crowd)
    shuffled = random.sample(people, len(people))
    assert candidates(match(acme(*people), asked)) == candidates(match(acme(*shuffled), asked))


@given(crowds, crowds, announcements)
def test_what_is_replaced_or_dropped_leaves_nothing(
    crowd: list[tuple[str, list[Tenure]]], before: list[tuple[str, list[Tenure]]], asked: Announcement
) -> None:
    changed: Registry = acme(*told(before))
    for one in told(before):
        changed.drop_person(one.id)
    for one in told(crowd):
        changed.put_person(one)
    assert candidates(match(changed, asked)) == candidates(match(acme(*told(crowd)), asked))


@given(crowds, announcements)
def test_a_name_without_anything_else_is_never_accepted(
    crowd: list[tuple[str, list[Tenure]]], asked: Announcement
) -> None:
    nameless = [replace(one, tenures=()) for one in told(crowd)]
    found = match(acme(*nameless), asked).person
    assert found is not None
    assert found.outcome != "accepted"
