"""What an alert is about and in which state it is, on a day and at a position."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.oracle.days import Fact
from tests.oracle.standing import Known, known_at

ABOUT = ("rule", "account", "organization", "role", "person", "day", "starts", "severity", "effects", "sources")
TELLING = {"account", "organization", "role", "day", "starts", "severity", "withheld"}
CHANGES_STATE = {"alert_raised", "alert_retracted", "alert_acknowledged", "alert_snoozed", "alert_revised"}


def alert(facts: Iterable[Fact], subject: str, day: date, position: int) -> dict[str, Any] | None:
    """Nothing before it was raised."""
    own = facts_about(known_at(facts, position), subject)
    raised = [place for place, fact in enumerate(own) if fact["type"] == "alert_raised"]
    if not raised:
        return None
    since = own[raised[-1] :]
    said = {name: fact[name] for fact in since if fact["type"] in ABOUT_IT for name in ABOUT if name in fact}
    assigned = [fact["person"] for fact in own[raised[0] :] if fact["type"] == "alert_assigned"][-1:]
    shown = {"state": state(since, day), **said, **({"assigned": assigned[0]} if assigned else {})}
    return {name: value for name, value in shown.items() if value is not None}


ABOUT_IT = {"alert_raised", "alert_revised"}


def facts_about(known: Known, subject: str) -> list[Fact]:
    own = [fact for fact in known.decided if fact.get("alert") == subject]
    return sorted(own, key=lambda fact: int(fact["position"]))


def state(since: list[Fact], day: date) -> str:
    """Whatever somebody did last decides; nobody does anything to one that is retracted."""
    if any(fact["type"] == "alert_retracted" for fact in since):
        return "retracted"
    last = [fact for place, fact in enumerate(since) if fact["type"] in CHANGES_STATE and tells(since, place)][-1]
    if last["type"] == "alert_snoozed":
        return "snoozed" if day < date.fromisoformat(last["until"]) else "open"
    return "acknowledged" if last["type"] == "alert_acknowledged" else "open"


def tells(since: list[Fact], place: int) -> bool:
    """A revision asks for somebody unless it says nothing but that it matters less, or what lies around."""
    fact = since[place]
    if fact["type"] != "alert_revised":
        return True
    told = TELLING & fact.keys()
    before = [earlier["severity"] for earlier in since[:place] if "severity" in earlier][-1]
    return bool(told - {"severity"}) or ("severity" in told and (before, fact["severity"]) != ("high", "low"))
