"""Whose alerts stand in whose digest, of which day."""

import time
from collections.abc import Iterator
from datetime import date

import pytest

from domain.digests import MOST
from domain.errors import InvalidRequest, NotFound
from domain.log.ledger import Terms
from domain.log.store import Store
from projections.digests import digest
from tests.jobs.alerting.desk import Desk, desk_in

TODAY = date(2026, 3, 2)


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    """Two colleagues besides Cy."""
    with desk_in(store) as found:
        for person in ("dee", "eve"):
            found.tell("person_introduced", person=person, name=person.title(), ours=True)
        yield found


def ids(desk: Desk, person: str, day: date = TODAY, *, restricted: bool = True) -> list[str]:
    return [one["id"] for one in digest(desk.tenant, person, day, restricted=restricted).alerts]


def test_what_nobody_covers_is_for_everybody(desk: Desk) -> None:
    desk.left("2026-03-01")
    desk.look()
    assert [len(ids(desk, person)) for person in ("cy", "dee", "eve")] == [1, 1, 1]


def test_what_somebody_covers_is_for_them(desk: Desk) -> None:
    desk.tell("coverage_assigned", person="dee", organization="acme", part="lead")
    desk.left("2026-03-01")
    desk.look()
    assert [len(ids(desk, person)) for person in ("cy", "dee", "eve")] == [0, 1, 0]


def test_what_is_assigned_is_for_whom_it_is_assigned_to_whoever_covers(desk: Desk) -> None:
    desk.tell("coverage_assigned", person="dee", organization="acme", part="lead")
    desk.left("2026-03-01")
    desk.look()
    desk.tell("alert_assigned", alert=desk.alert()["id"], person="eve")
    assert [len(ids(desk, person)) for person in ("cy", "dee", "eve")] == [0, 0, 1]


def test_a_day_shows_what_happened_on_it_as_it_was_known_when_it_ended(desk: Desk) -> None:
    left = desk.left("2026-03-20")
    desk.look()
    desk.at("2026-03-05T08:00").tell("fact_corrected", fact=left, replacement={"effective": "2026-03-10"})
    desk.look()
    desk.at("2026-03-10T08:00").look()
    told = {day: digest(desk.tenant, "cy", date(2026, 3, day)).text for day in (2, 4, 5, 10)}
    assert "New" in told[2]
    assert "2026-03-20" in told[2]
    assert "nothing new" in told[4]
    assert "Changed" in told[5]
    assert "2026-03-10" in told[5]
    assert "Due today" in told[10]


def test_links_stand_in_it_only_where_they_may(desk: Desk) -> None:
    desk.left("2026-03-01")
    desk.look()
    for words in ("Who should act: Cy (link)", "Links lost: Cy with Ann"):
        assert words in digest(desk.tenant, "cy", TODAY, restricted=True).text
        assert words not in digest(desk.tenant, "cy", TODAY).text


def test_it_is_for_colleagues(desk: Desk) -> None:
    with pytest.raises(InvalidRequest, match="no colleague"):
        digest(desk.tenant, "ann", TODAY)
    with pytest.raises(NotFound):
        digest(desk.tenant, "nobody", TODAY)


def test_a_day_of_five_thousand_alerts_is_told_quickly_and_in_few_words(desk: Desk) -> None:
    rules = ("long_vacancy", "decider_left", "champion_left")
    for start in range(0, 5_000, 1_000):
        facts = [
            {"type": "alert_raised", "alert": f"a-{n}", "rule": rules[n % 3], "account": "acme", "role": "cfo",
             "day": "2026-03-01", "severity": ("low", "high")[n % 2]}
            for n in range(start, start + 1_000)
        ]  # fmt: skip
        desk.tenant.record(facts, Terms(by="me"))
    began = time.process_time()
    found = digest(desk.tenant, "cy", TODAY)
    assert time.process_time() - began < 5
    assert found.subject == "Incumbent: 5,000 alerts on 2026-03-02"
    assert len(found.alerts) == MOST
    assert sum(one["count"] for one in found.more) == 5_000 - MOST
    assert {one["severity"] for one in found.alerts} == {"high"}
    assert len(found.text) + len(found.html) < 100_000
