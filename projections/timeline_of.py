"""Everything that happened in an account, in the order in which it was so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from domain.dates import DAWN
from domain.facts import Fact
from domain.log.reading import read_families
from domain.standing import Recorded

from .account_maps import require_organization
from .happenings import Happening
from .interactions_of_other_accounts import of_other_accounts
from .journal import recorded_json, roots_about, shown
from .moments import Moment
from .records import known_as, records_of
from .sentences import Sentences, as_amended
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

Json = dict[str, Any]


def account_timeline(
    tenant: Tenant,
    account: str,
    moment: Moment,
    after: int = 0,
    limit: int = 100,
    type: str | None = None,
    person: str | None = None,
    *,
    restricted: bool,
    last_first: bool = False,
) -> list[Json]:
    """The account's facts that count by the day asked for, each as it stands, with `day` and one sentence.

    Of one type, and of those that name a person, where that is asked for. In the order of the days from which they
    count, then of the log, or the last one first; `after` is the position of the last one seen. What was withdrawn did
    not happen, corrections and erasures are no events. Whom we met counts for where they worked then. Raises NotFound.
    """
    require_organization(tenant, account)
    own, day = tenant.timelines.facts(account, moment), moment.as_of.toordinal()
    asked = {"restricted": restricted, "last_first": last_first}
    told: list[Json] = []
    with snapshot(tenant, moment) as at:
        account = known_as(at, "organization", account)
        people = None if person is None else records_of(at, "person", person)
        roots = None if people is None else [*at.connection.scalars(roots_about(at, people))]
        while missing := limit - len(told):
            page = own.happened(day, moment.position, after, missing, type, roots, **asked)
            told += _told(at, tenant, account, page, restricted)
            if len(page) < missing:
                break
            after = page[-1].position
    return told


def happened_on(tenant: Tenant, account: str, moment: Moment, limit: int, *, restricted: bool) -> list[Json]:
    """The first events of the day itself, each as the timeline tells it; alerts are left out. Raises NotFound."""
    require_organization(tenant, account)
    own, day = tenant.timelines.facts(account, moment), moment.as_of.toordinal()
    with snapshot(tenant, moment) as at:
        page = own.on(day, moment.position, limit, restricted=restricted)
        return _told(at, tenant, known_as(at, "organization", account), page, restricted)


def alerts_raised_on(tenant: Tenant, account: str, moment: Moment, *, restricted: bool) -> int:
    """How many alerts of the account were raised on the day itself. Raises NotFound."""
    require_organization(tenant, account)
    own = tenant.timelines.facts(account, moment)
    return own.alerts_on(moment.as_of.toordinal(), moment.position, restricted=restricted)


def types_told(tenant: Tenant, account: str, moment: Moment, *, restricted: bool) -> dict[str, int]:
    """How many facts of each type a timeline is made of; met elsewhere counts too. Raises NotFound."""
    require_organization(tenant, account)
    own = tenant.timelines.facts(account, moment)
    return own.types(moment.as_of.toordinal(), moment.position, restricted=restricted)


def _told(at: Snapshot, tenant: Tenant, account: str, page: list[Happening], restricted: bool) -> list[Json]:
    found = read_families(at.connection, tenant.ledger.keys, {one.root for one in page}, at.position)
    recorded, said = {one.position: one for one in found}, as_amended(found)
    met = {one.position: (_said(one, recorded, said), one.day) for one in page}
    others = of_other_accounts(at, account, met)
    page = [one for one in page if one.position not in others]
    sentences = Sentences(at, restricted=restricted)
    sentences.learn(recorded[one.position].fact for one in page)
    sentences.learn(said[one.position] for one in page if one.position in said)
    return [_event(one, recorded[one.position], _said(one, recorded, said), sentences, restricted) for one in page]


def _said(one: Happening, recorded: dict[int, Recorded], said: dict[int, Fact]) -> Fact:
    return said.get(one.position, recorded[one.position].fact)


def _event(event: Happening, recorded: Recorded, fact: Fact, sentences: Sentences, restricted: bool) -> Json:
    words = sentences.of(fact, date.fromordinal(event.day))
    standing = replace(recorded, fact=fact)
    marks: Json = {} if fact == recorded.fact else {"corrected": True}
    return {**shown(recorded_json(standing), restricted), **marks, "day": _iso(event.day), "sentence": words}


def _iso(day: int) -> str | None:
    """The day from which it counts; nothing for what was always so."""
    return None if day == DAWN else date.fromordinal(day).isoformat()
