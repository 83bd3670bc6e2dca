"""Vocabularies over HTTP: at both clocks, and what is refused because of them."""

from .conftest import World


def test_they_are_read_at_both_clocks_and_hold_what_is_assigned(world: World) -> None:
    client = world.told().client("read", "write")
    before = client.get("/v1/vocabularies").json()
    terms = [{"term": "payer", "label": "Pays"}, {"term": "user", "label": "Uses", "weight": 2.5}]
    fact = {"type": "vocabulary_set", "vocabulary": "buying_role", "effective": "2026-06-01", "terms": terms}
    client.post("/v1/facts", json=fact).raise_for_status()
    then, now = (client.get(f"/v1/vocabularies?as_of={day}").json() for day in ("2026-05-31", "2026-06-01"))
    assert [one["vocabularies"][0]["default"] for one in (before, then, now)] == [True, True, False]
    assert now["vocabularies"][0]["terms"] == terms
    earlier = client.get(f"/v1/vocabularies?as_of=2026-06-01&position={before['position']}").json()
    assert earlier["vocabularies"] == then["vocabularies"]
    said = {"type": "buying_role_assigned", "person": "p-9x4c", "opportunity": "o-1", "buying_role": "decider"}
    refused = client.post("/v1/facts", json={**said, "effective": "2026-06-02"})
    assert (refused.status_code, refused.json()["field"]) == (422, "buying_role")
    assert "payer, user" in refused.json()["detail"]
    assert client.post("/v1/facts", json={**said, "effective": "2026-05-31"}).status_code == 201
