"""Who is alike, and who is listened to, across accounts, over HTTP and on the command line."""

from .command_line import CommandLine, lines
from .conftest import World
from .encounters import LEADING, Json

DAY = "as_of=2024-01-01"


def test_who_makes_the_same_of_their_job_elsewhere(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=LEADING).raise_for_status()
    answer = client.get(f"/v1/people/ann/similar?why=true&{DAY}").json()
    assert (answer["compared"], answer["count"]) == (2, 1)
    (eve,) = answer["similar"]
    assert (eve["person"], eve["same"]) == ("eve", {"function": "finance", "level": "director"})
    (field,) = eve["alike_in"]
    assert (field["property"], field["words"]) == ("priorities", ["cash", "flow", "surprises"])
    assert [client.get(f"/v1/facts/{id}").json()["person"] for id in field["why"]] == ["ann", "eve"]
    assert [one["person"] for one in eve["known_by"]] == ["flo"]
    assert client.get(f"/v1/people/ann/similar?least=1&{DAY}").json()["similar"] == []
    assert client.get("/v1/people/ann/similar?as_of=2022-01-01").json()["jobs"] == []
    assert world.client("read").get("/v1/people/ann/similar").status_code == 403


def test_who_is_listened_to_beyond_their_own_organization(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=LEADING).raise_for_status()
    answer = client.get(f"/v1/opinion-leaders?why=true&{DAY}").json()
    (eve,) = answer["leaders"]
    assert (eve["person"], eve["power"], answer["count"]) == ("eve", 6, 1)
    assert {one["organization"]: heard_by(one) for one in eve["heard_at"]} == {"acme": ["dee"], "rival": ["bob"]}
    assert (eve["influence"][0]["organization"], eve["influence"][0]["rank"]) == ("bolt", 1)
    types = [client.get(f"/v1/facts/{id}").json()["type"] for id in (*eve["power_why"], *told_by(eve))]
    assert types == ["power_assessed", "link_rated", "link_rated"]
    for asked in ("places=3", "as_of=2022-01-01", "strength=7", "position=0"):
        assert client.get(f"/v1/opinion-leaders?{asked}").json()["leaders"] == []
    assert len(client.get("/v1/opinion-leaders?places=3&power=6").json()["leaders"]) == 1


def heard_by(one: Json) -> list[str]:
    return [who["person"] for who in one["listeners"]]


def told_by(leader: Json) -> list[str]:
    return [id for place in leader["heard_at"] for who in place["listeners"] for id in who["why"]]


def test_the_commands_tell_why(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*LEADING))
    alike = line.ok("similar", "ann", "--workspace", "w").out
    assert "Eve, Head of risk at Bolt" in alike
    assert "cash, flow, surprises" in alike
    assert "heard at Rival by Bob (advice, tone 1, strength 6)" in line.ok("leaders", "--workspace", "w").out
