"""What the world does to posts while somebody holds them, or nobody does."""

from .conftest import Case


def test_two_people_in_one_post(case: Case) -> None:
    case.took("ann", "cfo", "2024-01-01", share=0.5)
    case.took("bob", "cfo", "2024-02-01", share=0.5)
    assert case.holding("cfo", "2024-03-01") == ["ann", "bob"]
    assert [one["share"] for one in case.role("cfo", "2024-03-01")["holders"]] == [0.5, 0.5]
    assert case.findings("several_permanent_holders", "2024-03-01") == [{"role": "cfo", "people": ["ann", "bob"]}]
    case.fact("role_restructured", "2024-02-01", role="cfo", headcount=2)
    assert case.findings("several_permanent_holders", "2024-03-01") == []
    assert case.get("/v1/roles/cfo/holders", as_of="2024-03-01")["overlaps"] == [
        {"from": "2024-02-01", "to": None, "people": ["ann", "bob"]}
    ]
    assert case.sentences("2024-01-15", "2024-03-01", "acme", "tenure") == ["Bob became CFO on 2024-02-01."]
    assert [case.moves(person, "2024-03-01")[0][0] for person in ("ann", "bob")] == ["first", "first"]


def test_an_interim_fills_a_post_until_somebody_comes_for_good(case: Case) -> None:
    case.took("ann", "cfo", "2024-01-01", tenure_kind="interim")
    case.left("ann", "cfo", "2024-05-01")
    case.took("bob", "cfo", "2024-05-01")
    assert [one["tenure_kind"] for one in case.role("cfo", "2024-04-30")["holders"]] == ["interim"]
    assert case.holding("cfo", "2024-05-01") == ["bob"]
    assert [one["person"] for one in case.get("/v1/roles/cfo/holders", as_of="2024-06-01")["interims"]] == ["ann"]
    assert case.sentences("2023-12-01", "2024-02-01", "acme", "tenure") == ["Ann became CFO (interim) on 2024-01-01."]
    assert "cfo" not in [one["role"] for one in case.findings("vacant", "2024-02-01")]
    assert case.moves("ann", "2024-06-01")[0] == ("interim", "2024-01-01")


def test_an_interim_who_is_kept_stays_one_stay(case: Case) -> None:
    case.took("ann", "cfo", "2024-01-01", tenure_kind="interim")
    case.took("ann", "cfo", "2024-05-01")
    (holder,) = case.role("cfo", "2024-06-01")["holders"]
    (stay,) = case.get("/v1/people/ann/career", as_of="2024-06-01")["stays"]
    assert (holder["tenure_kind"], stay["tenure_kinds"]) == ("permanent", ["interim", "permanent"])


def test_a_vacant_post_says_since_when(case: Case) -> None:
    case.took("ann", "cfo", "2024-01-01")
    case.left("ann", "cfo", "2024-05-31")
    assert {"role": "cfo", "since": "2024-05-31"} in case.findings("vacant", "2024-06-30")
    assert "cfo" not in [one["role"] for one in case.findings("vacant", "2024-05-30")]
    assert case.sentences("2024-05-30", "2024-06-30", "acme", "tenure") == ["Ann left as CFO on 2024-05-31."]
    assert case.get("/v1/roles/cfo/holders", as_of="2024-06-30")["gaps"][-1] == {"from": "2024-05-31", "to": None}


def test_a_post_that_was_never_filled_is_vacant_since_nobody_knows_when(case: Case) -> None:
    assert {"role": "cfo", "since": None} in case.findings("vacant", "2024-06-30")
    assert case.get("/v1/roles/cfo", as_of="2024-06-30")["holders"] == []
    assert case.get("/v1/accounts/acme/questionnaires", as_of="2024-06-30")["questionnaires"] == []


def test_a_post_is_renamed_while_it_is_held(case: Case) -> None:
    took = case.took("ann", "cfo", "2024-01-01")
    case.fact("role_restructured", "2024-04-01", role="cfo", title="Treasurer")
    assert [case.role("cfo", day)["title"] for day in ("2024-03-31", "2024-04-01")] == ["CFO", "Treasurer"]
    (holder,) = case.role("cfo", "2024-04-01")["holders"]
    assert (holder["took"], holder["since"]) == (took, "2024-01-01")
    assert case.moves("ann", "2024-06-01") == [("first", "2024-01-01")]
    assert case.sentences("2024-03-01", "2024-05-01") == ["CFO is called Treasurer."]
    titles = [case.get("/v1/people/ann/career", as_of=day)["stays"][0]["title"] for day in ("2024-03-31", "2024-04-01")]
    assert titles == ["CFO", "Treasurer"]


def test_a_post_is_moved_to_another_unit_and_boss_while_it_is_held(case: Case) -> None:
    case.took("ann", "cfo", "2024-01-01")
    case.fact("role_restructured", "2024-04-01", role="cfo", unit="legal", reports_to=None)
    before, after = case.role("cfo", "2024-03-31"), case.role("cfo", "2024-04-01")
    assert (before["unit"], before["reports_to"]) == ("finance", "ceo")
    assert (after["unit"], after["reports_to"]) == ("legal", None)
    assert case.holding("cfo", "2024-04-01") == ["ann"]
    assert case.sentences("2024-03-01", "2024-05-01") == [
        "CFO no longer reports to CEO.",
        "The unit of CFO is Legal, no longer Finance.",
    ]
    assert case.moves("ann", "2024-06-01") == [("first", "2024-01-01")]


def test_a_post_is_moved_to_another_company_with_its_holder(case: Case) -> None:
    case.took("ann", "cfo", "2024-01-01")
    case.fact("role_restructured", "2024-04-01", role="cfo", organization="bolt", unit=None)
    assert case.holding("cfo", "2024-04-01", "bolt") == ["ann"]
    assert "cfo" not in [role["id"] for role in case.map("2024-04-01")["roles"]]
    assert case.holding("cfo", "2024-03-31") == ["ann"]
    assert case.sentences("2024-03-01", "2024-05-01", "acme", "role") == ["The role CFO left the account."]
    assert case.sentences("2024-03-01", "2024-05-01", "bolt", "role") == ["The role CFO came to the account."]
    (stay,) = case.get("/v1/people/ann/career", as_of="2024-05-01")["stays"]
    assert (stay["organization"], stay["until"]) == ("bolt", None)


def define(case: Case, role: str, title: str, day: str) -> None:
    case.fact("role_defined", day, role=role, organization="acme", title=title, unit="finance")


def test_a_post_is_split_while_it_is_held(case: Case) -> None:
    case.took("ann", "cfo", "2024-01-01")
    define(case, "tax", "Head of Tax", "2024-05-01")
    define(case, "cash", "Treasurer", "2024-05-01")
    closed = case.fact("role_closed", "2024-05-01", role="cfo", successors=["tax", "cash"])
    assert (case.holding("tax", "2024-06-01"), case.holding("cash", "2024-06-01")) == ([], [])
    gone = case.get("/v1/roles/cfo", as_of="2024-06-01")
    assert (gone["status"], [one["role"] for one in gone["successors"]]) == ("closed", ["cash", "tax"])
    assert "The role CFO was closed, succeeded by Treasurer and Head of Tax." in case.sentences(
        "2024-04-01", "2024-06-01"
    )
    (stay,) = case.get("/v1/people/ann/career", as_of="2024-06-01")["stays"]
    assert (stay["until"], stay["left"]) == ("2024-05-01", closed)
    case.took("ann", "tax", "2024-05-01")
    assert case.holding("tax", "2024-06-01") == ["ann"]


def test_two_posts_are_merged_into_one_while_they_are_held(case: Case) -> None:
    case.took("ann", "ceo", "2024-01-01")
    case.took("bob", "cfo", "2024-01-01")
    define(case, "md", "Managing Director", "2024-05-01")
    for role in ("ceo", "cfo"):
        case.fact("role_closed", "2024-05-01", role=role, successors=["md"])
    came = case.get("/v1/roles/md", as_of="2024-06-01")
    assert [(one["role"], one["since"]) for one in came["predecessors"]] == [
        ("ceo", "2024-05-01"),
        ("cfo", "2024-05-01"),
    ]
    assert came["holders"] == []
    ended = [case.get(f"/v1/people/{one}/career", as_of="2024-06-01")["stays"][0]["until"] for one in ("ann", "bob")]
    assert ended == ["2024-05-01", "2024-05-01"]
    told = case.sentences("2024-04-01", "2024-06-01", "acme", "role")
    assert "The role Managing Director was created on 2024-05-01, succeeding CEO and CFO." in told


def test_a_post_is_abolished_while_it_is_held(case: Case) -> None:
    case.took("ann", "cfo", "2024-01-01")
    closed = case.fact("role_closed", "2024-05-01", role="cfo")
    assert case.holding("cfo", "2024-04-30") == ["ann"]
    assert "cfo" not in [role["id"] for role in case.map("2024-05-01")["roles"]]
    (stay,) = case.get("/v1/roles/cfo/holders", as_of="2024-06-01")["holders"]
    assert (stay["person"], stay["until"], stay["left"]) == ("ann", "2024-05-01", closed)
    assert ("left", "2024-05-01") in case.moves("ann", "2024-06-01")
    assert "The role CFO was closed." in case.sentences("2024-04-01", "2024-06-01", "acme", "role")


def test_whoever_takes_a_post_that_is_abolished_is_outside_its_life(case: Case) -> None:
    case.fact("role_closed", "2024-05-01", role="cfo")
    case.took("ann", "cfo", "2024-06-01")
    assert case.findings("outside_role_life", "2024-07-01") == [{"person": "ann", "role": "cfo"}]


def test_a_date_known_to_the_year(case: Case) -> None:
    case.took("ann", "cfo", "2023")
    case.left("ann", "cfo", "2024")
    marks = {day: case.role("cfo", day)["holders"] for day in ("2022-12-31", "2023-06-30", "2024-06-30", "2025-01-01")}
    assert (marks["2022-12-31"], marks["2025-01-01"]) == ([], [])
    assert [marks[day][0].get("possible") for day in ("2023-06-30", "2024-06-30")] == [True, True]
    assert (marks["2024-06-30"][0]["since"], marks["2024-06-30"][0]["until"]) == ("2023", "2024")
    assert case.sentences("2022-12-31", "2023-06-30", "acme", "tenure") == ["Ann possibly became CFO in 2023."]
    (stay,) = case.get("/v1/people/ann/career", as_of="2025-01-01")["stays"]
    assert (stay["since"], stay["until"]) == ("2023", "2024")


def test_a_date_known_to_the_month(case: Case) -> None:
    case.took("ann", "cfo", "2024-03")
    told = {day: case.role("cfo", day)["holders"] for day in ("2024-02-29", "2024-03-15", "2024-04-01")}
    assert told["2024-02-29"] == []
    assert (told["2024-03-15"][0]["possible"], told["2024-03-15"][0]["since"]) == (True, "2024-03")
    assert "possible" not in told["2024-04-01"][0]
    assert case.sentences("2024-03-15", "2024-04-01", "acme", "tenure") == ["Ann as CFO: now sure."]


def test_posts_that_report_in_a_circle(case: Case) -> None:
    case.fact("role_restructured", "2024-04-01", role="ceo", reports_to="cfo")
    assert case.findings("reporting_cycle", "2024-05-01") == [{"roles": ["ceo", "cfo"]}]
    assert case.findings("reporting_cycle", "2024-03-31") == []
    assert case.sentences("2024-03-01", "2024-05-01") == ["CEO reports to CFO."]
    assert analyzed(case) == {"coverage", "influence", "informal"}


def analyzed(case: Case) -> set[str]:
    """However posts report, the analysis ends and says something."""
    asked = {"as_of": "2024-05-01", "sections": "coverage,influence,informal"}
    answer = case.get("/v1/accounts/acme/analysis", **asked)
    return {name for name in asked["sections"].split(",") if answer[name] is not None}


def test_a_post_with_two_bosses(case: Case) -> None:
    define(case, "clerk", "Clerk", "2024-01-01")
    case.fact("role_restructured", "2024-02-01", role="clerk", reports_to="cfo", dotted_to=["ceo"])
    clerk = case.role("clerk", "2024-03-01")
    assert (clerk["reports_to"], clerk["dotted_to"]) == ("cfo", ["ceo"])
    assert case.findings("reporting_cycle", "2024-03-01") == []
    assert "The dotted lines of Clerk are CEO." in case.sentences("2024-01-15", "2024-03-01")


def test_a_post_that_reports_to_itself(case: Case) -> None:
    case.fact("role_restructured", "2024-04-01", role="cfo", reports_to="cfo")
    assert case.findings("self_report", "2024-05-01") == [{"role": "cfo"}]
    assert case.role("cfo", "2024-05-01")["reports_to"] == "cfo"
    assert case.sentences("2024-03-01", "2024-05-01") == ["CFO reports to itself, no longer to CEO."]
    assert analyzed(case) == {"coverage", "influence", "informal"}


def test_the_post_of_the_boss_is_abolished(case: Case) -> None:
    case.took("ann", "cfo", "2024-01-01")
    case.fact("role_closed", "2024-04-01", role="ceo")
    assert case.role("cfo", "2024-05-01")["reports_to"] == "ceo"
    assert case.findings("parent_closed", "2024-05-01") == [{"role": "cfo", "reports_to": "ceo"}]
    assert case.sentences("2024-03-01", "2024-05-01") == ["The role CEO was closed."]
    assert case.holding("cfo", "2024-05-01") == ["ann"]
