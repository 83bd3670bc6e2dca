"""What happens to what we know and do when people and sales change: it stays with whom and what it was about."""

from typing import Any

from .conftest import Case

Json = dict[str, Any]


def sold(case: Case, sale: str, effective: str, account: str = "acme") -> None:
    case.fact("opportunity_opened", effective, opportunity=sale, organization=account, name=f"Sale {sale}")


def center(case: Case, sale: str, as_of: str) -> list[Json]:
    found: list[Json] = case.get(f"/v1/opportunities/{sale}", as_of=as_of)["buying_center"]
    return found


def test_an_attitude_is_unset_on_a_new_opportunity(case: Case) -> None:
    case.took("ann", "cfo", "2023-01-01")
    sold(case, "first", "2023-02-01")
    case.fact("buying_role_assigned", "2023-02-01", person="ann", opportunity="first", buying_role="decider", weight=9)
    case.fact("attitude_changed", "2023-03-01", person="ann", opportunity="first", attitude=2, by="cy")
    sold(case, "second", "2024-01-01")
    assert center(case, "second", "2024-01-01") == []
    case.fact("buying_role_assigned", "2024-02-01", person="ann", opportunity="second", buying_role="approver")
    (member,) = center(case, "second", "2024-03-01")
    assert (member["buying_role"], member.keys() & {"attitude", "attitude_by", "weight"}) == ("approver", set())
    on_map = {one["id"]: one["buying_center"] for one in case.map("2024-03-01")["opportunities"]}
    assert [one.get("attitude", "unset") for one in (*on_map["first"], *on_map["second"])] == [2, "unset"]


def test_the_buying_roles_of_a_leaver_are_flagged_and_not_silently_kept(case: Case) -> None:
    case.took("ann", "cfo", "2023-01-01")
    sold(case, "first", "2023-02-01")
    case.fact("buying_role_assigned", "2023-02-01", person="ann", opportunity="first", buying_role="decider")
    case.left("ann", "cfo", "2024-05-01")
    case.took("ann", "buyer", "2024-05-01")
    flagged = {"kind": "buying_role_of_leaver", "person": "ann", "opportunity": "first", "buying_role": "decider"}
    odd = [case.get("/v1/opportunities/first", as_of=day)["findings"] for day in ("2024-04-30", "2024-05-01")]
    assert odd == [[], [flagged]]
    (found,) = case.findings("buying_role_of_leaver", "2024-05-01")
    assert {"kind": "buying_role_of_leaver", **found} == flagged
    case.fact("buying_role_ended", "2024-06-01", person="ann", opportunity="first", buying_role="decider")
    assert case.findings("buying_role_of_leaver", "2024-06-01") == []
    assert center(case, "first", "2024-06-01") == []


def test_our_colleague_leaves_and_is_succeeded(case: Case) -> None:
    case.took("ann", "cfo", "2023-01-01")
    case.fact("person_introduced", person="di", name="Di", ours=True)
    lead = {"organization": "acme", "part": "lead"}
    plays = {"organization": "acme", "team_role": "relationship_lead"}
    case.fact("coverage_assigned", "2023-01-01", person="cy", **lead)
    case.fact("team_role_played", "2023-01-01", person="cy", degree=9, **plays)
    case.fact("link_rated", "2023-02-01", person="cy", other="ann", kind="business", tone=2, strength=8)
    case.fact(
        "action_planned", "2024-01-01", action="visit", organization="acme", person="ann", owner="cy",
        objective="Renew", due="2024-06",
    )  # fmt: skip
    handing_over: list[Json] = [
        {"type": "coverage_ended", "person": "cy", **lead},
        {"type": "coverage_assigned", "person": "di", **lead},
        {"type": "team_role_ended", "person": "cy", **plays},
        {"type": "action_changed", "action": "visit", "owner": "di"},
        {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": False},
    ]
    case.tell(*({**fact, "effective": "2024-03-01"} for fact in handing_over))
    before, after = (case.get("/v1/accounts/acme/team", as_of=day) for day in ("2024-02-29", "2024-03-01"))
    assert [[one["person"] for one in each["coverage"]] for each in (before, after)] == [["cy"], ["di"]]
    assert [[one["person"] for one in each["team"]] for each in (before, after)] == [["cy"], []]
    assert "relationship_lead" in [one["team_role"] for one in after["missing"]]
    (action,) = case.get("/v1/accounts/acme/actions", as_of="2024-03-01")["actions"]
    assert (action["owner_name"], action["state"]) == ("Di", "open")
    shown = [
        {one["id"]: one.get("ours", False) for one in case.map(day)["people"]} for day in ("2024-02-29", "2024-03-01")
    ]
    assert [one["cy"] for one in shown] == [True, False]
    (link,) = case.get("/v1/people/cy/links", as_of="2024-03-01")["links"]
    assert (link["with"], link["strength"], link["since"]) == ("ann", 8, "2023-02-01")
    assert case.get("/v1/people/di/links", as_of="2024-03-01")["links"] == []


def test_an_old_meeting_counts_for_the_employer_of_then(case: Case) -> None:
    case.took("ann", "cfo", "2023-01-01")
    case.left("ann", "cfo", "2024-03-01")
    case.took("ann", "buyer", "2024-03-01")
    case.fact("interaction_recorded", "2024-02-10", interaction="old", people=["cy", "ann"], channel="meeting")
    case.fact("interaction_recorded", "2024-04-10", interaction="new", people=["cy", "ann"], channel="phone")
    at = {account: case.get(f"/v1/accounts/{account}/interactions", as_of="2024-04-30") for account in ("acme", "bolt")}
    assert [[one["interaction"] for one in each["interactions"]] for each in at.values()] == [["old"], ["new"]]
    (worked,) = [one["organizations"] for one in at["acme"]["interactions"][0]["people"] if one["person"] == "ann"]
    assert worked == [{"id": "acme", "name": "Acme"}]
    assert [each["people"][0]["last"]["day"] for each in at.values()] == ["2024-02-10", "2024-04-10"]
    for account, met in (("acme", "old"), ("bolt", "new")):
        events = case.get(f"/v1/accounts/{account}/timeline", as_of="2024-04-30", limit=1000)["events"]
        assert [one["interaction"] for one in events if one["type"] == "interaction_recorded"] == [met]
    whole = case.get("/v1/people/ann", as_of="2024-04-30")["met"]
    assert (whole["last"]["day"], whole["count"], whole["with"][0]["name"]) == ("2024-04-10", 2, "Cy")
