"""Nominations as a client meets them: pushed, listed in pages, decided, and who comes second."""

from typing import Any

from starlette.testclient import TestClient

from .conftest import TOLD, World

JANE = {"feed": "wire", "entry": "1", "person_name": "Joan Roe", "kind": "joined", "starts": "2026-05-01"}
NEW = {"person": "create", "role": "r-ceo"}


def pushed(client: TestClient, *announced: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.post("/v1/nominations", json=[*announced])
    assert answer.status_code == 201, answer.text
    found: list[dict[str, Any]] = answer.json()["nominations"]
    return found


def test_what_is_pushed_can_be_read_at_its_position_and_twice_is_once(world: World) -> None:
    client = world.told().client()
    first = client.post("/v1/nominations", json=JANE).json()
    again = client.post("/v1/nominations", json=JANE).json()
    assert first["position"] == again["position"] == TOLD + 2  # with whom it may mean
    assert [one["nominations"][0]["outcome"] for one in (first, again)] == ["reported", "unchanged"]
    id = first["nominations"][0]["nomination"]
    assert client.get(f"/v1/nominations/{id}").json()["person_name"] == "Joan Roe"
    assert client.get(f"/v1/nominations/{id}?position={TOLD}").status_code == 404


def test_the_list_goes_on_at_the_moment_of_its_first_page(world: World) -> None:
    client = world.told().client()
    ids = [one["nomination"] for one in pushed(client, *({**JANE, "entry": str(number)} for number in range(5)))]
    page = client.get("/v1/nominations?feed=wire&limit=2").json()
    assert "excerpt" not in page["nominations"][0]
    pushed(client, {**JANE, "entry": "late"})
    client.post(f"/v1/nominations/{ids[3]}/reject").raise_for_status()
    found = page["nominations"]
    while page["next"]:
        page = client.get("/v1/nominations", params={"feed": "wire", "limit": 2, "cursor": page["next"]}).json()
        found += page["nominations"]
    assert [(one["id"], one["state"]) for one in found] == [(id, "matched") for id in ids]
    assert client.get("/v1/nominations?cursor=x").status_code == 422
    assert client.get("/v1/nominations?state=old").status_code == 422
    assert client.get("/v1/nominations?as_of=2026-01-01").status_code == 422


def test_an_etag_holds_until_something_is_decided(world: World) -> None:
    client = world.told().client()
    held = {"If-None-Match": client.get("/v1/nominations").headers["etag"]}
    assert client.get("/v1/nominations", headers=held).status_code == 304
    client.post("/v1/nominations/n-1/reject").raise_for_status()
    answer = client.get("/v1/nominations", headers=held)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-cache")


def test_the_second_to_decide_is_told_who_was_first(world: World) -> None:
    one, other = world.told().client(), world.client()
    accepted = one.post("/v1/nominations/n-1/accept", json=NEW).json()
    late = other.post("/v1/nominations/n-1/reject", json={"reason": "no"})
    assert (late.status_code, late.json()["type"]) == (409, "urn:incumbent:problem:out-of-turn")
    told = late.json()
    assert (told["state"], told["facts"]) == ("accepted", accepted["nomination"]["facts"])
    assert told["decision"]["type"] == "nomination_accepted"
    assert told["decision"]["recorded_by"].startswith("key:")
    assert other.post("/v1/nominations/n-1/undo").status_code == 201
    assert other.post("/v1/nominations/n-1/reject").status_code == 201


def test_what_was_accepted_is_on_the_map_and_says_where_it_comes_from(world: World) -> None:
    client = world.told().client()
    told = client.post("/v1/nominations/n-1/accept", json=NEW).json()
    roles = client.get("/v1/accounts/acme/map?as_of=2026-09-02").json()["roles"]
    (holder,) = next(role["holders"] for role in roles if role["id"] == "r-ceo")
    assert (holder["name"], holder["took"]) == ("Ada Poe", told["nomination"]["facts"][1])
    fact = client.get(f"/v1/facts/{holder['took']}").json()
    assert (fact["source"]["kind"], fact["caused_by"]) == ("feed", told["nomination"]["report"])
    assert told["position"] == client.get("/v1/nominations").json()["position"]


def test_a_bad_list_is_refused_as_a_whole_by_place_and_field(world: World) -> None:
    client = world.told().client()
    for bad, field in (({"starts": "soon"}, "starts"), ({"kind": "hired"}, "kind"), ({"entry": 7}, "entry")):
        answer = client.post("/v1/nominations", json=[JANE, {**JANE, "entry": "2", **bad}])
        assert (answer.status_code, answer.json()["index"], answer.json()["field"]) == (422, 1, field)
    nothing: tuple[object, ...] = ([], {}, "text", [None])
    for empty in nothing:
        assert client.post("/v1/nominations", json=empty).status_code == 422
    misspelled = client.post("/v1/nominations", json={**JANE, "titel": "CFO"})
    assert (misspelled.json()["field"], "role_title" in misspelled.json()["detail"]) == ("titel", True)
    assert client.get("/v1/nominations?feed=wire").json()["nominations"] == []


def test_a_bad_choice_names_its_field(world: World) -> None:
    client = world.told().client()
    for choice, field in (
        ({"person": "p-none", "role": "r-ceo"}, "person"),
        ({"person": "p-7k2m"}, "role"),
        ({**NEW, "effective": "soon"}, "effective"),
        ({**NEW, "took": "x"}, "took"),
        ({**NEW, "role": "create"}, "organization"),
        ({**NEW, "unit": "u-none", "role": "create", "organization": "acme"}, "unit"),
    ):
        answer = client.post("/v1/nominations/n-1/accept", json=choice)
        assert (answer.status_code, answer.json().get("field")) == (422, field), answer.text
    assert client.get("/v1/nominations/n-1").json()["state"] == "new"


def test_whoever_may_only_write_reports_and_reads_nothing(world: World) -> None:
    writer = world.told().client("write")
    assert pushed(writer, JANE)[0].keys() == {"nomination", "outcome", "state"}
    assert writer.get("/v1/nominations").status_code == 403
    assert writer.post("/v1/nominations/n-1/accept", json=NEW).status_code == 403


def test_a_text_is_read_by_the_rules_and_what_no_rule_reads_is_left(world: World) -> None:
    client = world.told().client()
    mail = "Acme appoints Joan Roe as Chief Financial Officer\nHi all,\nsee https://example.com/news."
    both = "Joan Roe and Max Poe have joined Acme SA as directors. Ann Doe steps down as Chief Executive Officer."
    for text, names in ((mail, ["Joan Roe"]), (both, ["Joan Roe", "Max Poe", "Ann Doe"]), ("Lunch with Acme.", [None])):
        ids = [one["nomination"] for one in pushed(client, {"url": "https://example.com/1", "text": text})]
        told = [client.get(f"/v1/nominations/{id}").json() for id in ids]
        assert [one.get("person_name") for one in told] == names
        assert {one["excerpt"] for one in told} == {text}


def test_what_is_stated_beside_a_text_stands(world: World) -> None:
    client = world.told().client()
    said = {"text": "Acme appoints Joan Roe as Chief Financial Officer.", "organization_name": "Acme SA", "entry": "7"}
    (found,) = pushed(client, said)
    told = client.get(f"/v1/nominations/{found['nomination']}").json()
    assert (told["organization_name"], told["role_title"], told["entry"]) == ("Acme SA", "Chief Financial Officer", "7")
    assert pushed(client, said)[0]["outcome"] == "unchanged"


def test_a_decision_sent_again_under_its_key_is_answered_as_the_first_time(world: World) -> None:
    client, keyed = world.told().client(), {"Idempotency-Key": "k-1"}
    first = client.post("/v1/nominations/n-1/accept", json=NEW, headers=keyed)
    client.post("/v1/nominations/n-1/undo").raise_for_status()
    again = client.post("/v1/nominations/n-1/accept", json=NEW, headers=keyed)
    assert (again.status_code, again.json()) == (201, first.json())
    assert client.get("/v1/nominations/n-1").json()["state"] != "accepted"
    other = {**NEW, "certainty": "probable"}
    for path, body in (("n-1/accept", other), ("n-1/reject", {})):
        refused = client.post(f"/v1/nominations/{path}", json=body, headers=keyed)
        assert (refused.status_code, refused.json()["type"]) == (409, "urn:incumbent:problem:idempotency-key-reused")


def test_an_undoing_sent_again_tells_again_what_stays(world: World) -> None:
    client, keyed = world.told().client(), {"Idempotency-Key": "k-1"}
    accepted = client.post("/v1/nominations/n-1/accept", json=NEW).json()
    person = accepted["nomination"]["person"]
    client.post("/v1/facts", json={"type": "person_described", "person": person, "country": "FR"}).raise_for_status()
    body = {"keep_corrected": True}
    first, again = (client.post("/v1/nominations/n-1/undo", json=body, headers=keyed).json() for _ in range(2))
    assert first["kept"]
    assert again == first


def test_why_it_waits_for_a_person_is_told_in_words_until_one_has_decided(world: World) -> None:
    client = world.told().client()
    told = {"person_name": "Jane Roe", "role_title": "Head of Ice", "organization_name": "Acme SA", "kind": "joined"}
    (reported,) = pushed(client, told)
    (listed,) = client.get("/v1/nominations?state=matched").json()["nominations"]
    shown = client.get(f"/v1/nominations/{reported['nomination']}").json()
    assert listed["unsure"] == shown["unsure"]
    assert [one["kind"] for one in shown["unsure"]] == ["pushed", "no_day"]
    assert shown["unsure"][1]["sentence"] == "It says no day since when."
    (event,) = client.get("/v1/accounts/acme/timeline?type=nomination_matched").json()["events"]
    assert event["sentence"].startswith("A nomination was matched (Jane Roe, Acme SA) on ")
    client.post(f"/v1/nominations/{reported['nomination']}/reject").raise_for_status()
    rejected = client.get(f"/v1/nominations/{reported['nomination']}").json()
    assert "unsure" not in rejected
    before = client.get(
        f"/v1/nominations/{reported['nomination']}", params={"position": shown["history"][-1]["position"]}
    )
    assert before.json()["unsure"] == shown["unsure"]


def test_a_score_that_is_too_low_says_what_it_would_have_to_be(sqlite_world: World) -> None:
    client = sqlite_world.told().client("admin")
    client.patch("/v1/settings", json={"accept_from": 1.0}).raise_for_status()
    (reported,) = pushed(client, {"organization_name": "ACME", "kind": "joined"})
    unsure = client.get(f"/v1/nominations/{reported['nomination']}").json()["unsure"]
    (low,) = [one for one in unsure if one["kind"] == "organization_below"]
    assert (low["least"], "scores less than 1, " in low["sentence"]) == (1.0, True)
