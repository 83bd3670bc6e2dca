"""A sample of every registered fact type, made from its fields: a new type is covered the day it is registered."""

import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache, partial
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, UnsetType

from domain.facts import CURRENCY_PATTERN, FACT_ID_PATTERN, REGISTRY, SUBJECT_PATTERN, Fact, Names

TOOK = "00000000-0000-4000-8000-000000000001"
DESCRIBED = "00000000-0000-4000-8000-000000000002"
REPORTED = "00000000-0000-4000-8000-000000000003"
Text = Callable[[str], str]

hints_of: Callable[[Any], dict[str, Any]] = cache(partial(get_type_hints, include_extras=True))

# Which of the subjects of `world` a field names; any other field of the kind names the first.
SECOND = ("other", "parent", "reports_to", "results", "kept", "leaves")
THIRD = ("by", "dotted_to")
FOURTH = ("mentions", "works_with", "successors")
PREFIX = {"organization": "o", "unit": "u", "role": "r", "person": "p", "opportunity": "s", "nomination": "n"}
PREFIX |= {"alert": "a", "action": "d", "interaction": "i"}

# Fields whose rules their types cannot say.
SPECIAL: dict[tuple[str, str], Callable[[Text], Any]] = {
    ("note_added", "about"): lambda text: {"person": "p-1"},
    ("fact_corrected", "fact"): lambda text: DESCRIBED,
    ("fact_corrected", "replacement"): lambda text: {"opinions": text("replacement"), "effective": "2019"},
    ("person_left_role", "took"): lambda text: TOOK,
    ("vocabulary_set", "vocabulary"): lambda text: "level",
    ("nomination_reported", "announced"): lambda text: "2020-05",
    ("nomination_reported", "starts"): lambda text: "2020-09-01",
    ("nomination_reported", "revises"): lambda text: REPORTED,
    ("nomination_withdrawn", "report"): lambda text: REPORTED,
    ("nomination_accepted", "report"): lambda text: REPORTED,
    ("nomination_rejected", "report"): lambda text: REPORTED,
    ("alert_raised", "effects"): lambda text: {"steps": [text("effects")]},
    ("alert_revised", "effects"): lambda text: {"steps": [text("effects")]},
    ("alert_raised", "day"): lambda text: "2020-09-01",
    ("alert_raised", "starts"): lambda text: "2020-09",
    ("alert_revised", "day"): lambda text: "2020-10-01",
    ("alert_revised", "starts"): lambda text: "2020-10",
    ("alert_reminded", "day"): lambda text: "2020-09-01",
    ("alert_snoozed", "until"): lambda text: "2020-08-01",
    ("action_planned", "due"): lambda text: "2020-07",
    ("action_changed", "due"): lambda text: "2020-08",
    ("nomination_matched", "candidates"): lambda text: [
        {"kind": "person", "id": "p-1", "score": 0.5, "reasons": [text("candidates reasons")]}
    ],
}
# Fields of which a fact states one: these are not in the samples.
INSTEAD = {
    ("alias_recorded", "organization"), ("alias_recorded", "role"),
    ("coverage_assigned", "unit"), ("coverage_assigned", "other"), ("coverage_ended", "unit"),
    ("coverage_ended", "other"), ("contact_rule_set", "unit"), ("contact_rule_ended", "unit"),
    ("culture_assessed", "unit"),
}  # fmt: skip


def world() -> list[dict[str, Any]]:
    """What every sample may name: four of each kind of subject, a tenure, a description, and what else is named."""
    facts: list[dict[str, Any]] = []
    for number in "1234":
        facts += [
            {"type": "organization_registered", "organization": f"o-{number}", "name": f"Organization {number}"},
            {"type": "unit_defined", "unit": f"u-{number}", "organization": "o-1", "name": f"Unit {number}"},
            {"type": "role_defined", "role": f"r-{number}", "organization": "o-1", "title": f"Role {number}"},
            {"type": "person_introduced", "person": f"p-{number}", "name": f"Person {number}"},
            {"type": "opportunity_opened", "opportunity": f"s-{number}", "organization": "o-1", "name": "Sale"},
        ]
    took = {"type": "person_took_role", "id": TOOK, "effective": "2019-01-01", "person": "p-1", "role": "r-1"}
    described = {
        "type": "person_described",
        "id": DESCRIBED,
        "effective": "2019-01-01",
        "person": "p-1",
        "country": "CH",
    }
    reported = {
        "type": "nomination_reported",
        "id": REPORTED,
        "nomination": "n-1",
        "feed": "f-1",
        "entry": "1",
        "kind": "joined",
    }
    raised = {"type": "alert_raised", "alert": "a-1", "rule": "some-rule", "day": "2019-02-01", "severity": "low"}
    planned = {"type": "action_planned", "action": "d-1", "organization": "o-1", "objective": "Something"}
    return [*facts, took, described, reported, raised, planned]


# Types that must state at least one of several fields, with one of them.
ANY_OF = {
    "organization_described": "objectives", "account_assessed": "potential", "unit_restructured": "name",
    "person_described": "opinions", "link_rated": "tone", "role_restructured": "title", "opportunity_changed": "stage",
    "alert_revised": "severity", "action_changed": "due", "job_crafted": "criteria",
    "alias_recorded": "person", "coverage_assigned": "organization", "coverage_ended": "organization",
    "contact_rule_set": "other", "contact_rule_ended": "other",
    "culture_assessed": "organization",
}  # fmt: skip


def least(name: str) -> dict[str, Any]:
    """What must be stated of a type, and nothing more."""
    cls = REGISTRY[name]
    made = full(name)
    required = {field.name for field in own_fields(cls) if needed(cls, field)} | {ANY_OF.get(name)}
    return {"type": name, **{key: value for key, value in made.items() if key in required}}


def needed(cls: type[Fact], field: Field[Any]) -> bool:
    return field.default is MISSING or cls.tags[field.name].required


def own_fields(cls: type[Fact]) -> Iterator[Field[Any]]:
    envelope = {field.name for field in fields(Fact)}
    return (field for field in fields(cls) if field.name not in envelope)


def full(name: str, text: Text = lambda field: f"some {field}") -> dict[str, Any]:
    """Every field of a type stated; `text` gives the words of a field, by its path."""
    cls = REGISTRY[name]
    hints = hints_of(cls)
    made: dict[str, Any] = {"type": name}
    for field in fields(cls):
        if field.name not in ("id", "effective") and (name, field.name) not in INSTEAD:
            special = SPECIAL.get((name, field.name))
            made[field.name] = special(text) if special else value_of(hints[field.name], field.name, text)
    return made if cls.dateless else {**made, "effective": "2020-06-14"}


def value_of(hint: Any, path: str, text: Text) -> Any:
    """Some value that a field of this type allows; words where words are allowed."""
    marks, bare = unwrapped(hint)
    origin = get_origin(bare)
    if names := next((mark for mark in marks if isinstance(mark, Names)), None):
        return subject_id(names.kind, path)
    if origin in (Union, types.UnionType):
        return value_of(wordiest(bare), path, text)
    if origin is Literal:
        return get_args(bare)[0]
    if origin is tuple:
        return [value_of(get_args(bare)[0], path, text)]
    if origin is dict:
        return {value_of(get_args(bare)[0], f"{path} key", text): value_of(get_args(bare)[1], path, text)}
    if is_dataclass(bare):
        inner = hints_of(bare)
        return {field.name: value_of(inner[field.name], f"{path}.{field.name}", text) for field in fields(bare)}
    return plain_value(bare, marks, path, text)


def plain_value(bare: Any, marks: list[Any], path: str, text: Text) -> Any:
    pattern = next((mark.pattern for mark in marks if isinstance(mark, Meta) and mark.pattern), None)
    if pattern is not None:
        return {FACT_ID_PATTERN: TOOK, CURRENCY_PATTERN: "EUR", SUBJECT_PATTERN: "DSR-2026-17"}[pattern]
    if bare is Any:
        return [{text(f"{path} nested key"): text(f"{path} nested")}]
    return {str: text(path), bool: True, int: 1, float: 0.5}[bare]


def subject_id(kind: str, path: str) -> str:
    if kind == "fact":
        return TOOK
    place = 2 if path in SECOND else 3 if path in THIRD else 4 if path in FOURTH else 1
    return f"{PREFIX[kind]}-{place}"


def unwrapped(hint: Any) -> tuple[list[Any], Any]:
    """Every mark of an annotation, however deeply wrapped, and what is annotated."""
    marks: list[Any] = []
    while get_origin(hint) is Annotated:
        marks += hint.__metadata__
        hint = get_args(hint)[0]
    return marks, hint


def wordiest(union: Any) -> Any:
    """The member that may hold the most: text rather than numbers, never null or nothing."""
    members = [part for part in get_args(union) if part not in (type(None), UnsetType)]
    return next((part for part in members if unwrapped(part)[1] is str), members[0])
