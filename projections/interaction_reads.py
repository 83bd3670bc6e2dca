"""Who met whom: with one person, at an account, about an opportunity. A meeting counts for the employer of then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .account_maps import header, require_organization
from .meetings import Meeting, Told, meetings, near
from .moments import Moment
from .records import known_as
from .snapshots import Snapshot, require, snapshot
from .tenants import Tenant

Json = dict[str, Any]


def person_interactions(tenant: Tenant, person: str, moment: Moment, days: int, after: str | None, limit: int) -> Json:
    """The interactions of somebody by that day, the last first, and how often in so many days. Raises NotFound."""
    require(tenant, "person", person)
    with snapshot(tenant, moment) as at:
        person = known_as(at, "person", person)
        found = meetings(at, "person", [person])
        told = Told(at, found)
        listed = [told.meeting(one) for one in _page(found, after, limit)]
        return {
            **header(moment, restricted=True),
            "person": person,
            **told.met(found, person, days),
            "interactions": listed,
        }


def account_interactions(
    tenant: Tenant, account: str, moment: Moment, days: int, after: str | None, limit: int
) -> Json:
    """Interactions with people who worked there on the day, or about its opportunities, the last first.

    With each of these people, who of us met them last, and how often in so many days. Raises NotFound.
    """
    require_organization(tenant, account)
    with snapshot(tenant, moment) as at:
        account = known_as(at, "organization", account)
        found = near(at, [account])
        told = Told(at, found)
        own = [one for one in found if told.counts_for(one, account)]
        people = sorted({who for one in own for who in one.people if account in told.worked(who, one)})
        met = [_met(told, own, who, days) for who in people]
        listed = [told.meeting(one) for one in _page(own, after, limit)]
        told.names.learn("organization", [account])
        whose = {"id": account, "name": told.names.of("organization", account)}
        return {**header(moment, restricted=True), "account": whose, "people": met, "interactions": listed}


def interactions_about(at: Snapshot, opportunity: str) -> list[Json]:
    """Those about an opportunity, the last first."""
    found = meetings(at, "opportunity", [opportunity])
    told = Told(at, found)
    return [told.meeting(one) for one in found]


def _met(told: Told, own: list[Meeting], person: str, days: int) -> Json:
    there = [one for one in own if person in one.people]
    return {"person": person, "name": told.names.of("person", person), **told.met(there, person, days)}


def _page(found: list[Meeting], after: str | None, limit: int) -> Iterable[Meeting]:
    """What comes after one of them; from the first where that is not known."""
    start = next((place for place, one in enumerate(found, 1) if one.id == after), 0)
    return found[start : start + limit]
