"""Which records are one, told step by step or anew, and what merges are refused."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decisions import Known, decide
from domain.errors import InvalidFact, PersonErased
from domain.facts import Fact
from domain.sameness import Sameness, Turned
from domain.standing import Family, Standing
from tests.domain.telling import correction, fact_id, recorded, standing, told, withdrawal
from tests.oracle.merging import in_force, kept_records

IDS = "abcdef"
Said = tuple[bool, str, str]


def merge(number: int, kept: str, duplicate: str, **values: Any) -> Fact:
    return told(number, "person_records_merged", kept=kept, duplicate=duplicate, **values)


def unmerge(number: int, kept: str, duplicate: str, **values: Any) -> Fact:
    return told(number, "person_records_unmerged", kept=kept, duplicate=duplicate, **values)


def same_of(*facts: Fact) -> Sameness:
    same = Sameness()
    same.turn(same.count((None, standing(fact, place)) for place, fact in enumerate(facts, 1)))
    return same


def answers(same: Sameness) -> str:
    """What each of a to f answers as."""
    return "".join(same.of(("person", id))[1] for id in IDS)


def test_a_chain_and_a_group_answer_as_what_is_kept_in_the_end() -> None:
    assert answers(same_of(merge(1, "b", "a"), merge(2, "c", "b"))) == "cccdef"
    assert answers(same_of(merge(1, "c", "b"), merge(2, "b", "a"))) == "cccdef"
    assert answers(same_of(merge(1, "a", "b"), merge(2, "a", "c"), merge(3, "f", "e"))) == "aaadff"
    assert answers(same_of(merge(1, "b", "a"), merge(2, "c", "a"))) == "cccdef"


def test_unmerging_takes_back_what_was_merged_before_it_and_nothing_else() -> None:
    assert answers(same_of(merge(1, "b", "a"), merge(2, "c", "b"), unmerge(3, "c", "b"))) == "bbcdef"
    assert answers(same_of(merge(1, "b", "a"), merge(2, "b", "a"), unmerge(3, "b", "a"))) == "abcdef"
    assert answers(same_of(merge(1, "b", "a"), unmerge(2, "b", "a"), merge(3, "b", "a"))) == "bbcdef"


def test_a_circle_stays_finite_the_first_merge_counts() -> None:
    assert answers(same_of(merge(1, "b", "a"), merge(2, "a", "b"))) == "bbcdef"


def test_a_rumor_of_a_merge_merges_nothing() -> None:
    assert not same_of(merge(1, "b", "a", certainty="rumored"))


def test_ids_of_people_and_of_organizations_are_apart() -> None:
    same = same_of(merge(1, "b", "a"))
    assert same.of(("organization", "a")) == ("organization", "a")
    assert same.of(("link", "a|c")) == ("link", "b|c")
    assert set(same.records(("link", "b|c"))) == {("link", "b|c"), ("link", "a|c")}


def test_what_a_fact_names_is_named_as_what_is_kept() -> None:
    same = same_of(merge(1, "b", "a"))
    rated = standing(told(2, "link_rated", person="a", other="b", by="a", tone=1, mentions=["a", "b", "c"]))
    fact: Any = same.known_as(rated).fact
    assert (fact.person, fact.other, fact.by, fact.mentions, fact.home) == ("b", "b", "b", ("b", "c"), ("link", "b|b"))
    note: Any = same.known_as(standing(told(3, "note_added", about={"person": "a"}, text="x"))).fact
    assert note.about == {"person": "b"}


def test_of_two_candidates_that_are_one_the_likelier_stays() -> None:
    scored = [{"kind": "person", "id": id, "score": score, "reasons": [id]} for id, score in (("a", 0.5), ("b", 0.2))]
    matched = standing(told(2, "nomination_matched", nomination="n", candidates=scored))
    (one,) = same_of(merge(1, "b", "a")).known_as(matched).fact.candidates  # type: ignore[attr-defined]
    assert (one.id, one.score, one.reasons) == ("b", 0.5, ("a",))


pairs = st.tuples(st.booleans(), st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda said: said[1] != said[2])


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | pairs), max_size=20))
def test_merges_that_come_go_and_change_in_any_order_say_what_the_oracle_says(told_of: list[Any]) -> None:
    same, stands = Sameness(), dict[int, Standing]()
    for number, said in told_of:
        before = stands.pop(number, None)
        after = None if said is None else standing((unmerge, merge)[said[0]](number, *said[1:]), number)
        stands |= {} if after is None else {number: after}
        turned = same.count([(before, after)])
        assert all(same.of(record) != kept for record, kept in turned.items())
        same.turn(turned)
        assert answers(same) == naive(stands.values())


def naive(stands: Iterable[Standing]) -> str:
    facts = [{"type": one.fact.type, "position": one.place, **one.fact.stated("kept", "duplicate")} for one in stands]
    kept = kept_records(facts)
    assert len(in_force(facts)) <= len(facts)
    return "".join(kept.get(("person", id), id) for id in IDS)


def known(*facts: Fact, erased: Iterable[str] = ()) -> Known:
    """A workspace where these were recorded, each a family of its own."""
    families = {fact.id: Family([recorded(fact, place)]) for place, fact in enumerate(facts, 1)}

    def merged() -> Sameness:
        same = Sameness()
        same.turn(same.count((None, said) for family in families.values() for said in family.says))
        return same

    return Known(lambda subject: True, families, set(erased).__contains__, merged=merged)


MERGED = merge(1, "b", "a")
CHAINED = (MERGED, merge(2, "c", "b"))


@pytest.mark.parametrize(
    ("before", "batch", "field", "says"),
    [
        ((), [unmerge(5, "b", "a")], "duplicate", "a is not merged into b"),
        ((MERGED,), [merge(5, "a", "b")], "kept", "a was merged into b, or into what was: expected a record that was"),
        (CHAINED, [merge(5, "a", "c")], "kept", "unmerge them first"),
        (CHAINED, [unmerge(5, "c", "a")], "duplicate", "a is not merged into c: it was merged into b"),
        ((MERGED,), [unmerge(5, "b", "a"), unmerge(6, "b", "a")], "duplicate", "it is merged into no other"),
        ((), [merge(5, "b", "a"), merge(6, "a", "b")], "kept", "unmerge them first"),
        (CHAINED, [correction(5, 1, duplicate="c")], "replacement.kept", "b was merged into c"),
        ((MERGED,), [correction(5, 1, effective="2020")], "replacement.effective", "no effective date of its own"),
        ((MERGED,), [correction(5, 1, kept="a")], "replacement.duplicate", "must differ from kept"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_field(
    before: tuple[Fact, ...], batch: list[Fact], field: str, says: str
) -> None:
    with pytest.raises(InvalidFact) as caught:
        decide(batch, known(*before))
    assert (caught.value.field, says in caught.value.detail) == (field, True)


def test_a_withdrawal_taken_back_must_not_close_a_circle() -> None:
    """The merge was withdrawn, the other way round was recorded, and now the withdrawal is to be undone."""
    family = Family([recorded(MERGED, 1), recorded(withdrawal(2, 1), 2, 1)])
    knows = known(merge(3, "a", "b"))
    both = {fact_id(1): family, fact_id(2): family, **knows.families}
    same = Sameness()
    same.turn(same.count([(None, standing(merge(3, "a", "b"), 3))]))
    with pytest.raises(InvalidFact) as caught:
        decide([withdrawal(5, 2)], replace(knows, families=both, merged=lambda: same))
    assert caught.value.field == "fact"


@pytest.mark.parametrize(
    "batch",
    [
        [merge(5, "b", "a")],
        [merge(5, "c", "a")],
        [unmerge(5, "b", "a"), merge(6, "a", "b")],
        [unmerge(5, "d", "a", certainty="rumored")],
        [merge(5, "a", "b", certainty="rumored")],
        [withdrawal(5, 1)],
        [correction(5, 1, duplicate="d")],
    ],
)
def test_what_makes_sense_is_accepted(batch: list[Fact]) -> None:
    assert [one.fact for one in decide(batch, known(MERGED))] == batch


def test_the_record_of_somebody_erased_is_not_merged() -> None:
    with pytest.raises(PersonErased):
        decide([MERGED], known(erased=["a"]))


def test_nothing_is_asked_where_nothing_is_merged() -> None:
    def unasked() -> Sameness:
        raise AssertionError

    fact = told(1, "person_described", person="a", name="Ann")
    assert decide([fact], Known(lambda subject: True, merged=unasked))[0].fact == fact


def test_turning_back_leaves_nothing_behind() -> None:
    same = same_of(merge(1, "b", "a"))
    turned: Turned = same.count([(standing(merge(1, "b", "a"), 1), None)])
    assert dict(turned) == {("person", "a"): ("person", "a")}
    same.turn(turned)
    assert not same
