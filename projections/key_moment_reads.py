"""Key moments and replays as answers: rendered with names, a page at a time, without what the reader may not see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple

from domain.key_moments.found import KeyMoment, Tie
from domain.key_moments.judging import RULES
from domain.key_moments.steps import STEPS

from .account_maps import require_organization, withheld
from .around.acting import with_actors
from .key_moments import Asked, asked_for
from .moments import Moment
from .moves import days_asked
from .names import Names
from .replays import Raised, replay
from .snapshots import Snapshot, require, snapshot
from .tenants import Tenant

Json = dict[str, Any]
Order = tuple[int, tuple[str, ...]]
# A year back, and whatever is announced for the year ahead.
USUAL_DAYS = 365


class Page(NamedTuple):
    """Entries in order, and after which place the list goes on; nothing at its end."""

    entries: list[Json]
    next: Order | None


def days_of(since: str | None, until: str | None, as_of: date, today: date) -> tuple[date, date]:
    """From the year before until the year after the day asked for, unless others are named. Raises InvalidRequest."""
    first, last = days_asked(since, until, _away(as_of, USUAL_DAYS), today)
    return first or min(_away(as_of, -USUAL_DAYS), last), last


def _away(day: date, days: int) -> date:
    """So many days from a day, as far as the calendar goes."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def page(tenant: Tenant, moment: Moment, asked: Asked, after: Order | None, limit: int, *, restricted: bool) -> Page:
    """Raises NotFound for an account or a person that the workspace does not have."""
    for account in asked.accounts or ():
        require_organization(tenant, account)
    for person in asked.people or ():
        require(tenant, "person", person)
    with snapshot(tenant, moment) as at:
        found = (one for one in asked_for(tenant, at, moment, asked) if restricted or not one.restricted)
        rest = [one for one in found if after is None or one.order > after]
        shown = with_actors(at, rest[:limit])
        return Page(told(at, shown, restricted=restricted), shown[-1].order if len(rest) > limit else None)


def replayed(
    tenant: Tenant, id: str, moment: Moment, days: tuple[date, date], given: Mapping[str, Any] | None
) -> list[Json]:
    """What a rule would have raised from one day through another, with the day and how late that was.

    Without other parameters given, by those that were in force on each day.
    Raises NotFound for no such rule, InvalidRequest naming what is wrong.
    """
    raised = replay(tenant, id, moment, *days, given)
    with snapshot(tenant, moment) as at:
        entries = told(at, [one.moment for one in raised], restricted=True)
    return [_raised_json(one, entry) for one, entry in zip(raised, entries, strict=True)]


def withheld_here() -> list[str]:
    """What is left out of key moments without the scope `restricted`: kinds of facts, and rules that rest on them."""
    return [*withheld(), *(id for id, rule in RULES.items() if rule.restricted)]


def told(at: Snapshot, moments: Iterable[KeyMoment], *, restricted: bool) -> list[Json]:
    """Entries of an answer, everything called by its name on the day of the answer."""
    found, names = list(moments), Names(at)
    names.learn_all(subject for one in found for subject in _named(one))
    return [_moment_json(one, names, restricted) for one in found]


def moment_id(moment: KeyMoment) -> str:
    """The same for one moment, whatever is corrected about it."""
    return blake2b("\0".join(moment.key).encode(), digest_size=12).hexdigest()


def _raised_json(raised: Raised, entry: Json) -> Json:
    return {"raised_on": raised.on.isoformat(), "days_late": raised.days_late, **entry}


def _named(moment: KeyMoment) -> Iterable[tuple[str, str]]:
    effects = moment.effects
    for kind in ("person", "role"):
        if (id := getattr(moment, kind)) is not None:
            yield kind, id
    if moment.account is not None:
        yield "organization", moment.account
    yield from (("opportunity", one.opportunity) for one in effects.opportunities)
    yield from (("opportunity", id) for id, _ in effects.empty_buying_roles)
    people = [end for tie in (*effects.links_lost, *effects.links_gained) for end in tie[:2]]
    yield from (("person", id) for id in (*people, *(actor.person for actor in effects.act)))


def _moment_json(moment: KeyMoment, names: Names, restricted: bool) -> Json:
    def named(kind: str, id: str | None) -> str | None:
        return None if id is None else names.of(kind, id)

    return {
        "id": moment_id(moment),
        "rule": moment.rule,
        "day": date.fromordinal(moment.day).isoformat(),
        "date": moment.starts,
        "account": moment.account,
        "account_name": named("organization", moment.account),
        "person": moment.person,
        "name": named("person", moment.person),
        "role": moment.role,
        "title": named("role", moment.role),
        "severity": moment.severity,
        "severity_because": list(moment.because),
        "reason": moment.reason,
        "effects": _effects_json(moment, names, restricted),
    }


def _effects_json(moment: KeyMoment, names: Names, restricted: bool) -> Json:
    effects = moment.effects
    links = {"links_lost": effects.links_lost, "links_gained": effects.links_gained} if restricted else {}
    act = [actor for actor in effects.act if restricted or actor.because != "link"]
    sales = [{**one._asdict(), "name": names.of("opportunity", one.opportunity)} for one in effects.opportunities]
    empty = [
        {"opportunity": id, "name": names.of("opportunity", id), "buying_role": role}
        for id, role in effects.empty_buying_roles
    ]
    return {
        "opportunities": sales,
        "empty_buying_roles": empty,
        **{name: [_tie_json(tie, names) for tie in ties] for name, ties in links.items()},
        "act": [{**actor._asdict(), "name": names.of("person", actor.person)} for actor in act],
        "next_steps": [{"code": code, "says": STEPS[code]} for code in effects.steps],
        "sources": list(effects.facts),
    }


def _tie_json(tie: Tie, names: Names) -> Json:
    return {
        **tie._asdict(),
        "ours_name": names.of("person", tie.ours),
        "other_name": names.of("person", tie.other),
    }
