"""What a feed took back is withdrawn, and comes back to review when it is told again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import count

from domain.errors import NotFound, OutOfTurn
from projections.moments import moment_of
from projections.nomination_reads import one
from projections.reports import Outcome, id_of_entry, told_of
from projections.reviews import Doubt, undo, withdraw
from projections.tenants import Tenant

TAKEN_BACK = "the source does not tell it any more"


def placed(entry: str, place: int) -> str:
    """By what the announcement at this place (from 1) of an entry is known."""
    return entry if place == 1 else f"{entry}#{place}"


def take_back(tenant: Tenant, feed: str, entry: str, by: str) -> None:
    """Each nomination of the entry, with the facts it became; what somebody corrected by hand since stays."""
    for place in count(1):
        id = id_of_entry(tenant.ledger.keys, feed, placed(entry, place))
        try:
            erased = one(tenant, id, moment_of(tenant.ledger)).get("erased", False)
        except NotFound:
            return
        with suppress(OutOfTurn):  # it is withdrawn already
            if not erased:
                withdraw(tenant, id, Doubt(reason=TAKEN_BACK, keep_corrected=True), by)


def told_again(tenant: Tenant, outcomes: Sequence[Outcome], by: str) -> None:
    """Of what is told as before that which the same feed had taken back."""
    again = [outcome for outcome in outcomes if outcome.outcome == "unchanged"]
    for told in told_of(tenant, again) if again else ():
        if told.get("state") == "withdrawn" and _decided_by(tenant, told["nomination"]) == by:
            undo(tenant, told["nomination"], Doubt(), by)


def _decided_by(tenant: Tenant, id: str) -> str | None:
    found = one(tenant, id, moment_of(tenant.ledger))
    return next((fact["recorded_by"] for fact in found["history"] if fact["id"] == found["decision"]), None)
