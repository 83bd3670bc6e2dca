"""The analysis of one opportunity, over HTTP and on the command line."""

from typing import Any

from .command_line import CommandLine, lines
from .conftest import World

Json = dict[str, Any]
SALE = "/v1/opportunities/o/analysis"
FACTS: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "role_defined", "role": "ceo", "organization": "acme", "title": "CEO", "effective": None},
    {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "effective": None},
    {"type": "role_restructured", "role": "cfo", "reports_to": "ceo", "effective": "2020"},
    {"type": "person_introduced", "person": "ann", "name": "Ann"},
    {"type": "person_introduced", "person": "bob", "name": "Bob"},
    {"type": "person_introduced", "person": "eve", "name": "Eve"},
    {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": True},
    {"type": "person_took_role", "person": "ann", "role": "ceo", "effective": "2020"},
    {"type": "person_took_role", "person": "bob", "role": "cfo", "effective": "2020"},
    {"type": "opportunity_opened", "opportunity": "o", "organization": "acme", "name": "New", "effective": "2022"},
    {
        "type": "buying_role_assigned",
        "person": "bob",
        "opportunity": "o",
        "buying_role": "decider",
        "effective": "2022",
    },
    {"type": "attitude_changed", "person": "bob", "opportunity": "o", "attitude": 1, "effective": "2022-05"},
    {"type": "link_rated", "person": "bob", "other": "cy", "tone": 1, "strength": 6, "effective": "2021"},
    {"type": "person_left_role", "person": "bob", "role": "cfo", "effective": "2025-03-01"},
    {"type": "person_took_role", "person": "eve", "role": "cfo", "effective": "2025-04-01"},
]


def test_whoever_left_is_flagged_from_the_day_they_left(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    before = client.get(f"{SALE}?as_of=2025-02-01&why=true").json()
    after = client.get(f"{SALE}?as_of=2025-05-01").json()
    assert (before["cautions"], before["needed_network"]["gaps"]) == ([], ["ann"])
    (bob,) = (line for line in before["approach"] if line["person"] == "bob")
    facts = [client.get(f"/v1/facts/{id}").json()["type"] for id in bob["why"]]
    assert sorted(facts) == ["attitude_changed", "buying_role_assigned", "link_rated", "person_took_role"]
    assert [one["kind"] for one in after["cautions"]] == ["leaver", "nobody_decides"]
    assert after["cautions"][0]["people"] == ["bob", "eve"]
    assert after["needed_network"]["deciders"] == []
    assert "- Bob (Decider) has left; Eve came in their place as CFO: ask who plays that part now." in after["text"]


def test_a_lost_sale_is_analyzed_as_of_its_closing(world: World) -> None:
    client = world.client("read", "write", "restricted")
    lost = {"type": "opportunity_closed", "opportunity": "o", "outcome": "lost", "effective": "2024-06-30"}
    client.post("/v1/facts", json=[*FACTS, lost]).raise_for_status()
    now, then = (client.get(f"{SALE}?as_of={day}").json() for day in ("2025-05-01", "2024-06-30"))
    assert (now["analyzed_on"], now["as_of"]) == ("2024-06-30", "2025-05-01")
    assert now | {"as_of": None} == then | {"as_of": None}
    (caution,) = now["cautions"]
    assert caution["sentence"] == (
        "It was lost. Somebody of us knew 1 of the 2 people needed; never mapped: how decisions are made there."
    )
    before = client.get(f"{SALE}?as_of=2024-06-29").json()
    assert (before["status"], before["cautions"]) == ("open", [])
    again = {"type": "opportunity_opened", "opportunity": "o", "organization": "acme", "name": "New"}
    client.post("/v1/facts", json=again | {"effective": "2024-09-01"}).raise_for_status()
    assert client.get(f"{SALE}?as_of=2025-05-01").json()["analyzed_on"] == "2025-05-01"
    unheard = {"as_of": "2025-05-01", "position": now["position"]}
    assert client.get(SALE, params=unheard).json()["analyzed_on"] == "2024-06-30"


def test_without_the_scope_the_analysis_is_named_and_left_out(world: World) -> None:
    world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    answer = world.client("read").get(f"{SALE}?as_of=2025-02-01").json()
    withheld = {"needed_network", "consensus", "approach", "cautions", "upward", "text"}
    assert withheld <= set(answer["withheld"])
    assert not withheld & answer.keys()
    assert answer["buying_center"][0]["person"] == "bob"


def test_before_it_was_opened_nothing_follows(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    answer = client.get(f"{SALE}?as_of=2019-01-01").json()
    assert (answer["needed_network"], answer["approach"], answer["status"]) == (None, [], None)
    assert client.get("/v1/opportunities/none/analysis").status_code == 404


def test_the_command_reads_like_a_brief(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS))
    asked = ("opportunity", "o", "--workspace", "w", "--as-of", "2025-02-01")
    told = line.ok(*asked).out
    assert told.startswith(
        "# New, as of 2025-02-01\n\nAcme\n\n## Who is needed\n- 2 people are needed; nobody of us knows"
    )
    assert "- Bob: CFO; Decider; stands: rather for; Cy knows them a little (6 of 10, good).\n" in told
    assert line.ok(*asked, "--json").json["text"].strip() == told.strip()
