"""The JSON Schema of a fact type says what its class says, and what is accepted when it is sent."""

import pytest

from domain.errors import InvalidFact
from domain.facts import REGISTRY, Fact
from domain.forms import parse
from domain.schemas import Schema, fact_schemas

SCHEMAS, SHARED = fact_schemas()
TODAY = "2026-06-30"


@pytest.mark.parametrize("cls", [*REGISTRY.values()], ids=lambda cls: cls.type)
def test_every_field_of_a_type_is_in_its_schema(cls: type[Fact]) -> None:
    schema = SCHEMAS[cls.type]
    envelope = {"type", "id", "certainty", "source", "mentions"} | (set() if cls.dateless else {"effective"})
    assert set(schema["properties"]) == envelope | set(cls.tags)
    assert schema["x-version"] == cls.version


@pytest.mark.parametrize("type", SCHEMAS)
def test_a_fact_that_states_nothing_is_refused_for_what_is_required(type: str) -> None:
    with pytest.raises(InvalidFact) as refused:
        parse({"type": type}, today=TODAY)
    assert refused.value.field in SCHEMAS[type]["required"]


@pytest.mark.parametrize("cls", [*REGISTRY.values()], ids=lambda cls: cls.type)
def test_personal_fields_are_marked_with_whose_they_are(cls: type[Fact]) -> None:
    marked = {name: field["x-personal"]["of"] for name, field in properties(cls.type) if "x-personal" in field}
    assert set(marked) == {name for name, tag in cls.tags.items() if tag.personal}
    assert all(whom in ("mentions", *cls.tags) for people in marked.values() for whom in people)


def properties(type: str) -> list[tuple[str, Schema]]:
    return [*SCHEMAS[type]["properties"].items()]


def test_a_creating_fact_may_leave_out_its_subject() -> None:
    assert "person" not in SCHEMAS["person_introduced"]["required"]
    assert "person" in SCHEMAS["person_took_role"]["required"]


def test_a_sealed_value_is_required_when_it_is_sent() -> None:
    assert SCHEMAS["person_introduced"]["required"] == ["type", "name"]
    assert SCHEMAS["power_assessed"]["required"] == ["type", "person", "role", "power"]


def test_patterns_are_those_of_everybody() -> None:
    assert "(?!" not in str(SCHEMAS) + str(SHARED)


def test_references_are_written_as_asked() -> None:
    schemas, _ = fact_schemas("#/components/schemas/{name}")
    assert schemas["account_opened"]["properties"]["source"] == {"$ref": "#/components/schemas/Source"}
    assert SCHEMAS["account_opened"]["properties"]["source"] == {"$ref": "#/$defs/Source"}
