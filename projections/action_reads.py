"""Actions at a moment: how each stands, and what our links did after it was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from domain.actions import SOON_DAYS, STATES, State, state_of
from domain.dates import FOREVER, span_of

from .account_maps import header, require_organization
from .actions import actions
from .after_actions import links_after
from .fragments import decode
from .groups import reached
from .moments import Moment
from .names import Names
from .records import known_as
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

Json = dict[str, Any]
_NAMED = ("organization", "opportunity", "person", "owner")
# In this order: what is late comes first.
_ORDER: dict[State, int] = {"overdue": 0, "due": 1, "open": 2, "done": 3}


def account_actions(
    tenant: Tenant,
    account: str,
    moment: Moment,
    *,
    restricted: bool,
    states: Iterable[State] = STATES,
    soon: int = SOON_DAYS,
    after: str = "",
    limit: int | None = None,
    group: bool = False,
) -> Json:
    """The actions of an account, those in these states, and how many there are in each; as many as the limit says from
    what comes `after` one of them on; of a `group` with those of all below it. Raises NotFound."""
    require_organization(tenant, account)
    ids = reached(tenant, account, moment, group=group)
    with snapshot(tenant, moment) as at:
        home, *below = (known_as(at, "organization", id) for id in ids)
        found = actions_of(at, "organization", home, *below, restricted=restricted, soon=soon)
        names = Names(at)
        names.learn("organization", [home])
        account_name = {"id": home, "name": names.of("organization", home)}
    counted = Counter(one["state"] for one in found)
    return {
        **header(moment, restricted),
        "account": account_name,
        "counts": {state: counted[state] for state in STATES} | {"blocked": sum("blocked" in one for one in found)},
        "actions": _page([one for one in found if one["state"] in states], after, limit),
    }


def _page(found: list[Json], after: str, limit: int | None) -> list[Json]:
    """From the first where that after which it begins is not known."""
    start = next((place for place, one in enumerate(found, 1) if one["action"] == after), 0)
    return found[start:] if limit is None else found[start : start + limit]


def actions_of(at: Snapshot, column: str, *ids: str, restricted: bool, soon: int = SOON_DAYS) -> list[Json]:
    """Actions that name one of these subjects in one of their columns, the most urgent first.

    Of those that are done and about somebody also how our links to them were before and are since, to those who may
    read links.
    """
    rows = at.rows(actions, at.holding(actions), actions.c[column], ids)
    told, after = _Told(at, rows), links_after(at, rows) if restricted else {}
    found = [(told.action(row, soon), row) for row in rows]
    ordered = sorted(found, key=lambda pair: (_ORDER[pair[0]["state"]], *_urgency(pair[1])))
    return [one | ({"links": links} if (links := after.get(row.home)) else {}) for one, row in ordered]


def _urgency(row: Any) -> tuple[int, str]:
    """What was done last comes first; else what is due first, and what has no date last."""
    if row.ended is not None:
        return -row.ended.toordinal(), row.home
    return FOREVER if row.due is None else span_of(row.due).last, row.home


class _Told:
    """Rows with the names of what they name and the facts that they come from."""

    def __init__(self, at: Snapshot, rows: list[Any]) -> None:
        self.day, self.names = at.day.toordinal(), Names(at)
        self.names.learn_all(
            (_kind(name), id) for row in rows for name in _NAMED if (id := getattr(row, name)) is not None
        )
        self.places = {row.home: sorted(set(decode(row.why or "{}").values())) for row in rows}
        self.facts = at.ids_of_facts(place for places in self.places.values() for place in places)

    def action(self, row: Any, soon: int) -> Json:
        done = row.life == "closed"
        named: Json = {}
        for name in _NAMED:
            if (id := getattr(row, name)) is not None:
                named |= {name: id, f"{name}_name": self.names.of(_kind(name), id)}
        dates = {"planned": row.since} | ({} if row.due is None else {"due": row.due})
        ended = {"done": row.done} if done else {}
        state = state_of(row.due, self.day, done=done, soon=soon)
        facts = [self.facts[place] for place in self.places[row.home] if place in self.facts]
        own = {"action": row.home, "state": state, **named, **dates, **ended, **decode(row.details or "{}")}
        return {**own, **_marks(row), "facts": facts}


def _kind(name: str) -> str:
    return "person" if name == "owner" else name


def _marks(row: Any) -> Json:
    possible = {"possible": True} if row.possible else {}
    probable = {"certainty": "probable"} if row.certainty == "probable" else {}
    return {**possible, **probable, **({"probable": decode(row.probable)} if row.probable else {})}
