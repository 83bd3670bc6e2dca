"""Hostile names as the API admits them, recorded and asked for: every picture and document of a real account."""

from collections.abc import Iterator

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.api.conftest import World, worlds
from tests.hostile import hostile_names

from .reading import is_formula, read_csv, read_dot, read_graphml, read_mermaid
from .test_timelines import active, elements

ACCOUNT = [
    {"type": "organization_registered", "organization": "acme", "name": "</title><script>a</script>"},
    {"type": "account_opened", "organization": "acme"},
    {"type": "opportunity_opened", "opportunity": "o", "organization": "acme", "name": "]]><script>a</script>"},
]


def told(number: int, name: str) -> list[dict[str, object]]:
    """Somebody of that name in a post of that title, in a unit called so, with a link of that kind."""
    role, person, unit = f"r{number}", f"p{number}", f"u{number % 9}"
    return [
        {"type": "unit_defined", "unit": unit, "organization": "acme", "name": name},
        {"type": "role_defined", "role": role, "organization": "acme", "title": name, "unit": unit,
         "reports_to": f"r{number // 6}", "effective": "2020"},
        {"type": "person_introduced", "person": person, "name": name},
        {"type": "person_took_role", "person": person, "role": role, "effective": "2021"},
        {"type": "attitude_changed", "person": person, "opportunity": "o", "attitude": number % 5 - 2},
        {"type": "link_rated", "person": person, "other": "p0", "kind": name, "tone": 1, "strength": 4}
        if number else {"type": "note_added", "about": {"person": "p0"}, "text": name},
    ]  # fmt: skip


@pytest.fixture(scope="module")
def client(shared_sqlite_url: str) -> Iterator[TestClient]:
    for world in worlds(shared_sqlite_url):
        yield recorded(world)


def recorded(world: World) -> TestClient:
    """All that are admitted; a refusal says which is not."""
    client, refused = world.client(), 0
    client.post("/v1/facts", json=ACCOUNT).raise_for_status()
    names = list(enumerate(hostile_names()))
    for some in (names[first : first + 150] for first in range(0, len(names), 150)):
        while (answer := record(client, some)).status_code == 422:
            del some[answer.json()["index"] // 6]
            refused += 1
        answer.raise_for_status()
    assert refused < 20
    return client


def record(client: TestClient, names: list[tuple[int, str]]) -> Response:
    return client.post("/v1/facts", json=[fact for number, name in names for fact in told(number, name)])


@pytest.mark.parametrize(
    "path", ["accounts/acme/map.svg?opportunity=o", "opportunities/o/buying-center.svg", "roles/r7/holders.svg",
             "people/p8/career.svg"]
)  # fmt: skip
def test_no_picture_has_an_active_node(client: TestClient, path: str) -> None:
    svg = client.get(f"/v1/{path}").raise_for_status().content
    assert len(elements(svg)) > 5
    assert active(svg) == []


def test_every_document_of_the_same_account_is_read(client: TestClient) -> None:
    documents = {
        format: client.get(f"/v1/accounts/acme/map.{format}?opportunity=o").raise_for_status().content
        for format in ("dot", "mmd", "graphml", "csv", "links.csv")
    }
    roles = [id for id, said in read_graphml(documents["graphml"]).nodes(data=True) if said["kind"] == "role"]
    assert {one["name"] for one in read_dot(documents["dot"])["objects"]} >= set(roles)
    assert read_mermaid(documents["mmd"])
    cells = [cell for name in ("csv", "links.csv") for row in read_csv(documents[name]) for cell in row.values()]
    assert [cell for cell in cells if is_formula(cell)] == []
