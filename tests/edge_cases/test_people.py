"""What people do: hold several posts, come back, go for good, turn out to be one, or take their links elsewhere."""

from .conftest import Case


def test_one_person_in_two_posts(case: Case) -> None:
    case.took("ann", "cfo", "2024-01-01")
    case.took("ann", "ceo", "2024-03-01")
    assert (case.holding("cfo", "2024-04-01"), case.holding("ceo", "2024-04-01")) == (["ann"], ["ann"])
    assert [one["role"] for one in case.get("/v1/people/ann", as_of="2024-04-01")["roles"]] == ["ceo", "cfo"]
    assert [one["id"] for one in case.map("2024-04-01")["people"]] == ["ann"]
    assert case.moves("ann", "2024-04-01") == [("first", "2024-01-01"), ("additional", "2024-03-01")]
    case.left("ann", "cfo", "2024-05-01")
    assert (case.holding("cfo", "2024-05-01"), case.holding("ceo", "2024-05-01")) == ([], ["ann"])
    assert case.sentences("2024-02-01", "2024-06-01", "acme", "tenure") == [
        "Ann became CEO on 2024-03-01.",
        "Ann left as CFO on 2024-05-01.",
    ]
    assert [one["role"] for one in case.findings("vacant", "2024-06-01")] == ["cfo"]


def test_somebody_comes_back_and_starts_blank(case: Case) -> None:
    case.took("ann", "cfo", "2023-01-01")
    case.fact("power_assessed", "2023-02-01", person="ann", role="cfo", power=8)
    case.fact("job_crafted", "2023-02-01", person="ann", role="cfo", criteria="Price")
    case.left("ann", "cfo", "2023-06-01")
    assert "Ann is no longer CFO here; their power there was 8." in case.sentences("2023-05-31", "2023-06-01")
    case.took("ann", "cfo", "2024-01-01")
    (before,), (after,) = (case.role("cfo", day)["holders"] for day in ("2023-05-31", "2024-01-01"))
    assert (before["power"], before["crafted"]["criteria"]) == (8, "Price")
    assert not {"power", "crafted"} & set(after)
    career = case.get("/v1/people/ann/career", as_of="2024-02-01")
    assert [(stay["since"], stay["until"]) for stay in career["stays"]] == [
        ("2023-01-01", "2023-06-01"),
        ("2024-01-01", None),
    ]
    assert ("returned", "2024-01-01") in case.moves("ann", "2024-02-01")
    assert "Ann became CFO on 2024-01-01." in case.sentences("2023-07-01", "2024-02-01")
    (asked,) = case.get("/v1/accounts/acme/questionnaires", as_of="2024-02-01", since="2023-12-01")["questionnaires"]
    assert (asked["person"], asked["open"]) == ("ann", ["priorities", "criteria", "partner_preferences"])


def test_a_reappointment_on_the_day_of_the_end_holds_in_whatever_order_it_is_told(case: Case) -> None:
    case.took("ann", "cfo", "2023-01-01")
    case.took("ann", "cfo", "2024-01-01")
    case.left("ann", "cfo", "2024-01-01")
    assert case.holding("cfo", "2024-01-01") == ["ann"]
    stays = case.get("/v1/people/ann/career", as_of="2024-02-01")["stays"]
    assert [(one["since"], one["until"]) for one in stays] == [("2023-01-01", "2024-01-01"), ("2024-01-01", None)]


def test_somebody_retires(case: Case) -> None:
    case.took("ann", "cfo", "2020")
    left = case.left("ann", "cfo", "2024-05-01", reason="retired")
    assert case.holding("cfo", "2024-05-01") == []
    (stay,) = case.get("/v1/people/ann/career", as_of="2024-06-01")["stays"]
    assert (stay["reason"], stay["left"]) == ("retired", left)
    assert "Ann left as CFO on 2024-05-01 (retired)." in case.sentences("2024-04-01", "2024-06-01")
    assert case.get("/v1/people/ann", as_of="2024-06-01")["roles"] == []


def test_somebody_dies_while_playing_a_buying_role(case: Case) -> None:
    case.took("ann", "cfo", "2020")
    case.fact("opportunity_opened", "2024-01-01", opportunity="sale", organization="acme", name="Renewal")
    case.fact("buying_role_assigned", "2024-01-01", person="ann", opportunity="sale", buying_role="decider")
    case.left("ann", "cfo", "2024-05-01", reason="died")
    assert case.findings("buying_role_of_leaver", "2024-06-01") == [
        {"person": "ann", "opportunity": "sale", "buying_role": "decider"}
    ]
    assert "Ann left as CFO on 2024-05-01 (died)." in case.sentences("2024-04-01", "2024-06-01")
    assert case.get("/v1/people/ann", as_of="2024-06-01")["name"] == "Ann"
    assert case.holding("cfo", "2024-04-30") == ["ann"]


def test_two_records_are_merged_and_parted_again(case: Case) -> None:
    case.fact("person_introduced", person="anne", name="Anne")
    case.took("ann", "cfo", "2020")
    case.took("anne", "ceo", "2024-01-01")
    parted = case.map("2024-03-01")
    case.tell({"type": "person_records_merged", "kept": "ann", "duplicate": "anne"})
    merged = case.map("2024-03-01")
    assert case.holding("ceo", "2024-03-01") == case.holding("cfo", "2024-03-01") == ["ann"]
    answer = case.get("/v1/people/anne", as_of="2024-03-01")
    assert (answer["id"], answer["merged"], len(answer["roles"])) == ("ann", ["anne"], 2)
    case.tell({"type": "person_records_unmerged", "kept": "ann", "duplicate": "anne"})
    again = case.map("2024-03-01")
    assert {**again, "position": 0} == {**parted, "position": 0}
    assert case.map("2024-03-01", position=merged["position"]) == merged


def links(case: Case, account: str, as_of: str) -> list[tuple[str, str, int]]:
    return [(one["person"], one["other"], one["strength"]) for one in case.map(as_of, account)["links"]]


def test_a_champion_moves_from_one_account_to_another_and_the_link_goes_along(case: Case) -> None:
    case.took("ann", "cfo", "2020")
    case.fact("link_rated", "2023-01-01", person="cy", other="ann", kind="advice", tone=2, strength=6)
    rated = case.fact("link_rated", "2024-02-01", person="cy", other="ann", kind="advice", strength=8)
    case.fact("opportunity_opened", "2024-01-01", opportunity="sale", organization="acme", name="Renewal")
    case.fact("buying_role_assigned", "2024-01-01", person="ann", opportunity="sale", buying_role="champion")
    unmoved = case.map("2024-06-30")
    case.left("ann", "cfo", "2024-06-01", reason="moved")
    case.took("ann", "buyer", "2024-06-01")
    assert (links(case, "acme", "2024-05-01"), links(case, "bolt", "2024-05-01")) == ([("ann", "cy", 8)], [])
    assert links(case, "bolt", "2024-06-01") == [("ann", "cy", 8)]
    kept = case.get("/v1/people/ann/links", as_of="2024-06-30")["links"]
    assert [(one["with"], one["since"], one["tone"]) for one in kept] == [("cy", "2023-01-01", 2)]
    told = case.get("/v1/accounts/bolt/map", as_of="2024-06-01", why=True)["links"]
    assert rated in told[0]["why"]["strength"]
    assert case.findings("buying_role_of_leaver", "2024-06-30")[0]["person"] == "ann"
    assert case.map("2024-06-30", position=unmoved["position"]) == unmoved
    assert case.sentences("2024-05-01", "2024-06-30", "bolt", "tenure", "link") == [
        "Ann became Head Buyer on 2024-06-01.",
        "The link between Ann and Cy (asks for advice) came onto the map: tone 2 (close) and strength 8.",
    ]
    met = case.get("/v1/accounts/bolt/analysis", as_of="2024-06-30", sections="coverage")["coverage"]
    assert "ann" not in [one["person"] for one in met["unknown"]]
    moments = case.get("/v1/key-moments", as_of="2024-06-30", since="2024-06-01")["key_moments"]
    assert {"champion_left", "ally_arrived"} <= {one["rule"] for one in moments}


def test_a_grudge_follows_somebody_wherever_they_go(case: Case) -> None:
    case.took("ann", "cfo", "2020")
    case.took("bob", "buyer", "2020")
    case.fact("link_rated", "2023-01-01", person="ann", other="bob", kind="rivalry", tone=-2, strength=7)
    assert links(case, "acme", "2024-01-01") == links(case, "bolt", "2024-01-01") == [("ann", "bob", 7)]
    before = case.get("/v1/people/ann/links", as_of="2024-01-01")["links"]
    case.left("ann", "cfo", "2024-06-01")
    case.fact("role_defined", "2024-01-01", role="planner", organization="bolt", title="Planner")
    case.took("ann", "planner", "2024-06-01")
    assert links(case, "bolt", "2024-06-01") == [("ann", "bob", 7)]
    assert links(case, "acme", "2024-06-01") == []
    gone = "The link between Ann and Bob (rivalry) is no longer on the map."
    assert case.sentences("2024-01-01", "2024-06-01", "acme", "link") == [gone]
    assert case.get("/v1/people/ann/links", as_of="2024-06-01")["links"] == before
