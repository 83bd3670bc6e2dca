"""The event-sourcing library's own way of saving, to hold ours against."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import StoredEvent
from sqlalchemy.engine import make_url

from tests.bench.stores import file_of
from tests.bench.workload import Fact

Save = Callable[[list[Fact]], None]


class Log(Application[UUID]):
    """An application with nothing of its own: the recorder is what is measured."""


class Said(Aggregate):
    """Facts kept the way the library's documentation shows."""

    @event("Begun")
    def __init__(self, subject: str) -> None:
        self.subject = subject

    @event("Added")
    def add(self, fact: Fact) -> None:
        self.last = fact["id"]


@contextmanager
def recorder(url: str) -> Iterator[Save]:
    """The recorder alone: one stored event for each fact, already encoded."""
    with closing(opened(url)) as log:
        yield lambda facts: _insert(log, facts)


@contextmanager
def aggregates(url: str) -> Iterator[Save]:
    """`Application.save`, with an aggregate whose events are the facts."""
    with closing(opened(url)) as log:
        yield lambda facts: _save(log, facts)


def opened(url: str) -> Log:
    return Log(env=_environment(url))


def _insert(log: Log, facts: list[Fact]) -> None:
    originator = uuid4()
    encoded = [(fact["type"], json.dumps(fact).encode()) for fact in facts]
    log.recorder.insert_events([StoredEvent(originator, n, *event) for n, event in enumerate(encoded, 1)])


def _save(log: Log, facts: list[Fact]) -> None:
    """As many events as facts, the first of which begins the aggregate."""
    said = Said(facts[0]["role"])
    for fact in facts[1:]:
        said.add(fact)
    log.save(said)


def _environment(url: str) -> dict[str, str]:
    if url.startswith("sqlite"):
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": file_of(url)}
    parts = make_url(url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(parts.database),
        "POSTGRES_HOST": str(parts.host or parts.query.get("host")),
        "POSTGRES_PORT": str(parts.port or 5432),
        "POSTGRES_USER": str(parts.username),
        "POSTGRES_PASSWORD": str(parts.password or "unused"),
    }
