"""An account small enough to be worked out by hand, as docs/analysis.md has it, asked over HTTP.

Ann is CEO, Bob the CFO who reports to her, informally strong (8 of 10), and asked by her for advice (strength 6, good).
Cy of ours knows Bob closely (strength 8); Di of ours is on bad terms with Ann. Finance collaborates.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from .conftest import worlds

Json = dict[str, Any]
DAY = "2024-06-01"
FACTS: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "account_opened", "organization": "acme"},
    {"type": "unit_defined", "unit": "finance", "organization": "acme", "name": "Finance"},
    {"type": "role_defined", "role": "ceo", "organization": "acme", "title": "CEO", "effective": "2015"},
    {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "effective": "2015",
     "reports_to": "ceo", "unit": "finance"},
    *({"type": "person_introduced", "person": one, "name": one.title(), "ours": one in ("cy", "di")}
      for one in ("ann", "bob", "cy", "di")),
    {"type": "person_took_role", "person": "ann", "role": "ceo", "effective": "2020"},
    {"type": "person_took_role", "person": "bob", "role": "cfo", "effective": "2020"},
    {"type": "power_assessed", "person": "bob", "role": "cfo", "power": 8, "effective": "2024-01-01"},
    {"type": "link_rated", "person": "ann", "other": "bob", "kind": "advice", "directed": True, "tone": 1,
     "strength": 6, "effective": "2024-01-01"},
    {"type": "link_rated", "person": "cy", "other": "bob", "kind": "business", "tone": 2, "strength": 8,
     "effective": "2024-01-01"},
    {"type": "link_rated", "person": "di", "other": "ann", "kind": "business", "tone": -2, "strength": 5,
     "effective": "2024-01-01"},
    {"type": "culture_assessed", "organization": "acme", "mix": {"bureaucratic": 1}, "effective": "2024-01-01"},
    {"type": "culture_assessed", "unit": "finance", "mix": {"collaborative": 1}, "effective": "2024-01-01"},
    {"type": "opportunity_opened", "opportunity": "sale", "organization": "acme", "name": "Sale", "unit": "finance",
     "effective": "2024-01-01"},
    {"type": "buying_role_assigned", "person": "ann", "opportunity": "sale", "buying_role": "decider",
     "effective": "2024-01-01"},
    {"type": "attitude_changed", "person": "ann", "opportunity": "sale", "attitude": -1, "effective": "2024-01-01"},
    {"type": "attitude_changed", "person": "bob", "opportunity": "sale", "attitude": 2, "effective": "2024-01-01"},
]  # fmt: skip


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    for world in worlds(database_url):
        told = world.client()
        assert told.post("/v1/facts", json=FACTS).status_code == 201
        yield told


def test_an_account_gives_the_numbers_that_were_worked_out_by_hand(client: TestClient) -> None:
    found = client.get("/v1/accounts/acme/analysis", params={"as_of": DAY}).json()
    # What each has: 0.1, she 1 as the only one with anybody below, he 0.8 of power. He reports to her: 0.6 x 1 / 3 of
    # his is hers; she asks him, and that weighs 0.6 x 3/4: 0.6 x 0.45 / 3 of hers is his.
    ann = (1.1 + 0.2 * 0.9) / (1 - 0.2 * 0.09)
    bob = 0.9 + 0.09 * ann
    influence = {one["person"]: one["influence"] for one in found["influence"]["people"]}
    assert influence == pytest.approx({"ann": ann, "bob": bob})
    covered = 0.8 * bob / (ann + bob)
    assert (found["capital"]["known"], found["capital"]["capital"]) == (1, pytest.approx(covered, abs=1e-4))
    gains = {
        one["person"]["person"] + one["other"]["person"]: one["difference"] for one in found["strengthen"]["links"]
    }
    # Good and 7 with Di she would be covered by 0.7 x 3/4; asking him at 7, she would pass on 0.6 x 0.525 / 3.
    closer = (1.1 + 0.2 * 0.9) / (1 - 0.2 * 0.105)
    shifted = 0.8 * (0.9 + 0.105 * closer) / (closer + 0.9 + 0.105 * closer) - covered
    assert gains == pytest.approx({"anndi": 0.525 * ann / (ann + bob), "annbob": shifted})
    (way,) = found["ways"]["ways"][0]["ways"]
    assert ([one["person"] for one in way["people"]], way["width"]) == (["cy", "bob", "ann"], pytest.approx(4.5))
    lost = {one["person"]: one["lost"] for one in found["single_points"]["people"]}
    assert (lost, found["coverage"]["unknown"]) == ({"cy": 2, "bob": 1}, ["ann"])


def test_where_somebody_stands_who_plays_no_part_counts_and_answers_its_question(client: TestClient) -> None:
    """Finance decides together, so that both are needed."""
    found = client.get("/v1/opportunities/sale/analysis", params={"as_of": DAY, "why": True}).json()
    consensus = found["consensus"]
    assert (consensus["attitudes"], consensus["unknown"]) == ({"-1": 1, "2": 1}, [])
    assert (consensus["mean"], consensus["spread"], consensus["to_be"]) == (0.5, 1.5, "built")
    assert len(consensus["why"]) == 2
    told = client.get("/v1/accounts/acme/diff", params={"from": "2023-12-31", "to": DAY}).json()["changes"]
    said = [one["sentence"] for one in told if one["kind"] == "attitude"]
    assert len(said) == 2
    assert said[1].startswith('The attitude of Bob to "Sale" is assessed by')
    sheet = {line["person"]: (line["buying_roles"], line["attitude"]) for line in found["approach"]}
    assert sheet == {"ann": (["decider"], -1), "bob": ([], 2)}
    asked = {"as_of": DAY, "sections": "completeness"}
    known = client.get("/v1/accounts/acme/analysis", params=asked).json()["completeness"]["elements"]["attitudes"]
    assert (known["known"], known["wanted"]) == (2, 2)
    before = client.get("/v1/accounts/acme/analysis", params=asked | {"as_of": "2023-12-31"}).json()
    assert before["completeness"]["elements"]["attitudes"]["wanted"] == 0
    earlier = client.get("/v1/opportunities/sale/analysis", params={"as_of": DAY, "position": len(FACTS) - 1}).json()
    assert earlier["consensus"]["unknown"] == ["bob"]
