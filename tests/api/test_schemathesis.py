"""Whatever is sent, the server answers as its description says, and never fails."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks as described

from tests.conftest import DATABASES

from .conftest import World, bearer, worlds
from .operations import STREAMS, operations
from .test_access_matrix import FOREIGN

# test_stream_of_facts.py and test_stream_of_alerts.py follow the streams.
NAMES = [*sorted({*FOREIGN} - {*STREAMS}), "live", "ready"]
# More than an example each, because of the many types of facts. Each is sent to one of the databases.
MANY = {"record_facts": 80}
FEW = 20
CHECKS = [
    checks.not_a_server_error,
    described.status_code_conformance,
    described.content_type_conformance,
    described.response_headers_conformance,
    described.response_schema_conformance,
    described.allow_header_conformance,
]


class Description(NamedTuple):
    schema: Any
    ids: dict[str, dict[str, Any]]
    worlds: tuple[World, ...]


@pytest.fixture(scope="module")
def description(shared_sqlite_url: str, shared_postgres_url: str) -> Iterator[Description]:
    """Read once: it is the same of every application, and to read it takes as long as to send what it describes."""
    with ExitStack() as closing:
        there = [closing.enter_context(contextmanager(worlds)(url)) for url in (shared_sqlite_url, shared_postgres_url)]
        ids = {one.name: one.examples("path") for one in operations(there[0].app)}
        yield Description(schemathesis.openapi.from_asgi("/openapi.json", there[0].app), ids, (*there,))


def test_every_operation_but_the_streams_is_tried(description: Description) -> None:
    assert {*NAMES, *STREAMS} == description.ids.keys()


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_answers_as_described(description: Description, name: str) -> None:
    """With ids that exist and ids that do not, with what fits the description and what does not; in a workspace of its
    own."""
    told = [world.told(name) for world in description.worlds]
    callers = {
        database: (world.app, bearer(world.key("admin", workspace=name)))
        for database, world in zip(DATABASES, told, strict=True)
    }
    asked = set[str]()
    operation, ids = description.schema.find_operation_by_id(name), description.ids[name]
    modes = st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    cases = modes.flatmap(lambda mode: operation.as_strategy(generation_mode=mode))

    @seed(7)
    @settings(max_examples=MANY.get(name, FEW), database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=cases, known=st.booleans(), database=st.sampled_from(DATABASES))
    def probe(case: schemathesis.Case[Any], known: bool, database: str) -> None:
        if known and case.path_parameters:
            case.path_parameters.update(ids)
        if case.headers:
            case.headers.pop("Incumbent-Min-Position", None)  # waiting in vain is answered with 503, as described
        app, headers = callers[database]
        case.call_and_validate(app=app, headers=headers, checks=CHECKS)
        asked.add(database)

    probe()
    assert asked == {*DATABASES}
