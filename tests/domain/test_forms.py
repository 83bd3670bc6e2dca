"""What may be sent: the fact it makes, the JSON it gives back, and the refusal of everything else."""

import json
import re
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from domain.errors import InvalidFact
from domain.facts import REGISTRY, Fact, Source
from domain.forms import as_json, parse
from domain.storable import DEEPEST, is_plain, refuse_unstorable
from tests.domain.samples import TOOK, full, least
from tests.domain.strategies import ANYTHING, sent

TODAY = "2026-11-22"
TYPES = sorted(REGISTRY)


def told(**values: Any) -> Fact:
    return parse(values, today=TODAY)


def refused(values: Any) -> InvalidFact:
    with pytest.raises(InvalidFact) as caught:
        parse(values, today=TODAY)
    return caught.value


def took(**values: Any) -> dict[str, Any]:
    return {"type": "person_took_role", "person": "p-1", "role": "r-1", **values}


def role(**values: Any) -> dict[str, Any]:
    return {"type": "role_defined", "organization": "o-1", "title": "Head", **values}


def account(**values: Any) -> dict[str, Any]:
    return {"type": "account_assessed", "organization": "o-1", **values}


def power(**values: Any) -> dict[str, Any]:
    return {"type": "power_assessed", "person": "p-1", "role": "r-1", **values}


def link(**values: Any) -> dict[str, Any]:
    return {"type": "link_rated", "person": "p", **values}


def culture(**mix: Any) -> dict[str, Any]:
    return {"type": "culture_assessed", "organization": "o-1", "mix": mix}


def merger(**values: Any) -> dict[str, Any]:
    return {"type": "organization_restructured", "originals": ["o-1"], "results": ["o-2"], "kind": "merger", **values}


def organization(**values: Any) -> dict[str, Any]:
    return {"type": "organization_registered", "name": "Acme", **values}


def note(about: dict[str, str]) -> dict[str, Any]:
    return {"type": "note_added", "about": about, "text": "said"}


def correction(replacement: dict[str, Any]) -> dict[str, Any]:
    return {"type": "fact_corrected", "fact": TOOK, "replacement": replacement}


def written(fact: Fact) -> dict[str, Any]:
    """As it leaves for the wire and arrives there."""
    arrived: dict[str, Any] = json.loads(msgspec.json.encode(as_json(fact)))
    return arrived


@pytest.mark.parametrize("name", TYPES)
def test_a_fact_with_every_field_comes_back_as_it_was_sent(name: str) -> None:
    values = {**full(name), "id": TOOK}
    assert written(parse(values, today=TODAY)) == values


@pytest.mark.parametrize("name", TYPES)
def test_a_fact_with_the_least_fields_says_no_more_than_it_was_told(name: str) -> None:
    values = least(name)
    made = written(parse(values, today=TODAY))
    defaults = {"id", "effective", "certainty", "source", "tenure_kind", "directed", REGISTRY[name].subject}
    assert made.keys() - values.keys() <= defaults
    assert {key: made[key] for key in values} == values


def test_a_whole_number_may_be_written_with_a_point() -> None:
    made = parse(role(headcount=2.0, level=3e0, attributes={"floor": 1.0, "share": 0.5}), today=TODAY)
    assert str(written(made)["headcount"]) == "2"
    assert (str(written(made)["level"]), written(made)["attributes"]) == ("3", {"floor": 1, "share": 0.5})
    corrected = {"type": "fact_corrected", "fact": str(UUID(int=7)), "replacement": {"tone": -1.0}}
    assert str(written(parse(corrected, today=TODAY))["replacement"]["tone"]) == "-1"
    assert "a whole number" in refused(role(headcount=2.5)).detail


@given(sent())
def test_what_comes_back_can_be_sent_again_and_is_the_same_fact(values: dict[str, Any]) -> None:
    fact = parse(values, today=TODAY)
    assert parse(written(fact), today="1999-01-01") == fact


@given(st.dictionaries(st.sampled_from(["type", "id", "person", "role", "text", "about", "effective"]), ANYTHING))
def test_any_object_is_a_fact_or_a_refusal_and_nothing_else(values: dict[str, Any]) -> None:
    assert refused(values).detail


@given(sent(), st.data())
def test_one_field_of_another_kind_makes_a_fact_or_a_refusal_that_names_a_field(
    values: dict[str, Any], data: st.DataObject
) -> None:
    field = data.draw(st.sampled_from(sorted(values)))
    values[field] = data.draw(ANYTHING)
    try:
        fact = parse(values, today=TODAY)
    except InvalidFact as error:
        named = re.split(r"[.\[]", error.field or "")[0]
        assert named in {"type", *(name for cls in REGISTRY.values() for name in cls.__dataclass_fields__)}
    else:
        assert fact.type == values["type"]


@pytest.mark.parametrize(
    ("values", "field", "right"),
    [
        ({"person": "p-1"}, "type", "required"),
        ({"type": None}, "type", "required"),
        ({"type": "person_tok_role"}, "type", "did you mean person_took_role?"),
        ({"type": "zzz"}, "type", "GET /v1/fact-types lists them"),
        ({"type": ["role_defined"]}, "type", "no such fact type"),
        (took(person=UNSET), "person", "required"),
        (took(persn="p-1"), "persn", "did you mean person?"),
        (took(person="p 1"), "person", "1 to 200 characters of A-Z"),
        (took(person="p-1\n"), "person", "1 to 200 characters of A-Z"),
        (took(person=""), "person", "1 to 200 characters of A-Z"),
        ({"type": "person_erased", "person": "p-1", "request": "Jane Roe asked"}, "request", "1 to 200 characters"),
        (took(person="p" * 201), "person", "1 to 200 characters of A-Z"),
        (took(person=7), "person", "expected a text, got a whole number"),
        (took(tenure_kind="eternal"), "tenure_kind", "one of permanent, interim, acting"),
        (took(certainty="sure"), "certainty", "one of confirmed, probable, rumored"),
        (took(share=0), "share", "a number, more than 0"),
        (took(share=1.5), "share", "a number, at most 1"),
        (took(effective="2019-13"), "effective", "between 01 and 12"),
        (took(effective="soon"), "effective", "expected a date such as 2019, 2019-06"),
        (took(effective="[2019..]"), "effective", "[..2019]"),
        (took(effective=2019), "effective", "expected a text or null"),
        (took(id="one"), "id", "a UUID"),
        (took(id=1), "id", "expected a text"),
        (took(source="feed"), "source", "expected an object"),
        (took(source={"kind": "rumor"}), "source.kind", "one of person, document, feed, import, inference"),
        (took(source={"kind": "feed", "url": "x"}), "source.url", "no such field"),
        (took(source={"reff": "x"}), "source.reff", "did you mean ref?"),
        (took(mentions="p-1"), "mentions", "expected a list"),
        (took(mentions=["p-1", "p 2"]), "mentions[1]", "1 to 200 characters"),
        (role(dotted_to=["r-1", 2]), "dotted_to[1]", "expected a text"),
        (role(headcount=-1), "headcount", "a whole number from 0 to 100000"),
        (role(title=""), "title", "a text of at least 1 character"),
        (role(title="x" * 501), "title", "at most 500 characters"),
        (role(title=None), "title", "expected a text, got null"),
        (role(attributes=None), "attributes", "expected an object"),
        (role(attributes={"": 1}), "attributes", "at least 1 character"),
        (organization(identifiers={"x" * 101: "1"}), "identifiers", "at most 100"),
        (power(), "power", "required"),
        (power(power=11), "power", "expected a number from 0 to 10"),
        (power(power="7"), "power", "expected a number, got a text"),
        (power(power=True), "power", "got true or false"),
        (power(power=1, sources=["luck"]), "sources[0]", "trust"),
        (link(other="p", tone=1), "other", "must differ from person"),
        (link(other="q"), "tone", "state at least one of tone, strength"),
        (link(other="q", tone=3), "tone", "expected a whole number from -2 to 2"),
        (culture(bureaucratic=1, consulting=-1), "mix.consulting", "expected a number from 0 to 1000"),
        (culture(burocratic=1), "mix", "did you mean bureaucratic?"),
        (culture(bureaucratic=1) | {"unit": "u-1"}, "organization", "state exactly one of organization, unit"),
        (organization(identifiers={"a": "1", "b": 2}), "identifiers.b", "expected a text, got a whole number"),
        (account(revenue={"amount": 1}), "revenue.currency", "required"),
        (account(revenue={"amount": 1, "currency": "EUR\n"}), "revenue.currency", "ISO 4217"),
        (merger(originals=[]), "originals", "at least one"),
        (merger(results=[]), "results", "at least one"),
        (note({"thing": "x"}), "about", "one of organization, unit, role, person"),
        (note({"role": "x", "person": "y"}), "about", "one of organization"),
        ({"type": "note_added", "about": {"role": "x"}}, "text", "required"),
        (correction({}), "replacement", "at least one field"),
        (correction({"id": TOOK}), "replacement.id", "cannot be corrected"),
        ({"type": "fact_withdrawn", "fact": TOOK.replace("0", "A")}, "fact", "a UUID in lower case"),
        ({"type": "fact_withdrawn", "fact": TOOK, "effective": None}, "effective", "no effective date of its own"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_field_and_says_what_would_be_right(values: Any, field: str, right: str) -> None:
    caught = refused({name: value for name, value in values.items() if value is not UNSET})
    assert caught.field == field
    assert right in caught.detail


@pytest.mark.parametrize("values", [None, 1, "role_defined", [], [["type", "role_defined"]]])
def test_what_is_no_object_is_refused(values: Any) -> None:
    assert "expected a JSON object" in refused(values).detail


NUL, HALF = "a\0b", json.loads('"\\ud800"')
DEEP: Any = 1
for _ in range(DEEPEST):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"x": NUL}, "attributes.x"), ({NUL: 1}, "attributes"), ({"x": [1, {"y": NUL}]}, "attributes.x[1].y"),
        ({"x": HALF}, "attributes.x"), ({HALF: 1}, "attributes"), ({"x": float("nan")}, "attributes.x"),
        ({"x": float("inf")}, "attributes.x"), ({"x": 2**63}, "attributes.x"), ({"x": -(10**400)}, "attributes.x"),
        ({"x": DEEP}, "attributes.x" + "[0]" * (DEEPEST - 2)), ({3: 1}, "attributes"), ({"x": {1, 2}}, "attributes.x"),
    ],
)  # fmt: skip
def test_what_no_database_keeps_is_refused_where_it_stands(values: Any, field: str) -> None:
    assert refused(role(attributes=values)).field == field


STRANGE = st.sampled_from([NUL, HALF, "é", float("nan"), -float("inf"), 2**63, -(2**64), 1.5, True, (1,), {1}, b"x"])
NESTED: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | STRANGE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2) | st.just(3), inner, max_size=3),
)


@given(st.dictionaries(st.text(max_size=2), NESTED, max_size=3))
def test_what_looks_plain_at_a_glance_is_kept_on_a_closer_look_too(sent: dict[str, Any]) -> None:
    if is_plain(sent):
        refuse_unstorable(sent)


def test_a_refusal_can_be_written_down_whatever_the_name_of_the_field() -> None:
    for name in (HALF, NUL, "x" * 10_000):
        caught = refused({**took(), name: 1})
        assert len(json.dumps([caught.field, caught.detail], ensure_ascii=False).encode()) < 1_000


def test_an_unstated_date_is_today_and_unknown_for_what_begins_a_record() -> None:
    assert told(**took()).effective == TODAY
    assert told(**took(effective=None)).effective is None
    assert parse(least("person_introduced"), today=TODAY).effective is None
    assert parse({**least("person_introduced"), "effective": "2019"}, today=TODAY).effective == "2019"


def test_certainty_and_source_have_the_defaults_of_the_contract() -> None:
    fact = told(**took())
    assert (fact.certainty, fact.source, fact.mentions) == ("confirmed", Source(kind="person"), ())


def test_an_omitted_field_is_not_stated_and_null_clears() -> None:
    fact = told(**role(unit=None, level="C1"))
    assert fact.stated("unit", "level", "zone") == {"unit": None, "level": "C1"}
    assert as_json(fact)["unit"] is None
    assert "zone" not in as_json(fact)


def test_a_creating_fact_may_leave_out_its_own_subject_and_no_other() -> None:
    made = [told(**role()).named[0] for _ in range(50)]
    assert len(set(made)) == 50
    assert all(re.fullmatch(r"r-[2-9a-z]{12}", id) for _, id in made)
    assert refused({"type": "role_closed"}).field == "role"


def test_a_made_id_tells_nothing_of_the_name_it_stands_for() -> None:
    ids = {told(type="person_introduced", name="Jane Roe").named[0][1] for _ in range(20)}
    assert len(ids) == 20


def test_an_id_is_made_where_none_is_given_and_kept_in_one_form_where_one_is() -> None:
    assert UUID(told(**took()).id).version == 7
    assert told(**took(id=TOOK.upper().replace("-", ""))).id == TOOK
    assert told(**took(id=None)).id != told(**took(id=None)).id


@pytest.mark.parametrize("name", ["fact_corrected", "fact_withdrawn", "value_erased", "person_erased"])
def test_what_has_no_date_of_its_own_shows_none(name: str) -> None:
    assert "effective" not in as_json(parse(least(name), today=TODAY))


def test_dates_are_given_back_as_they_were_given() -> None:
    for written in ("2019", "2019-06", "[..2019]", "[2019-03..2019-06]", None):
        assert as_json(told(**took(effective=written)))["effective"] == written
