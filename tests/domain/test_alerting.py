"""What a look records, by itself: looked at twice there is nothing the second time, whatever the moments are."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.alerting import RAISER, Alert, Look, Worth, said, worths
from domain.alerts import TELLING
from domain.key_moments.found import Actor, Effects, Identity, KeyMoment, Tie, Touched

Json = dict[str, Any]
TODAY = "2026-03-02"
DAY = date.fromisoformat(TODAY).toordinal()
LEFT = KeyMoment(
    identity=Identity("champion_left", "acme", (("person", "ann"),), "left"), person="ann", role="cfo",
    organization="acme", day=DAY - 1, starts="2026-03-01", reason="Ann left Acme.",
    effects=Effects(links_lost=(Tie("cy", "ann", "", 2, 5),), act=(Actor("cy", "link"),), facts=("f-1",)),
    severity="high",
)  # fmt: skip


def recorded(alerts: Mapping[str, Alert], news: list[Json], place: int) -> dict[str, Alert]:
    """The alerts once these facts are recorded."""
    found = dict(alerts)
    for fact in news:
        id, type = fact["alert"], fact["type"]
        before = found.get(id, Alert({}))
        stated = {name: fact.get(name) for name in TELLING if name in fact or type == "alert_raised"}
        kept = {} if type == "alert_raised" else before.said
        told = {**kept, **stated, "withheld": bool({**kept, **stated}.get("withheld"))}
        learned = TODAY if type == "alert_raised" or "day" in stated else before.learned
        gone = {"retracted": type == "alert_retracted", "ended_by": RAISER if type == "alert_retracted" else None}
        reminded = fact["day"] if type == "alert_reminded" else before.reminded
        worth = worth_in(fact["effects"]) if "effects" in fact else before.worth
        found[id] = replace(before, said=told, worth=worth, learned=learned, told=place, reminded=reminded, **gone)
    return found


def worth_in(effects: Json) -> dict[str, Worth]:
    told = effects.get("opportunities", ())
    return {one["opportunity"]: (one.get("amount"), one.get("currency"), one.get("stage")) for one in told}


moments = st.builds(
    lambda day, severity, role, restricted, amount: replace(
        LEFT, day=DAY + day, severity=severity, role=role, restricted=restricted,
        effects=replace(LEFT.effects, opportunities=(Touched("o", amount, "EUR"),)),
    ),
    st.integers(-3, 3), st.sampled_from(["low", "high"]), st.sampled_from([None, "cfo", "ceo"]), st.booleans(),
    st.sampled_from([None, 1, 2]),
)  # fmt: skip
known = st.dictionaries(st.sampled_from(["a-1", "a-2", "a-3"]), moments)


@given(st.lists(known, min_size=2, max_size=6))
def test_looked_at_twice_there_is_nothing_and_alerts_follow_the_moments(course: list[dict[str, KeyMoment]]) -> None:
    """Whether the place of the last look was kept or lost in between."""
    alerts: dict[str, Alert] = {}
    for place, (then, now) in enumerate(itertools.pairwise(course)):
        before = dict(alerts)
        alerts = recorded(alerts, Look(now, then, alerts, place, TODAY).news(), place)
        assert Look(now, then, alerts, place, TODAY).news() == []
        assert Look(now, now, alerts, place, TODAY).news() == []
        for id in before.keys() | now.keys() - then.keys():
            assert alerts[id].retracted is (id not in now)
            assert id not in now or {name: alerts[id].said[name] for name in TELLING} == said(now[id])
            assert id not in now or alerts[id].worth == worths(now[id])


def test_effects_name_nobody_who_was_erased_and_mention_the_rest() -> None:
    (raised,) = Look({"a-1": LEFT}, {}, {}, 0, TODAY).news()
    assert raised["mentions"] == ["ann", "cy"]
    assert raised["sources"] == ["f-1"]
    (raised,) = Look({"a-1": LEFT}, {}, {}, 0, TODAY, frozenset({"cy"})).news()
    assert "effects" not in raised
    assert "cy" not in str(raised)
    assert Look({"a-1": LEFT}, {}, {}, 0, TODAY, frozenset({"ann"})).news() == []


def test_what_somebody_else_retracted_is_left_to_them() -> None:
    alert = Alert(said(LEFT), retracted=True, ended_by="somebody", learned=TODAY)
    assert Look({"a-1": LEFT}, {}, {"a-1": alert}, 0, TODAY).news() == []


def test_a_rule_that_is_set_otherwise_changes_nothing() -> None:
    alert = Alert({**said(LEFT), "severity": "low"}, learned=TODAY)
    assert Look({"a-1": LEFT}, {"a-1": LEFT}, {"a-1": alert}, 9, TODAY).news() == []
    assert Look({}, {}, {"a-1": alert}, 9, TODAY).news() == []
