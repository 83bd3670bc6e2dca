"""The words of a sales method taken over HTTP and on the command line."""

import pytest

from .command_line import CommandLine
from .conftest import World

METHOD = "strategic_selling"


def test_a_preset_is_taken_from_a_day_on_and_once_only(world: World) -> None:
    client = world.told().client("read", "write")
    names = [one["preset"] for one in client.get("/v1/vocabularies/presets").json()["presets"]]
    assert {"neutral", METHOD} <= set(names)
    taken = client.post(f"/v1/vocabularies/presets/{METHOD}", json={"since": "2026-06-01"})
    assert (taken.status_code, len(taken.json()["facts"])) == (201, 2)
    again = client.post(f"/v1/vocabularies/presets/{METHOD}", json={"since": "2026-06-02"})
    assert (again.status_code, again.json()["facts"]) == (200, [])
    words = {one["vocabulary"]: one for one in client.get("/v1/vocabularies?as_of=2026-06-01").json()["vocabularies"]}
    assert [words[name]["default"] for name in ("buying_role", "attitude", "tone")] == [False, False, True]
    assigned = {"type": "buying_role_assigned", "person": "p-9x4c", "opportunity": "o-1", "effective": "2026-06-03"}
    refused, done = (
        client.post("/v1/facts", json={**assigned, "buying_role": role})
        for role in ("decider", "user_buying_influence")
    )
    assert (refused.status_code, refused.json()["field"], done.status_code) == (422, "buying_role", 201)


def test_sentences_speak_the_words_of_the_workspace(world: World) -> None:
    client = world.told().client()
    client.post(f"/v1/vocabularies/presets/{METHOD}", json={"since": "2026-06-01"}).raise_for_status()
    felt = {"type": "attitude_changed", "person": "p-7k2m", "opportunity": "o-1", "attitude": 2}
    role = {"type": "buying_role_assigned", "person": "p-9x4c", "opportunity": "o-1", "buying_role": "coach"}
    client.post("/v1/facts", json=[{**one, "effective": "2026-06-05"} for one in (felt, role)]).raise_for_status()
    events = client.get("/v1/accounts/acme/timeline?as_of=2026-06-05&limit=1000").json()["events"]
    told = {one["type"]: one["sentence"] for one in events if one.get("effective") == "2026-06-05"}
    assert told["buying_role_assigned"] == 'Ada Poe became Coach in "Treasury renewal" on 2026-06-05.'
    assert "at 2 (Enthusiastic advocate) on" in told["attitude_changed"]


def test_what_is_no_preset_and_no_date_is_refused(sqlite_world: World) -> None:
    client = sqlite_world.told().client("read", "write")
    assert client.post("/v1/vocabularies/presets/none").status_code == 404
    refused = client.post(f"/v1/vocabularies/presets/{METHOD}", json={"since": "soon"})
    assert (refused.status_code, refused.json()["field"]) == (422, "as_of")
    assert client.post(f"/v1/vocabularies/presets/{METHOD}", json={"from": "today"}).status_code == 422


@pytest.fixture
def command_line(sqlite_url: str) -> CommandLine:
    line = CommandLine(sqlite_url)
    line.ok("migrate")
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    return line


def test_the_command_takes_a_preset(command_line: CommandLine) -> None:
    assert command_line("vocabulary", "presets").out.startswith("neutral:")
    first, second = (command_line("vocabulary", "preset", METHOD, "--workspace", "w") for _ in range(2))
    assert (first.code, "buying_role, attitude" in first.out) == (0, True)
    assert "hold already" in second.out
    shown = command_line("vocabulary", "show", "--workspace", "w")
    assert "user_buying_influence" in shown.out
    assert command_line("vocabulary", "preset", "none", "--workspace", "w").code != 0
