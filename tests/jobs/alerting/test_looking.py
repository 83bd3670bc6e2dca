"""What is recorded becomes alerts: once, whoever reports it and however often somebody looks."""

from typing import Any

from tests.jobs.alerting.desk import Desk


def test_a_moment_is_raised_once_with_what_it_does_to_us(desk: Desk) -> None:
    assert desk.look() == 0
    left = desk.left("2026-03-01")
    assert [desk.look(), desk.look()] == [1, 0]
    alert = desk.alert()
    about = {name: alert[name] for name in ("state", "rule", "account", "person", "role", "day", "starts")}
    assert about == {
        "state": "open", "rule": "champion_left", "account": "acme", "person": "ann", "role": "cfo",
        "day": "2026-03-01", "starts": "2026-03-01",
    }  # fmt: skip
    assert alert["reason"] == 'Ann, CFO and champion in "Renewal", leaves Acme.'
    assert alert["effects"]["empty_buying_roles"] == [
        {"opportunity": "o", "buying_role": "champion", "name": "Renewal"}
    ]
    assert alert["effects"]["links_lost"][0]["ours"] == "cy"
    assert left in alert["sources"]


def test_two_who_report_the_same_give_one_alert(desk: Desk) -> None:
    desk.left("2026-03-01", source={"kind": "feed", "ref": "https://one.example/1"})
    desk.look()
    desk.left("2026-03-01", source={"kind": "feed", "ref": "https://two.example/2"})
    desk.look()
    assert desk.said() == ["raised"]


def test_a_correction_revises_it_and_it_asks_anew(desk: Desk) -> None:
    left = desk.left("2026-03-01")
    desk.look()
    desk.tell("alert_acknowledged", alert=desk.alert()["id"])
    desk.look()
    before = desk.alert()["position"]
    desk.tell("fact_corrected", fact=left, replacement={"effective": "2026-02-15"})
    assert desk.look() == 1
    alert = desk.alert()
    assert (alert["state"], alert["starts"], alert["revised"][:2]) == ("open", "2026-02-15", ["day", "starts"])
    then = desk.alert(position=before)
    assert (then["state"], then["starts"]) == ("acknowledged", "2026-03-01")


def test_a_correction_to_a_day_of_long_ago_revises_it_too_and_one_back_again(desk: Desk) -> None:
    left = desk.left("2026-03-01")
    desk.look()
    for day in ("2025-03-15", "2025-06-15", "2026-03-02"):
        desk.tell("fact_corrected", fact=left, replacement={"effective": day})
        assert desk.look() == 1
        alert = desk.alert()
        assert (alert["state"], alert["starts"], alert["revised"][:2]) == ("open", day, ["day", "starts"])
    assert desk.said() == ["raised", "revised", "revised", "revised"]


def test_a_withdrawal_retracts_it_and_undoing_that_raises_it_again(desk: Desk) -> None:
    left = desk.left("2026-03-01")
    desk.look()
    raised = desk.alert()
    withdrawn = desk.tell("fact_withdrawn", fact=left)
    assert desk.look() == 1
    gone = desk.alert()
    assert gone["sources"] == raised["sources"]
    assert (gone["state"], gone["reason"]) == ("retracted", 'Ann, CFO and champion in "Renewal", leaves Acme.')
    desk.tell("fact_withdrawn", fact=withdrawn)
    assert desk.look() == 1
    assert desk.alert()["state"] == "open"
    assert desk.said() == ["raised", "retracted", "raised"]


def test_what_was_recorded_before_anybody_looked_is_no_news(desk: Desk) -> None:
    desk.left("2026-03-01")
    desk.started_at = desk.clock()
    assert desk.look() == 0
    desk.tell("note_added", about={"person": "ann"}, text="gone")
    assert desk.look() == 0


def test_what_lies_too_far_back_when_it_is_learned_is_no_news(desk: Desk) -> None:
    desk.left("2025-11-01")
    assert desk.look() == 0


def test_what_is_found_wrong_long_after_is_revised_all_the_same(desk: Desk) -> None:
    left = desk.left("2026-03-01")
    desk.look()
    desk.at("2026-12-01T09:00").look()
    desk.tell("fact_withdrawn", fact=left)
    assert desk.look() == 1
    assert desk.alert()["state"] == "retracted"


def test_what_is_announced_ahead_is_raised_when_learned_and_due_once(desk: Desk) -> None:
    desk.left("2026-03-20")
    assert desk.look() == 1
    assert desk.at("2026-03-19T23:59").look() == 0
    assert [desk.at("2026-03-20T00:00").look(), desk.look()] == [1, 0]
    assert desk.at("2026-03-21T00:00").look() == 0
    assert desk.said() == ["raised", "reminded"]
    assert desk.alert()["reminded"] == "2026-03-20"


def test_a_day_that_is_put_off_is_due_on_the_new_one_only(desk: Desk) -> None:
    left = desk.left("2026-03-20")
    desk.look()
    desk.tell("fact_corrected", fact=left, replacement={"effective": "2026-04-10"})
    desk.look()
    assert desk.at("2026-03-20T12:00").look() == 0
    assert desk.at("2026-04-10T00:00").look() == 1
    assert desk.said() == ["raised", "revised", "reminded"]


def test_what_is_withdrawn_is_never_due(desk: Desk) -> None:
    left = desk.left("2026-03-20")
    desk.look()
    desk.tell("fact_withdrawn", fact=left)
    desk.look()
    assert desk.at("2026-03-20T12:00").look() == 0
    assert desk.said() == ["raised", "retracted"]


def test_an_alert_says_how_its_rule_was_set_when_it_was_raised(desk: Desk) -> None:
    desk.set("champion_left", {"buying_roles": ["champion"]})
    desk.left("2026-03-01")
    desk.look()
    desk.set("champion_left", {"buying_roles": ["sponsor"]})
    assert desk.look() == 0
    (raised,) = desk.alert()["history"]
    setting = raised["rule_setting"]
    assert (setting["parameters"]["buying_roles"], setting["version"]) == (("champion",), 2)
    assert (setting["set_by"], setting["set_at"][:10]) == ("me", "2026-03-02")


def sale(desk: Desk, amount: int, stage: str = "proposal", **said: Any) -> None:
    worth = {"value": {"amount": amount, "currency": "EUR"}, "stage": stage}
    desk.tell("opportunity_changed", opportunity="o", **worth, **said)


def told_worth(desk: Desk) -> Any:
    (one,) = desk.alert()["effects"]["opportunities"]
    return one["amount"], one["stage"]


def test_another_value_or_stage_alone_revises_what_names_it_and_asks_nobody_anew(desk: Desk) -> None:
    sale(desk, 1_000)
    desk.left("2026-03-01")
    desk.look()
    desk.tell("alert_acknowledged", alert=desk.alert()["id"])
    before = desk.alert()["position"]
    sale(desk, 5_000)
    assert [desk.look(), desk.look()] == [1, 0]
    assert (desk.alert()["state"], desk.alert()["revised"]) == ("acknowledged", ["effects", "sources"])
    assert (told_worth(desk), desk.said()[-1]) == ((5_000, "proposal"), "revised")
    assert desk.alert(position=before)["effects"]["opportunities"][0]["amount"] == 1_000
    sale(desk.at("2026-03-03T09:00"), 5_000, "negotiation")
    assert (desk.look(), told_worth(desk)) == (1, (5_000, "negotiation"))


def test_it_is_revised_for_that_once_a_day_and_for_what_came_after_when_the_next_begins(desk: Desk) -> None:
    desk.left("2026-03-01")
    desk.look()
    told = []
    for amount in (1_000, 2_000, 3_000, 4_000):
        sale(desk, amount)
        told.append(desk.look())
    assert told == [1, 0, 0, 0]
    assert [desk.at("2026-03-03T00:00").look(), desk.look()] == [1, 0]
    assert desk.at("2026-03-04T00:00").look() == 0
    assert desk.said() == ["raised", "revised", "revised"]


def test_what_else_is_said_of_an_opportunity_revises_nothing_nor_what_was_seen_to_long_ago(desk: Desk) -> None:
    desk.left("2026-03-01")
    desk.look()
    desk.tell("opportunity_changed", opportunity="o", name="Renewal 2027", closes="2027")
    assert desk.look() == 0
    desk.tell("alert_acknowledged", alert=desk.alert()["id"])
    sale(desk.at("2026-12-01T09:00"), 5_000)
    assert desk.look() == 0
    desk.tell("opportunity_opened", opportunity="other", organization="acme", name="Spares", effective="2025-01-01")
    sale(desk, 6_000, effective="2026-11-01")
    assert desk.look() == 0
    assert desk.said() == ["raised", "acknowledged"]


def test_what_is_still_open_is_revised_however_old_it_is(desk: Desk) -> None:
    desk.left("2026-03-01")
    desk.look()
    sale(desk.at("2026-12-01T09:00"), 5_000)
    assert (desk.look(), desk.said()) == (1, ["raised", "revised"])
