"""Facts that define what the real data names, each once and with unknown date."""

from collections.abc import Iterator
from typing import Any

from tests.real.ids import FactIds

Fact = dict[str, Any]


class Definitions:
    def __init__(self, ids: FactIds) -> None:
        self.ids = ids
        self.done: set[tuple[str, str]] = set()

    def organization(self, subject: str, name: str) -> Iterator[Fact]:
        """Each is an account, so that its map can be asked for."""
        yield from self.once("organization_registered", organization=subject, name=name)
        yield from self.once("account_opened", organization=subject)

    def role(self, subject: str, organization: str, title: str) -> Iterator[Fact]:
        yield from self.once("role_defined", role=subject, organization=organization, title=title)

    def person(self, subject: str, name: str) -> Iterator[Fact]:
        yield from self.once("person_introduced", person=subject, name=name)

    def once(self, fact_type: str, **fields: str) -> Iterator[Fact]:
        subject = next(iter(fields.values()))
        if (fact_type, subject) not in self.done:
            self.done.add((fact_type, subject))
            yield {"type": fact_type, "id": self.ids.next(), "effective": None, **fields}
