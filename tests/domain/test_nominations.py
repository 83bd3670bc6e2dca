"""What may be recorded about nominations, and whose their values are."""

from typing import Any
from uuid import uuid4

import pytest

from domain.decisions import Known, decide
from domain.errors import InvalidFact, UnknownFact, UnknownSubject
from domain.facts import Fact
from domain.forms import parse
from domain.nominations import NominationMatched, key_of_nomination, nomination_of_key

TODAY = "2026-11-26"
REPORT = {"type": "nomination_reported", "nomination": "n-1", "feed": "wire", "entry": "7", "kind": "joined"}
SCORED = {"score": 0.75, "reasons": ["same name"]}


def told(*sent: dict[str, Any]) -> list[Fact]:
    return [parse(one, today=TODAY) for one in sent]


def decided(*sent: dict[str, Any], known: tuple[str, ...] = ("p-1", "p-2", "r-1")) -> list[Fact]:
    return [one.fact for one in decide(told(*sent), Known(lambda subject: subject[1] in known))]


def report(**values: Any) -> dict[str, Any]:
    return {**REPORT, "id": str(uuid4()), **values}


def test_its_values_lie_under_a_key_that_no_person_can_have() -> None:
    (fact,) = told(report(person_name="Jane Roe", excerpt="Jane Roe joins", mentions=["p-2"]))
    assert fact.concerned(fact.tags["person_name"]) == {"nomination/n-1"}
    assert fact.concerned(fact.tags["excerpt"]) == {"nomination/n-1", "p-2"}
    assert fact.key_ids == {"nomination/n-1", "p-2"}
    with pytest.raises(InvalidFact):
        told({"type": "person_introduced", "person": "nomination/n-1", "name": "N"})


@pytest.mark.parametrize("id", ["n-1", "a:b.c~d-e", "n" * 200])
def test_the_id_of_a_key_leads_back_to_the_nomination(id: str) -> None:
    assert nomination_of_key(key_of_nomination(id)) == id
    assert nomination_of_key(id) is None


def test_candidates_go_with_any_of_the_people_among_them() -> None:
    candidates = [{"kind": kind, "id": id, **SCORED} for kind, id in (("person", "p-1"), ("role", "r-1"))]
    _, fact = decided(report(), {"type": "nomination_matched", "nomination": "n-1", "candidates": candidates})
    assert isinstance(fact, NominationMatched)
    assert fact.concerned(fact.tags["candidates"]) == {"nomination/n-1", "p-1"}
    assert {("nomination", "n-1"), ("person", "p-1"), ("role", "r-1")} == {*fact.subjects}


def test_a_candidate_that_nobody_knows_is_refused_by_name() -> None:
    matched = {"type": "nomination_matched", "nomination": "n-1", "candidates": [{"kind": "role", "id": "x", **SCORED}]}
    with pytest.raises(UnknownSubject) as refused:
        decided(report(), matched)
    assert (refused.value.field, refused.value.index) == ("candidates", 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts": "2026-13"}, "starts"),
        ({"announced": "soon"}, "announced"),
        ({"kind": "hired"}, "kind"),
        ({"feed": "a b"}, "feed"),
        ({"entry": None}, "entry"),
        ({"person": "p-1"}, "person"),
    ],
)
def test_a_report_that_is_not_well_formed_names_the_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidFact) as refused:
        told(report(**values))
    assert refused.value.field == field


def test_a_candidate_has_no_fields_of_which_nobody_knows() -> None:
    candidate = {"kind": "person", "id": "p-1", **SCORED, "sure": True}
    with pytest.raises(InvalidFact, match=r"candidates\[0\] has no such field"):
        told({"type": "nomination_matched", "nomination": "n-1", "candidates": [candidate]})


def test_what_is_decided_on_is_a_report_of_the_same_nomination() -> None:
    one, other = report(), report(nomination="n-2")
    for type in ("nomination_rejected", "nomination_withdrawn"):
        assert decided(one, {"type": type, "nomination": "n-1", "report": one["id"]})
        with pytest.raises(UnknownFact) as refused:
            decided(one, other, {"type": type, "nomination": "n-1", "report": other["id"]})
        assert refused.value.field == "report"
    with pytest.raises(UnknownFact) as refused:
        decided(one, report(revises=str(uuid4())))
    assert refused.value.field == "revises"


def test_a_nomination_becomes_facts_that_are_there() -> None:
    accepted = {"type": "nomination_accepted", "nomination": "n-1"}
    took = {"type": "person_took_role", "id": str(uuid4()), "person": "p-1", "role": "r-1"}
    assert decided(report(), took, {**accepted, "facts": [took["id"]]})
    with pytest.raises(UnknownFact) as refused:
        decided(report(), {**accepted, "facts": [str(uuid4())]})
    assert refused.value.field == "facts"


@pytest.mark.parametrize("named", [{}, {"person": "p-1", "role": "r-1"}])
def test_an_alias_is_of_one_subject(named: dict[str, str]) -> None:
    with pytest.raises(InvalidFact, match="state exactly one of person, organization, role"):
        told({"type": "alias_recorded", "alias": "J. Roe", **named})


def test_an_alias_is_its_owners() -> None:
    of_person, of_role = told(
        {"type": "alias_recorded", "person": "p-1", "alias": "J. Roe", "mentions": ["p-2"]},
        {"type": "alias_recorded", "role": "r-1", "alias": "CFO", "mentions": ["p-2"]},
    )
    assert (of_person.home, of_role.home) == (("person", "p-1"), ("role", "r-1"))
    assert of_person.concerned(of_person.tags["alias"]) == {"p-1"}
    assert of_role.concerned(of_role.tags["alias"]) == set()
