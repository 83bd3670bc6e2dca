"""Facts as the log keeps them: defaults filled in, position and recorded instant added."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tests.oracle.days import Fact
from tests.oracle.merging import MERGES

UNDATED = (*MERGES, "organization_registered", "person_introduced", "account_opened", "unit_defined")
Batch = tuple[str, list[dict[str, Any]]]


def journal(batches: Iterable[Batch], recorded_by: str = "") -> list[Fact]:
    """The batches one after the other, everything recorded by one assessor."""
    sent = [(recorded_at, fact) for recorded_at, facts in batches for fact in facts]
    return [
        recorded(fact, recorded_at, position) | {"recorded_by": recorded_by}
        for position, (recorded_at, fact) in enumerate(sent, start=1)
    ]


def recorded(fact: dict[str, Any], recorded_at: str, position: int) -> Fact:
    return with_defaults(fact, recorded_at) | {"recorded_at": recorded_at, "position": position}


def with_defaults(fact: dict[str, Any], recorded_at: str) -> Fact:
    """Without a date a fact is of the day it is recorded, what was there before we came is of old."""
    today = datetime.fromisoformat(recorded_at).date().isoformat()
    kind = {"tenure_kind": "permanent"} if fact["type"] == "person_took_role" else {}
    return {"effective": None if fact["type"] in UNDATED else today, "certainty": "confirmed"} | kind | fact
