"""What stands of a recorded fact: corrections, withdrawals, and amendments of amendments."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amendments import FactCorrected, FactWithdrawn
from domain.facts import Fact
from domain.standing import Family, named_fact
from tests.domain.telling import FIRST_DAY, correction, fact_id, family, left, recorded, told, took, withdrawal


def says(*facts: Fact) -> list[dict[str, Any]]:
    """What the family of these facts says, as the fields that tests change."""
    return [
        {name: getattr(said.fact, name) for name in ("person", "role", "effective")}
        for said in Family(family(*facts)).says
    ]


def dates(*facts: Fact) -> list[str | None]:
    return [one["effective"] for one in says(*facts)]


def test_a_fact_alone_stands_as_it_was_recorded() -> None:
    (said,) = Family(family(took(1))).says
    assert said.fact == took(1)
    assert (said.place, said.by) == (1, "tester")
    assert said.day == FIRST_DAY.toordinal() + 1


def test_corrections_apply_field_by_field_in_the_order_they_were_recorded() -> None:
    first, second = correction(2, 1, effective="2019", role="q"), correction(3, 1, effective="2018")
    assert says(took(1), first, second) == [{"person": "p", "role": "q", "effective": "2018"}]


def test_a_correction_keeps_the_place_and_the_day_of_the_original() -> None:
    (said,) = Family(family(took(1), correction(2, 1, effective="2019"))).says
    assert (said.place, said.day) == (1, FIRST_DAY.toordinal() + 1)


def test_before_the_correction_was_recorded_the_old_value_stands() -> None:
    growing = Family(family(took(1)))
    before = [said.fact.effective for said in growing.says]
    growing.join(recorded(correction(2, 1, effective="2019"), 2, 1))
    assert (before, [said.fact.effective for said in growing.says]) == (["2020-01-01"], ["2019"])


def test_a_withdrawn_fact_says_nothing() -> None:
    assert says(took(1), withdrawal(2, 1)) == []
    assert says(took(1), correction(2, 1, role="q"), withdrawal(3, 1)) == []


def test_withdrawing_a_withdrawal_undoes_it() -> None:
    assert dates(took(1), withdrawal(2, 1), withdrawal(3, 2)) == ["2020-01-01"]
    assert dates(took(1), withdrawal(2, 1), withdrawal(3, 2), withdrawal(4, 3)) == []


def test_one_of_two_withdrawals_is_enough() -> None:
    assert dates(took(1), withdrawal(2, 1), withdrawal(3, 1), withdrawal(4, 2)) == []


def test_withdrawing_a_correction_undoes_it_and_leaves_the_others() -> None:
    facts = took(1), correction(2, 1, effective="2019"), correction(3, 1, role="q"), withdrawal(4, 2)
    assert says(*facts) == [{"person": "p", "role": "q", "effective": "2020-01-01"}]


def test_a_corrected_correction_counts_as_corrected() -> None:
    better = correction(3, 2, replacement={"effective": "2017"})
    assert dates(took(1), correction(2, 1, effective="2019"), better) == ["2017"]


def test_a_corrected_correction_no_longer_replaces_what_it_does_not_name() -> None:
    facts = took(1), correction(2, 1, effective="2019"), correction(3, 2, replacement={"role": "q"})
    assert says(*facts) == [{"person": "p", "role": "q", "effective": "2020-01-01"}]


def test_null_in_a_correction_clears() -> None:
    assert dates(took(1), correction(2, 1, effective=None)) == [None]


def test_an_end_that_names_its_beginning_follows_it_when_that_is_corrected() -> None:
    end = left(2, took=fact_id(1))
    assert says(took(1), end, correction(3, 1, person="q", role="s"))[1] == {
        "person": "q", "role": "s", "effective": "2021-01-01",
    }  # fmt: skip


def test_an_end_that_names_a_withdrawn_beginning_says_nothing() -> None:
    assert says(took(1), left(2, took=fact_id(1)), withdrawal(3, 1)) == []


def test_an_end_may_be_recorded_before_the_beginning_it_names() -> None:
    early = Family([recorded(left(2, took=fact_id(1)), 1, 2), recorded(took(1, person="q"), 2, 2)])
    assert [said.fact.person for said in early.says] == ["q", "q"]  # type: ignore[attr-defined]


def test_withdrawing_an_end_leaves_its_beginning() -> None:
    assert dates(took(1), left(2, took=fact_id(1)), withdrawal(3, 2)) == ["2020-01-01"]


def test_erasing_values_says_nothing_of_its_own() -> None:
    assert dates(took(1), told(2, "value_erased", fact=fact_id(1))) == ["2020-01-01"]


def test_a_fact_whose_values_were_erased_says_so() -> None:
    (said,) = Family([replace(recorded(took(1), 1), erased=("reason",))]).says
    assert said.erased


@pytest.mark.parametrize("length", [1_000, 1_001])
def test_a_long_chain_of_withdrawals_is_still_resolved(length: int) -> None:
    chain = [withdrawal(number, number - 1) for number in range(2, length + 1)]
    assert len(says(took(1), *chain)) == length % 2


def test_an_end_stands_where_the_beginning_elsewhere_stands_that_it_was_corrected_to_name() -> None:
    found = Family(family(took(1), left(2, took=fact_id(1)), correction(3, 2, took=fact_id(9))))
    assert found.elsewhere == {fact_id(9)}
    for there, where in ((took(9, role="s", person="q"), [("q", "s")]), (took(9, role="t"), [("p", "t")]), (None, [])):
        found.see({fact_id(9): there})
        assert [(said.fact.person, said.fact.role) for said in found.says if said.place == 2] == where  # type: ignore[attr-defined]
    found.join(recorded(withdrawal(4, 3), 4, 1))
    assert not found.elsewhere
    assert [said.place for said in found.says] == [1, 2]


def test_an_end_corrected_to_name_nothing_is_an_end_of_its_own_person_and_role() -> None:
    found = Family(family(took(1, role="s"), left(2, took=fact_id(1)), correction(3, 2, took=None)))
    assert [(said.fact.role) for said in found.says] == ["s", "r"]  # type: ignore[attr-defined]


amendments = st.lists(st.tuples(st.booleans(), st.integers(0, 2**16), st.integers(2000, 2009)), max_size=12)


@given(amendments)
def test_any_amendments_in_any_order_stand_as_the_contract_defines_it(drawn: list[tuple[bool, int, int]]) -> None:
    facts = amended(drawn)
    growing = Family(family(facts[0]))
    for known in range(1, len(facts) + 1):
        if known > 1:
            growing.join(recorded(facts[known - 1], known, 1))
        naive = stands(facts[0], facts[:known])
        assert [said.fact.effective for said in growing.says] == ([] if naive is None else [naive["effective"]])


def amended(drawn: list[tuple[bool, int, int]]) -> list[Fact]:
    """A tenure with amendments, each of any earlier fact that it may amend."""
    facts: list[Fact] = [took(1)]
    for number, (withdraws, which, year) in enumerate(drawn, 2):
        target = which % len(facts) + 1
        named = facts[target - 1]
        if withdraws or isinstance(named, FactWithdrawn):
            facts.append(withdrawal(number, target))
        else:
            facts.append(correction(number, target, **nested(named, facts, {"effective": str(year)})))
    return facts


def nested(named: Fact, facts: list[Fact], replacement: dict[str, Any]) -> dict[str, Any]:
    """A correction of a correction replaces what that one replaces, and so on."""
    while isinstance(named, FactCorrected):
        replacement = {"replacement": replacement}
        named = next(fact for fact in facts if fact.id == named_fact(named))
    return replacement


def stands(fact: Fact, known: list[Fact]) -> dict[str, Any] | None:
    """The contract's words, one by one, without a thought for speed."""
    counting = [(other, now) for other in known if named_fact(other) == fact.id and (now := stands(other, known))]
    if any(isinstance(other, FactWithdrawn) for other, _ in counting):
        return None
    fields = {name: getattr(fact, name) for name in ("effective", "replacement") if hasattr(fact, name)}
    for _, now in counting:
        fields |= now["replacement"]
    return fields


def test_the_fact_a_fact_names_is_found_whatever_the_field_is_called() -> None:
    assert named_fact(withdrawal(2, 1)) == named_fact(left(3, took=fact_id(1))) == fact_id(1)
    assert named_fact(took(1)) is None
