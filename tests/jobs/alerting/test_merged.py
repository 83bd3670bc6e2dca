"""One moment gives one alert, also where what it is about was recorded twice and is merged, or parted again."""

from tests.jobs.alerting.desk import Desk


def twice(desk: Desk) -> str:
    """Ann was introduced and followed a second time, as Anne; of her it was told that she leaves."""
    desk.tell("person_introduced", person="anne", name="Anne")
    desk.tell("person_took_role", person="anne", role="cfo", effective="2021-01-01")
    desk.tell("buying_role_assigned", person="anne", opportunity="o", buying_role="champion", effective="2025-03-01")
    desk.tell("buying_role_assigned", person="bob", opportunity="o", buying_role="champion", effective="2025-03-01")
    desk.tell("link_rated", person="anne", other="cy", tone=1, strength=3, effective="2025-03-01")
    desk.look()
    left = desk.tell("person_left_role", person="anne", role="cfo", effective="2026-03-01")
    assert desk.look() == 1
    return left


def test_an_alert_goes_on_as_that_of_the_record_that_is_kept_and_back(desk: Desk) -> None:
    twice(desk)
    raised = desk.alert()
    desk.tell("alert_acknowledged", alert=raised["id"])
    before = desk.alert()["position"]
    desk.tell("person_records_merged", kept="ann", duplicate="anne")
    assert [desk.look(), desk.look()] == [0, 0]
    alert = desk.alert()
    assert (alert["id"], alert["state"], alert["person"]) == (raised["id"], "acknowledged", "ann")
    assert alert["reason"] == 'Anne, CFO and champion in "Renewal", leaves Acme.'
    assert {one["other"] for one in alert["effects"]["links_lost"]} == {"ann"}
    assert desk.alert(position=before)["person"] == "anne"
    desk.tell("person_records_unmerged", kept="ann", duplicate="anne")
    assert desk.look() == 0
    assert desk.alert()["person"] == "anne"
    assert desk.said() == ["raised", "acknowledged"]


def test_it_is_revised_and_retracted_after_the_merge_as_before(desk: Desk) -> None:
    twice(desk)
    desk.tell("person_records_merged", kept="ann", duplicate="anne")
    desk.look()
    again = desk.tell("person_left_role", person="anne", role="cfo", effective="2026-02-20")
    assert desk.look() == 1
    assert (desk.alert()["starts"], desk.said()[-1]) == ("2026-02-20", "revised")
    desk.tell("fact_withdrawn", fact=again)
    desk.look()
    assert desk.said() == ["raised", "revised", "revised"]


def test_of_two_alerts_of_one_departure_one_stands_once_that_is_known(desk: Desk) -> None:
    twice(desk)
    desk.left("2026-03-01")
    desk.look()
    assert [one["person"] for one in desk.alerts()] == ["anne", "ann"]
    desk.tell("person_records_merged", kept="ann", duplicate="anne")
    assert desk.look() == 1
    assert [one["state"] for one in desk.alerts()] == ["retracted", "open"]
    desk.tell("person_records_unmerged", kept="ann", duplicate="anne")
    desk.look()
    assert [(one["person"], one["state"]) for one in desk.alerts()] == [("anne", "open"), ("ann", "open")]


def test_what_was_raised_of_one_is_raised_of_the_other_once_they_are_two_after_all(desk: Desk) -> None:
    desk.tell("person_introduced", person="anne", name="Anne")
    desk.tell("person_records_merged", kept="ann", duplicate="anne")
    desk.tell("person_took_role", person="anne", role="cfo", effective="2021-01-01")
    desk.look()
    desk.left("2026-03-01")
    assert (desk.look(), desk.alert()["person"]) == (1, "ann")
    desk.tell("person_records_unmerged", kept="ann", duplicate="anne")
    assert desk.look() == 0
    assert [(one["person"], one["state"]) for one in desk.alerts()] == [("ann", "open")]


def test_an_account_that_was_registered_twice_has_its_alerts_once(desk: Desk) -> None:
    desk.tell("organization_registered", organization="acme-2", name="Acme Ltd")
    desk.tell("account_opened", organization="acme-2")
    desk.look()
    desk.left("2026-03-01")
    desk.look()
    desk.tell("organization_records_merged", kept="acme-2", duplicate="acme")
    assert desk.look() == 0
    assert desk.alert()["account"] == "acme-2"
    assert len(desk.alerts(account="acme")) == len(desk.alerts(account="acme-2")) == 1
    desk.tell("organization_records_unmerged", kept="acme-2", duplicate="acme")
    assert desk.look() == 0
    assert desk.alert()["account"] == "acme"


def test_what_was_no_news_is_none_after_a_merge(desk: Desk) -> None:
    desk.tell("person_introduced", person="anne", name="Anne")
    desk.left("2026-03-01")
    desk.started_at = desk.clock()
    assert desk.look() == 0
    desk.tell("person_records_merged", kept="anne", duplicate="ann")
    assert desk.look() == 0
    assert desk.said() == []


def test_what_is_said_of_the_duplicate_reaches_an_old_alert(desk: Desk) -> None:
    left = twice(desk)
    desk.tell("person_records_merged", kept="ann", duplicate="anne")
    desk.at("2026-12-01T09:00").look()
    desk.tell("fact_withdrawn", fact=left)
    assert desk.look() == 1
    assert desk.said() == ["raised", "retracted"]
