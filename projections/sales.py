"""The opportunities of some accounts on any day, and who plays a part in them, from rows read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from domain.key_moments.scenes import Part, Sale

from .fragments import decode
from .opportunities import buying_roles, opportunities
from .organizations import accounts as accounts_table
from .snapshots import Snapshot


class Sales:
    def __init__(self, at: Snapshot, accounts: Iterable[str]) -> None:
        ids = set(accounts)
        self._accounts, self._sales, self._parts = (defaultdict[str, list[Any]](list) for _ in range(3))
        for row in at.rows(accounts_table, at.known(accounts_table), accounts_table.c.home, ids):
            self._accounts[row.home].append(row)
        for row in at.rows(opportunities, at.known(opportunities), opportunities.c.organization, ids):
            self._sales[row.organization].append(row)
        self.ids = {row.home for rows in self._sales.values() for row in rows}
        for row in at.rows(buying_roles, at.known(buying_roles), buying_roles.c.home, self.ids):
            self._parts[row.home].append(row)

    def is_account(self, organization: str, day: int) -> bool:
        return any(row.life == "open" and holds(row, day) for row in self._accounts[organization])

    def open(self, account: str, day: int) -> tuple[Sale, ...]:
        """In the order of their ids."""
        rows = [row for row in self._sales[account] if row.life == "open" and holds(row, day)]
        return tuple(sorted(Sale(row.home, *_value(row)) for row in rows))

    def parts(self, opportunities: Iterable[str], day: int) -> tuple[Part, ...]:
        rows = [row for id in opportunities for row in self._parts[id] if holds(row, day)]
        return tuple(sorted(Part(row.home, row.person, row.buying_role, row.item) for row in rows))


def holds(row: Any, day: int) -> bool:
    """Whether a row of an interval table holds on a day."""
    return bool(row.valid_from.toordinal() <= day < row.valid_to.toordinal())


def _value(row: Any) -> tuple[float | None, str | None]:
    value = decode(row.details or "{}").get("value") or {}
    return value.get("amount"), value.get("currency")
