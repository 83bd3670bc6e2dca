"""Whatever fact is accepted, everything can still be read."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings

from api.examples import TOOK
from domain.facts import REGISTRY

from .conftest import World
from .operations import operations

# Subjects of the story told before, two of a kind where there are two.
TOLD = {
    "organization": ["acme"],
    "unit": ["u-fin"],
    "role": ["r-cfo", "r-ceo"],
    "person": ["p-7k2m", "p-9x4c"],
    "opportunity": ["o-1"],
    "fact": [TOOK],
}
EXAMPLES = 200


def grounded(fact: Any) -> Any:
    """The fact, about what exists: as generated it would nearly always name nobody."""
    cls = REGISTRY.get(fact.get("type")) if isinstance(fact, dict) and isinstance(fact.get("type"), str) else None
    if cls is None:
        return fact
    for place, (name, kind) in enumerate((name, kind) for name, kind in cls.refs.items() if name in fact):
        told = TOLD[kind][place % len(TOLD[kind])]
        fact[name] = [told] if isinstance(fact[name], list) else fact[name] and told
    return fact | ({"about": {"person": "p-7k2m"}} if "about" in fact else {})


def everything_can_be_read(world: World, client: Any) -> bool:
    reads = [one for one in operations(world.app) if one.method == "GET" and one.name != "stream_facts"]
    answers = {one.name: one.send(client).status_code for one in reads}
    return all(status in (200, 404) for status in answers.values())


@pytest.mark.parametrize("certainty", ["confirmed", "rumored"])
def test_any_fact_that_is_accepted_leaves_everything_readable(world: World, certainty: str) -> None:
    client = world.told().client("admin")
    schema = schemathesis.openapi.from_asgi("/openapi.json", world.app)
    facts = schema.find_operation_by_id("record_facts").as_strategy()
    accepted = set()

    @seed(11)
    @settings(max_examples=EXAMPLES, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=facts)
    def probe(case: schemathesis.Case[Any]) -> None:
        sent = case.body if isinstance(case.body, list) else [case.body]
        sent = [fact for fact in sent if isinstance(fact, dict) and fact.get("type") != "person_erased"][:3]
        for fact in sent:
            fact.pop("id", None)
            answer = client.post("/v1/facts", json=grounded(fact) | {"certainty": certainty})
            assert answer.status_code in (201, 409, 422), answer.text
            if answer.status_code == 201:
                accepted.add(fact["type"])
                assert everything_can_be_read(world, client), fact

    probe()
    assert len(accepted) > 10, accepted
