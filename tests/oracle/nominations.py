"""What a nomination says and what became of it, at a position."""

from collections.abc import Iterable
from typing import Any

from tests.oracle.days import Fact
from tests.oracle.standing import Known, known_at

DECIDED = {"nomination_accepted": "accepted", "nomination_rejected": "rejected", "nomination_withdrawn": "withdrawn"}
SAID = [
    "entry",
    "person_name",
    "organization_name",
    "role_title",
    "kind",
    "announced",
    "starts",
    "predecessor_name",
    "previous_organization",
    "previous_role",
    "excerpt",
]
UNDECIDING = {"announced", "excerpt"}


def nomination(facts: Iterable[Fact], subject: str, position: int) -> dict[str, Any] | None:
    """Nothing before anybody reported it."""
    known = known_at(facts, position)
    reports = about(known, subject, "nomination_reported")
    if not reports:
        return None
    asked = [report for report in reports if report is reports[0] or asks(report)][-1]["position"]
    decisions = [fact for fact in about(known, subject, *DECIDED) if fact["position"] > asked]
    matches = [fact for fact in about(known, subject, "nomination_matched") if fact["position"] > asked]
    accepted = about(known, subject, "nomination_accepted")[-1:]
    state = DECIDED[decisions[-1]["type"]] if decisions else "matched" if matches[-1:] and meant(matches[-1]) else "new"
    became: dict[str, Any] = {name: one[name] for one in accepted for name in ("person", "role") if name in one}
    became |= {} if not accepted or not accepted[0]["facts"] else {"facts": list(accepted[0]["facts"])}
    unsure = [] if decisions else [one["kind"] for match in matches[-1:] for one in match.get("unsure", ())]
    told = {"unsure": unsure} if unsure else {}
    return {"state": state, "report": reports[-1]["id"], **said(reports), **became, **told}


def meant(match: Fact) -> bool:
    """What was erased may have been somebody."""
    return match.get("candidates") != []


def about(known: Known, subject: str, *types: str) -> list[Fact]:
    found = [fact for fact in known.of(*types) if fact["nomination"] == subject]
    return sorted(found, key=lambda fact: int(fact["position"]))


def asks(report: Fact) -> bool:
    return "changed" not in report or bool(set(report["changed"]) - UNDECIDING)


def said(reports: list[Fact]) -> dict[str, Any]:
    stated = {name: report[name] for report in reports for name in SAID if name in report}
    return {name: value for name, value in stated.items() if value is not None}
