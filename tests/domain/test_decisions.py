"""Given what is known, when a batch comes, then it may be recorded, or it is refused with the place and the field."""

from collections.abc import Iterable
from typing import Any

import pytest

from domain.decisions import Decided, Known, decide
from domain.errors import InvalidFact, PersonErased, Refused, UnknownFact, UnknownSubject
from domain.facts import Fact
from domain.standing import Family
from tests.domain.telling import correction, fact_id, family, left, told, took, withdrawal

EXISTING = {
    ("organization", "o"), ("role", "r"), ("role", "s"), ("person", "p"), ("person", "q"), ("person", "gone"),
    ("opportunity", "x"), ("unit", "u"),
}  # fmt: skip


def given(*recorded: Fact, erased: Iterable[str] = ()) -> Known:
    """A log with these facts, one family, in a workspace where the subjects above exist."""
    found = Family(family(*recorded))
    return Known(EXISTING.__contains__, {fact.id: found for fact in recorded}, set(erased).__contains__)


def beside(known: Known, *other: Fact) -> Known:
    """The same log with another family in it."""
    known.families = {**known.families, **given(*other).families}
    return known


def refused(known: Known, *batch: Fact) -> Refused:
    with pytest.raises(Refused) as caught:
        decide(batch, known)
    return caught.value


def only(known: Known, *batch: Fact) -> Decided:
    """What was decided of the last fact."""
    return decide(batch, known)[-1]


def described(number: int, person: str = "p", **values: Any) -> Fact:
    return told(number, "person_described", person=person, opinions="says", **values)


def erased(number: int, person: str = "p", **values: Any) -> Fact:
    return told(number, "person_erased", person=person, **values)


def introduced(number: int, person: str) -> Fact:
    return told(number, "person_introduced", person=person, name="New")


def test_nothing_sent_is_nothing_decided() -> None:
    assert decide([], given()) == []


def test_a_fact_about_existing_subjects_is_recorded_as_it_is() -> None:
    assert only(given(), took(1)).fact == took(1)


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (took(1, person="nobody"), "person"),
        (took(1, role="none"), "role"),
        (told(1, "role_defined", organization="none", title="T"), "organization"),
        (told(1, "role_restructured", role="r", reports_to="none"), "reports_to"),
        (told(1, "role_restructured", role="r", dotted_to=["s", "none"]), "dotted_to"),
        (told(1, "link_rated", person="p", other="nobody", tone=1), "other"),
        (told(1, "power_assessed", person="p", role="r", power=1, by="nobody"), "by"),
        (took(1, mentions=["p", "nobody"]), "mentions"),
        (told(1, "note_added", about={"unit": "none"}, text="t"), "about"),
        (told(1, "account_opened", organization="none"), "organization"),
        (told(1, "person_erased", person="nobody"), "person"),
    ],
)
def test_a_fact_naming_a_subject_nobody_recorded_is_refused(fact: Fact, field: str) -> None:
    caught = refused(given(), took(9), fact)
    assert isinstance(caught, UnknownSubject)
    assert (caught.index, caught.field) == (1, field)
    assert "record it first, or in the same batch" in caught.detail


def test_a_subject_may_be_created_anywhere_in_the_same_batch() -> None:
    batch = took(1, person="new"), introduced(2, "new")
    assert [one.fact for one in decide(batch, given())] == list(batch)


def test_only_a_creating_fact_brings_its_subject_into_being() -> None:
    assert refused(given(), took(1, person="new"), described(2, "new")).field == "person"


def values_erased(number: int, of: int, **values: Any) -> Fact:
    return told(number, "value_erased", fact=fact_id(of), **values)


@pytest.mark.parametrize(
    "fact", [withdrawal(2, 1), correction(2, 1, role="s"), left(2, took=fact_id(1)), values_erased(2, 1)]
)
def test_a_fact_that_names_a_recorded_one_knows_it(fact: Fact) -> None:
    assert only(given(took(1)), fact).target == took(1)
    assert only(given(), took(1), fact).target == took(1)
    caught = refused(given(), fact)
    assert isinstance(caught, UnknownFact)
    assert caught.field == ("took" if fact.type == "person_left_role" else "fact")


def test_an_end_may_come_before_its_beginning_in_a_batch_and_an_amendment_may_not() -> None:
    assert decide([left(2, took=fact_id(1)), took(1)], given())[0].target == took(1)
    assert isinstance(refused(given(), withdrawal(2, 1), took(1)), UnknownFact)
    assert isinstance(refused(given(), left(3, took=fact_id(1)), withdrawal(2, 1), took(1)), UnknownFact)


@pytest.mark.parametrize(
    ("recorded", "fact"),
    [
        ([described(1)], left(2, took=fact_id(1))),
        ([took(1), withdrawal(2, 1)], correction(3, 2, reason="other")),
        ([took(1), values_erased(2, 1)], withdrawal(3, 2)),
        ([erased(1)], withdrawal(2, 1)),
    ],
)
def test_a_named_fact_must_be_of_a_type_that_fits(recorded: list[Fact], fact: Fact) -> None:
    assert isinstance(refused(given(*recorded), fact), UnknownFact)
    assert isinstance(refused(given(), *recorded, fact), UnknownFact)


@pytest.mark.parametrize(
    ("replacement", "field"),
    [
        ({"title": "T"}, "replacement.title"),
        ({"tenure_kind": "eternal"}, "replacement.tenure_kind"),
        ({"share": 2}, "replacement.share"),
        ({"effective": "soon"}, "replacement.effective"),
        ({"effective": 2019}, "replacement.effective"),
        ({"role": None}, "replacement.role"),
        ({"source": {"kind": "feed", "reff": "x"}}, "replacement.source.reff"),
    ],
)
def test_a_correction_that_leaves_no_well_formed_fact_is_refused(replacement: dict[str, Any], field: str) -> None:
    caught = refused(given(took(1)), correction(2, 1, **replacement))
    assert isinstance(caught, InvalidFact)
    assert caught.field == field


def test_an_end_may_be_corrected_to_name_another_beginning_or_none() -> None:
    known = beside(given(took(1), left(3, took=fact_id(1))), took(2, person="q", role="s"))
    again = only(known, correction(4, 3, took=fact_id(1)))
    other = only(known, correction(4, 3, took=fact_id(2)))
    assert {("person", "q"), ("role", "s"), ("beginning", fact_id(2))} == set(other.subjects) - set(again.subjects)
    assert again.needed == {"p"}
    assert other.needed == other.also == {"p", "q"}
    assert only(known, correction(4, 3, took=None)).subjects == again.subjects
    assert only(beside(given(left(5)), took(2, person="q")), correction(6, 5, took=fact_id(2))).needed == {"p", "q"}


def test_a_correction_names_no_beginning_that_is_none_or_not_there() -> None:
    known = beside(given(took(1), left(2, took=fact_id(1))), described(3))
    wrongs: list[Any] = [fact_id(9), fact_id(3), fact_id(2), []]
    for wrong in wrongs:
        assert refused(known, correction(4, 2, took=wrong)).field == "replacement.took"
    nested = correction(5, 4, replacement={"took": fact_id(9)})
    assert refused(known, correction(4, 2, effective="2022"), nested).field == "replacement.replacement.took"
    assert refused(given(left(1)), correction(2, 1, took=fact_id(3)), took(3)).field == "replacement.took"


def test_a_beginning_of_the_same_batch_may_be_named_by_a_correction() -> None:
    batch = left(1), took(2, role="s"), correction(3, 1, took=fact_id(2)), correction(4, 1, effective="2022")
    assert ("role", "s") in decide(batch, given())[2].subjects


def test_a_correction_of_a_correction_replaces_its_replacement_and_nothing_else() -> None:
    known = given(took(1), correction(2, 1, role="s"))
    assert only(known, correction(3, 2, replacement={"effective": "2019"})).target == correction(2, 1, role="s")
    wrong: list[dict[str, Any]] = [{"fact": fact_id(9)}, {"effective": "2019"}, {"replacement": {}}, {"replacement": 1}]
    for replacement in wrong:
        caught = refused(given(took(1), correction(2, 1, role="s")), correction(3, 2, **replacement))
        assert isinstance(caught, InvalidFact)


@pytest.mark.parametrize(
    ("replacement", "field"),
    [
        ({"share": 2}, "replacement.replacement.share"),
        ({"title": "T"}, "replacement.replacement.title"),
        ({"id": fact_id(7)}, "replacement.replacement.id"),
        ({"effective": "soon"}, "replacement.replacement.effective"),
        ({"person": "nobody"}, "replacement.replacement.person"),
    ],
)
def test_a_correction_of_a_correction_is_checked_like_one(replacement: dict[str, Any], field: str) -> None:
    recorded = took(1), correction(2, 1, role="s")
    assert refused(given(*recorded), correction(3, 2, replacement=replacement)).field == field
    assert refused(given(), *recorded, correction(3, 2, replacement=replacement)).field == field


def test_rules_between_fields_hold_for_what_stands_after_all_corrections() -> None:
    link = told(1, "link_rated", person="p", other="q", tone=1)
    known = given(link, correction(2, 1, person="gone"))
    assert only(known, correction(3, 1, other="p")).fact == correction(3, 1, other="p")
    assert refused(known, correction(3, 1, other="gone")).field == "replacement.other"


def test_a_correction_may_name_other_subjects_if_they_exist() -> None:
    decided = only(given(took(1)), correction(2, 1, role="s", person="q"))
    assert {("role", "s"), ("person", "q"), ("role", "r"), ("person", "p")} <= set(decided.subjects)
    assert isinstance(refused(given(took(1)), correction(2, 1, role="none")), UnknownSubject)
    note = told(1, "note_added", about={"person": "p"}, text="t")
    assert ("unit", "u") in only(given(note), correction(2, 1, about={"unit": "u"})).subjects


def test_a_correction_asks_only_for_subjects_that_were_not_named_before() -> None:
    found = Family(family(took(1)))
    forgetful = Known(lambda subject: subject == ("role", "s"), {fact_id(1): found})
    assert only(forgetful, correction(2, 1, role="s")).target == took(1)


def test_a_creating_fact_may_be_corrected_to_be_about_another_subject_that_exists() -> None:
    known = given(told(1, "role_defined", role="r", organization="o", title="T"))
    assert ("role", "s") in only(known, correction(2, 1, role="s")).subjects
    assert isinstance(refused(known, correction(2, 1, role="none")), UnknownSubject)


def test_what_amends_concerns_everybody_the_family_ever_named() -> None:
    known = given(described(1), correction(2, 1, person="q"))
    assert only(known, withdrawal(3, 1)).also == {"p", "q"}
    assert only(given(), described(1), correction(2, 1, person="q"), withdrawal(3, 1)).also == {"p", "q"}
    assert only(given(described(1)), correction(2, 1, opinions="b"), withdrawal(3, 2)).also == {"p"}
    assert only(given(described(1)), correction(2, 1, person="q"), withdrawal(3, 2)).also == {"p", "q"}


def test_nothing_more_is_recorded_about_somebody_erased() -> None:
    known = given(erased=["gone"])
    batches = [described(1, "gone")], [took(1, mentions=["gone"])], [introduced(1, "gone")], [erased(1), described(2)]
    for batch in batches:
        caught = refused(known, *batch)
        assert isinstance(caught, PersonErased)
        assert caught.index == len(batch) - 1


def test_facts_before_an_erasure_in_the_same_batch_stand() -> None:
    assert len(decide([described(1), erased(2)], given())) == 2


@pytest.mark.parametrize("person", ["gone", "p"])
def test_a_fact_about_somebody_erased_is_not_corrected(person: str) -> None:
    known = given(described(1, "gone"), erased=["gone"])
    assert isinstance(refused(known, correction(2, 1, person=person)), PersonErased)
    assert isinstance(refused(given(described(1), erased=["q"]), correction(2, 1, person="q")), PersonErased)


def test_what_somebody_erased_was_told_of_can_be_taken_back_without_words() -> None:
    known = given(described(1, "gone"), erased=["gone"])
    silent = [withdrawal(2, 1), values_erased(3, 1), erased(4, "gone", request="DSR-1")]
    assert [one.needed for one in decide(silent, known)] == [frozenset()] * 3
    for telling in (
        told(2, "fact_withdrawn", fact=fact_id(1), reason="he lied"),
        values_erased(2, 1, source={"kind": "person", "note": "he asked"}),
        values_erased(2, 1, reason="he asked"),
        erased(2, "gone", source={"kind": "person", "note": "he asked"}),
    ):
        assert isinstance(refused(given(described(1, "gone"), erased=["gone"]), telling), PersonErased)


def test_an_end_that_names_a_beginning_needs_everybody_of_its_family() -> None:
    assert only(given(took(1)), left(2, person="q", took=fact_id(1))).needed == {"p", "q"}
