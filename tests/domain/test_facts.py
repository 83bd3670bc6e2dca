"""What every fact type says of itself, and that one which does not say it cannot be."""

import subprocess
import sys
from dataclasses import MISSING, FrozenInstanceError, fields
from pathlib import Path
from typing import Annotated

import pytest

from domain.facts import KEYED, PUBLIC, REGISTRY, TEXT, Fact, PersonId, ShortText, of
from domain.forms import parse
from tests.domain.samples import full

SCOPE = """
    organization_registered organization_described organizations_related organizations_unrelated
    organization_restructured organization_closed account_opened account_closed account_assessed unit_defined
    unit_restructured unit_closed role_defined role_restructured role_closed person_introduced person_described
    person_took_role person_left_role power_assessed link_rated link_ended opportunity_opened opportunity_changed
    opportunity_closed buying_role_assigned buying_role_ended attitude_changed note_added fact_corrected
    fact_withdrawn value_erased person_erased nomination_reported nomination_withdrawn nomination_matched
    nomination_accepted nomination_rejected alias_recorded
"""
UNDATED = {"organization_registered", "person_introduced", "account_opened", "unit_defined"}
MERGING = {f"{kind}_records_{what}" for kind in ("person", "organization") for what in ("merged", "unmerged")}
DATELESS = {"fact_corrected", "fact_withdrawn", "value_erased", "person_erased", *MERGING}
TYPES = sorted(REGISTRY)
ROOT = Path(__file__).parents[2]


def told(**sent: object) -> Fact:
    return parse(sent, today="2026-11-22")


@pytest.fixture
def registry_kept() -> object:
    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


@pytest.mark.parametrize("part", ["domain.forms", "domain.log.mapper", "domain.log.reading"])
def test_whoever_reads_or_parses_facts_knows_every_type(part: str) -> None:
    script = f"import {part}; from domain.facts import REGISTRY; print(*sorted(REGISTRY))"
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert set(SCOPE.split()) - {"attitude_changed"} <= set(found.split())


@pytest.mark.usefixtures("registry_kept")
def test_a_field_without_a_tag_does_not_define_a_type() -> None:
    with pytest.raises(TypeError, match=r"Whispered\.secret does not say whether it is personal"):

        class Whispered(Fact, type="whispered", subject="person"):
            person: PersonId
            secret: ShortText

    assert "whispered" not in REGISTRY


@pytest.mark.usefixtures("registry_kept")
def test_the_tag_of_ids_does_not_cover_what_is_said_beside_them() -> None:
    with pytest.raises(TypeError, match=r"Gossiped\.about does not say whether it is personal"):

        class Gossiped(Fact, type="gossiped", subject="person"):
            person: PersonId
            about: dict[PersonId, ShortText]


@pytest.mark.usefixtures("registry_kept")
def test_two_types_cannot_share_a_stored_name() -> None:
    with pytest.raises(TypeError, match="two fact types are called note_added"):

        class Another(Fact, type="note_added", subject="person"):
            person: PersonId


def test_a_fact_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        told(**full("person_took_role")).effective = "2019"  # type: ignore[misc]


def test_exactly_the_types_of_the_contract_leave_an_unstated_date_unknown() -> None:
    assert {name for name in TYPES if REGISTRY[name].undated} == UNDATED
    assert {name for name in TYPES if REGISTRY[name].dateless} == DATELESS


@pytest.mark.parametrize("name", TYPES)
def test_a_type_creates_only_the_subject_it_guards(name: str) -> None:
    fact = told(**full(name))
    assert fact.named[0][1] == (getattr(fact, fact.subject) if fact.creates else fact.named[0][1])
    assert (fact.named[0][0] == fact.subject) or not fact.creates


@pytest.mark.parametrize("name", TYPES)
def test_every_personal_field_may_be_gone_once_erased(name: str) -> None:
    personal = {key for key, tag in REGISTRY[name].tags.items() if tag.personal} - {"replacement"}
    required = {field.name for field in fields(REGISTRY[name]) if field.default is field.default_factory is MISSING}
    assert not personal & required


@pytest.mark.parametrize("name", TYPES)
def test_those_a_tag_speaks_of_have_keys_and_are_named_by_the_fact(name: str) -> None:
    cls = REGISTRY[name]
    assert {field for tag in cls.tags.values() for field in tag.of} <= {
        field for field, kind in cls.refs.items() if kind in KEYED
    }


def test_free_text_concerns_those_named_and_those_mentioned() -> None:
    fact = told(type="person_described", person="p-1", opinions="thinks of p-2", name="N", mentions=["p-2", "p-3"])
    assert fact.concerned(of("person", text=True)) == {"p-1", "p-2", "p-3"}
    assert fact.concerned(of("person")) == {"p-1"}
    assert fact.concerned(PUBLIC) == set()
    assert fact.concerned(TEXT) == {"p-2", "p-3"}


def test_a_note_concerns_the_person_it_is_about_and_those_mentioned() -> None:
    fact = told(type="note_added", about={"person": "p-1"}, text="said", mentions=["p-2"])
    assert fact.concerned(fact.tags["text"]) == {"p-1", "p-2"}
    assert fact.home == ("person", "p-1")
    assert told(type="note_added", about={"role": "r-1"}, text="said").key_ids == set()


def test_a_fact_names_its_guarded_subject_first_and_everybody_else_after() -> None:
    fact = told(type="power_assessed", person="p-1", role="r-1", power=3, by="p-2", mentions=["p-3"])
    assert fact.named[0] == ("role", "r-1")
    assert set(fact.named) == {("role", "r-1"), ("person", "p-1"), ("person", "p-2"), ("person", "p-3")}
    assert fact.key_ids == {"p-1", "p-2", "p-3"}


def test_a_link_has_one_home_whoever_is_named_first() -> None:
    one = told(type="link_rated", person="p-1", other="p-2", tone=1)
    other = told(type="link_ended", person="p-2", other="p-1")
    assert one.home == other.home == ("link", "p-1|p-2")
    assert {("person", "p-1"), ("person", "p-2"), ("link", "p-1|p-2")} <= set(one.subjects)


def test_the_facts_a_fact_names_are_not_among_its_subjects() -> None:
    fact = told(**full("person_left_role"))
    assert [kind for kind, _ in fact.named].count("fact") == 1
    assert "fact" not in {kind for kind, _ in fact.subjects}


def test_a_tag_found_inside_an_optional_id_counts() -> None:
    class Seen(Fact, type="seen_in_a_test", subject="person"):
        person: PersonId
        by: Annotated[PersonId | None, "who"] = None

    REGISTRY.pop("seen_in_a_test")
    assert Seen.tags == {"person": PUBLIC, "by": PUBLIC}
