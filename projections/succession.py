"""Who held a role, one after the other: with the gaps between them, where they overlapped, and who only filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from domain.dates import DAWN, FOREVER

from .account_maps import header
from .crafted import crafted_jobs
from .crafted_reads import Crafts
from .moments import Moment
from .names import Names
from .role_reads import role_row, stated_of
from .roles import roles
from .snapshots import Snapshot, require, snapshot
from .stays import Stay, Tenure, read_tenures, stay_json, stays_of
from .tenants import Tenant
from .tenures import tenures

Json = dict[str, Any]
_FORMAL = ("requirements", "expectations", "procedures")
_DAWN, _NEVER = date.fromordinal(DAWN), date.fromordinal(FOREVER)


class Period(NamedTuple):
    """The days from the first to the day before the last, with those who held the role."""

    start: date
    stop: date
    people: frozenset[str] = frozenset()


def holders(tenant: Tenant, role: str, moment: Moment, restricted: bool = False, *, why: bool = False) -> Json:
    """Every stay in the role in the order they began, those over and those to come too. Raises NotFound.

    Gaps and overlaps are days (`to` is the first day after; nothing: no end is known), resolved as maps resolve them.
    Before the first holder of a role whose beginning is unknown nothing is known, which is no gap. Each holder has what
    they made of it (`crafted`) on the day asked for, or the day of their stay that is nearest to it.
    """
    require(tenant, "role", role)
    with snapshot(tenant, moment) as at:
        found = read_tenures(at, tenures.c.home == role)
        names = Names(at)
        names.learn_seats([role])
        names.learn("person", {tenure.person for tenure in found})
        posts = [role] if restricted else []
        held, crafts = held_periods(found), Crafts(at, crafted_jobs.c.home, posts, why=why)
        return {
            **header(moment, restricted),
            "role": {**_role(role, names), **_formal_job(at, role)},
            "holders": [_holder(stay, names, crafts) for stay in stays_of(found)],
            "gaps": [_period(gap) for gap in gaps(held, _existence(at, role))],
            "overlaps": [_period(one) | {"people": sorted(one.people)} for one in held if len(one.people) > 1],
            "interims": [_interim(tenure, names) for tenure in found if tenure.held and _fills_in(tenure)],
        }


def held_periods(found: Iterable[Tenure]) -> list[Period]:
    """The days on which anybody held the role, cut where the holders change."""
    running = [tenure for tenure in found if tenure.held]
    days = sorted({day for tenure in running for day in (tenure.start, tenure.stop)})
    pieces = (Period(*days, frozenset(one.person for one in running if one.covers(days[0]))) for days in pairwise(days))
    return joined(piece for piece in pieces if piece.people)


def joined(pieces: Iterable[Period]) -> list[Period]:
    """Pieces that touch and say the same, as one."""
    found: list[Period] = []
    for piece in pieces:
        if found and found[-1].stop == piece.start and found[-1].people == piece.people:
            found[-1] = found[-1]._replace(stop=piece.stop)
        else:
            found.append(piece)
    return found


def gaps(held: list[Period], existing: list[Period]) -> list[Period]:
    """Days on which the role existed and nobody held it."""
    found = []
    for life in existing:
        start = life.start
        for period in held:
            if start < period.start < life.stop:
                found.append(Period(start, period.start))
            start = max(start, period.stop) if period.start < life.stop else start
        if start < life.stop:
            found.append(Period(start, life.stop))
    return [gap for gap in found if gap.start != _DAWN or not held]


def _existence(at: Snapshot, role: str) -> list[Period]:
    rows = at.rows(roles, at.known(roles) & (roles.c.home == role) & (roles.c.life == "open"))
    return joined(sorted(Period(row.valid_from, row.valid_to) for row in rows))


def _role(role: str, names: Names) -> Json:
    owner = names.organization_of(role)
    called = None if owner is None else names.of("organization", owner)
    return {"id": role, "title": names.of("role", role), "organization": owner, "organization_name": called}


def _formal_job(at: Snapshot, role: str) -> Json:
    """What is asked of whoever holds the role, for comparison with what they make of it."""
    stated = stated_of(role_row(at, role))
    return {name: stated[name] for name in _FORMAL if name in stated}


def _holder(stay: Stay, names: Names, crafts: Crafts) -> Json:
    """With what the role was called as of the day asked for, or of the day of the stay that is nearest to it."""
    person, role, day = stay.first.person, stay.first.role, names.at.day
    seen = stay.day_seen_from(day)
    who = {"person": person, "name": names.of("person", person), "title": names.of("role", role, seen)}
    return {**who, **stay_json(stay, day), **crafts.of(person, role, seen)}


def _interim(tenure: Tenure, names: Names) -> Json:
    row = tenure.row
    own = {"person": tenure.person, "name": names.of("person", tenure.person), "tenure_kind": row.tenure_kind}
    return {**own, "since": row.since, "until": row.until, "left": row.ended_by, "took": tenure.took}


def _fills_in(tenure: Tenure) -> bool:
    return tenure.row.tenure_kind in ("interim", "acting")


def _period(period: Period) -> Json:
    return {
        "from": None if period.start == _DAWN else period.start.isoformat(),
        "to": None if period.stop == _NEVER else period.stop.isoformat(),
    }
