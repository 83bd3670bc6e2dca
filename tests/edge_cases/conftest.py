"""Edge cases over HTTP: two companies with a few posts and people, told one fact after the other."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import worlds
from tests.projections.told import clause

Json = dict[str, Any]
FOUNDING: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "organization_registered", "organization": "bolt", "name": "Bolt"},
    {"type": "account_opened", "organization": "acme"},
    {"type": "account_opened", "organization": "bolt"},
    {"type": "unit_defined", "unit": "finance", "organization": "acme", "name": "Finance"},
    {"type": "unit_defined", "unit": "legal", "organization": "acme", "name": "Legal"},
    {"type": "role_defined", "role": "ceo", "organization": "acme", "title": "CEO", "effective": "2015"},
    {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "effective": "2015",
      "unit": "finance", "reports_to": "ceo"},
    {"type": "role_defined", "role": "buyer", "organization": "bolt", "title": "Head Buyer", "effective": "2015"},
    {"type": "person_introduced", "person": "ann", "name": "Ann"},
    {"type": "person_introduced", "person": "bob", "name": "Bob"},
    {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": True},
]  # fmt: skip


# The day on which every case is looked at again as it was known before each batch.
LOOKED_AT = "2024-06-15"


class Case:
    """What a caller with every scope but `admin` tells and asks; `shown`: both maps before each batch was told."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.shown: list[list[Json]] = []
        self._record(FOUNDING)

    def tell(self, *facts: Json) -> list[str]:
        """Ids of these facts, recorded as one batch."""
        self.shown.append(self.both_maps())
        return self._record(facts)

    def both_maps(self, **asked: Any) -> list[Json]:
        return [self.map(LOOKED_AT, account, **asked) for account in ("acme", "bolt")]

    def forgotten(self) -> list[list[Json]]:
        """What is shown otherwise now, asked for as it was known then: nothing, whatever was told meanwhile."""
        return [maps for maps in self.shown if self.both_maps(position=max(one["position"] for one in maps)) != maps]

    def _record(self, facts: Sequence[Json]) -> list[str]:
        answer = self.client.post("/v1/facts", json=[*facts])
        assert answer.status_code in (200, 201), answer.text
        return [receipt["id"] for receipt in answer.json()["facts"]]

    def fact(self, type: str, effective: str | None = None, **fields: Any) -> str:
        return self.tell({"type": type, "effective": effective, **fields})[0]

    def took(self, person: str, role: str, effective: str, **fields: Any) -> str:
        return self.fact("person_took_role", effective, person=person, role=role, **fields)

    def left(self, person: str, role: str, effective: str, **fields: Any) -> str:
        return self.fact("person_left_role", effective, person=person, role=role, **fields)

    def get(self, path: str, **asked: Any) -> Json:
        """`start` and `end` stand for the parameters `from` and `to`."""
        names = {"start": "from", "end": "to"}
        answer = self.client.get(path, params={names.get(name, name): value for name, value in asked.items()})
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def map(self, as_of: str, account: str = "acme", **asked: Any) -> Json:
        return self.get(f"/v1/accounts/{account}/map", as_of=as_of, **asked)

    def role(self, role: str, as_of: str, account: str = "acme") -> Json:
        """The post on the account's map."""
        found: list[Json] = [one for one in self.map(as_of, account)["roles"] if one["id"] == role]
        (post,) = found
        return post

    def holding(self, role: str, as_of: str, account: str = "acme") -> list[str]:
        return [str(holder["person"]) for holder in self.role(role, as_of, account)["holders"]]

    def findings(self, kind: str, as_of: str) -> list[Json]:
        found = [dict(one) for one in self.map(as_of)["findings"] if one["kind"] == kind]
        return [{name: value for name, value in one.items() if name != "kind"} for one in found]

    def sentences(self, start: str, end: str, account: str = "acme", *kinds: str) -> list[str]:
        told = self.get(f"/v1/accounts/{account}/diff", start=start, end=end)["changes"]
        return [clause(one) for one in told if not kinds or one["kind"] in kinds]

    def moves(self, person: str, as_of: str) -> list[tuple[str, str]]:
        """(kind, date) of the moves of somebody's career."""
        return [(one["kind"], one["date"]) for one in self.get(f"/v1/people/{person}/career", as_of=as_of)["moves"]]


@pytest.fixture
def case(database_url: str) -> Iterator[Case]:
    """In the end it is asked for at the other clock too."""
    for world in worlds(database_url):
        case = Case(world.client())
        yield case
        assert case.forgotten() == []
