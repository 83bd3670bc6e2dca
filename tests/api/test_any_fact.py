"""Whatever fact is accepted, everything can still be read."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.examples.worked import TOOK
from domain.facts import REGISTRY
from domain.schemas import Schema, fact_schemas

from .conftest import World
from .operations import STREAMS, operations

# Subjects of the story told before, two of a kind where a fact may name two.
TOLD = {
    "organization": ["acme", "bolt"],
    "unit": ["u-fin"],
    "role": ["r-cfo", "r-ceo"],
    "person": ["p-7k2m", "p-9x4c"],
    "opportunity": ["o-1"],
    "nomination": ["n-1"],
    "alert": ["a-1"],
    "action": ["act-1"],
    "interaction": ["i-1"],
    "vocabulary": ["level"],
    "fact": [TOOK],
}
DATES = [None, "2019", "2019-06", "2026-06-14", "[..2019]", "[2019-03..2030-06]", "0001-01-01", "9998"]
CERTAINTIES = ["confirmed", "probable", "rumored"]
EXAMPLES = 8
FINAL = ("person_erased", "value_erased")
CONNECTING = ("connect_feed", "connect_webhook", "subscribe_by_mail")
# Types of which one field of several says what they are about: those left out, and what stands instead.
ABOUT_ONE = {
    "alias_recorded": (("organization", "role"), {"person": "p-7k2m"}),
    **dict.fromkeys(("coverage_assigned", "coverage_ended"), (("unit", "other"), {"organization": "acme"})),
    "culture_assessed": (("unit",), {"organization": "acme"}),
    **dict.fromkeys(("contact_rule_set", "contact_rule_ended"), (("other",), {"unit": "u-fin"})),
}
SCHEMAS, SHARED = fact_schemas()


def values(schema: Schema) -> st.SearchStrategy[Any]:
    """Anything that fits a schema as fact types have them."""
    if "$ref" in schema:
        return values(SHARED[schema["$ref"].rsplit("/")[-1]])
    if "anyOf" in schema:
        return st.one_of([values(one) for one in schema["anyOf"]])
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")]))
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    return PLAIN[schema["type"]](schema) if "type" in schema else ANYTHING


TEXT = st.characters(codec="utf-8", exclude_characters="\0")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(TEXT, max_size=9),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(TEXT, max_size=9), inner, max_size=2),
    max_leaves=4,
)
PLAIN: dict[str, Callable[[Schema], st.SearchStrategy[Any]]] = {
    "string": lambda schema: st.text(TEXT, min_size=schema.get("minLength", 0), max_size=99),
    "integer": lambda schema: st.integers(schema.get("minimum", -(2**63)), schema.get("maximum", 2**63 - 1)),
    "number": lambda schema: st.floats(
        schema.get("minimum", schema.get("exclusiveMinimum")), schema.get("maximum"), allow_nan=False
    ),
    "boolean": lambda schema: st.booleans(),
    "null": lambda schema: st.none(),
    "array": lambda schema: st.lists(values(schema["items"]), max_size=3),
    "object": lambda schema: (
        fields(schema) if "properties" in schema else st.dictionaries(
            st.text(TEXT, min_size=1, max_size=9), values(schema.get("additionalProperties", {})), max_size=2
        )
    ),
}  # fmt: skip


def fields(schema: Schema) -> st.SearchStrategy[dict[str, Any]]:
    stated = {name: values(field) for name, field in schema["properties"].items()}
    required = {name: stated.pop(name) for name in schema["required"]}
    return st.fixed_dictionaries(required, optional=stated)


def facts(type: str) -> st.SearchStrategy[dict[str, Any]]:
    """Facts of a type about what exists: any other names would nearly always be refused."""
    schema = dict(SCHEMAS[type]) | {"properties": dict(SCHEMAS[type]["properties"])}
    for name in ("id", "effective"):
        schema["properties"].pop(name, None)
    dates = {} if REGISTRY[type].dateless else {"effective": st.sampled_from(DATES)}
    more = st.fixed_dictionaries({"certainty": st.sampled_from(CERTAINTIES)}, optional=dates)
    return st.tuples(fields(schema), more).map(lambda parts: about_acme(parts[0] | parts[1]))


def about_acme(fact: dict[str, Any]) -> dict[str, Any]:
    refs = [(name, kind) for name, kind in REGISTRY[fact["type"]].refs.items() if fact.get(name)]
    for place, (name, kind) in enumerate(refs):
        told = TOLD[kind][place % len(TOLD[kind])]
        fact[name] = [told] if isinstance(fact[name], list) else told
    if fact["type"] in ABOUT_ONE:
        other, about = ABOUT_ONE[fact["type"]]
        fact = {name: value for name, value in fact.items() if name not in other} | about
    fitting = {
        "about": {"person": "p-7k2m"},
        "replacement": {"tenure_kind": "interim", "effective": "2026-04"},
        "day": "2026-03-01",
        "until": "2026-03-01",
        "effects": {"act": [{"person": "p-ours", "because": "lead"}]},
        "report": None,
        "revises": None,
        "candidates": [{"kind": "person", "id": "p-7k2m", "score": 0.5, "reasons": ["same name"]}],
    }
    return fact | {name: value for name, value in fitting.items() if name in fact}


def unreadable(world: World, client: TestClient) -> dict[str, str]:
    """What any read answers but what was asked for."""
    reads = [one for one in operations(world.app) if one.method == "GET" and one.name not in STREAMS]
    answers = {one.name: one.send(client) for one in reads}
    return {name: answer.text for name, answer in answers.items() if answer.status_code != 200}


def test_any_fact_that_is_accepted_leaves_everything_readable(world: World) -> None:
    client = world.told().client("admin")
    client.post("/v1/facts", json={"type": "organization_registered", "organization": "bolt", "name": "Bolt"})
    for operation in operations(world.app):
        if operation.name in CONNECTING:
            assert operation.send(client, operation.bodies[0]).status_code == 201
    accepted = {type for type in SCHEMAS if type not in FINAL and accepts(client, type)}
    assert unreadable(world, client) == {}
    assert accepted == set(SCHEMAS) - {*FINAL}


def accepts(client: TestClient, type: str) -> bool:
    """Whether any example of a type was; all are answered as they should be, and the views go on."""
    taken = []

    @seed(11)
    @settings(max_examples=EXAMPLES, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(fact=facts(type))
    def probe(fact: dict[str, Any]) -> None:
        answer = client.post("/v1/facts", json=fact)
        assert answer.status_code in (201, 422), (fact, answer.text)
        taken.append(answer.status_code == 201)

    probe()
    assert client.get("/v1/accounts/acme/map?as_of=2026-06-30").status_code == 200, type
    return any(taken)
