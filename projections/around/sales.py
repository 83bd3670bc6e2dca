"""The opportunities of accounts on any day, and who plays a part in them, from rows read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property, partial
from typing import Any

from domain.key_moments.found import Touched
from domain.key_moments.scenes import Business, Part, Sale

from ..fragments import decode
from ..opportunities import buying_roles, opportunities
from ..organizations import accounts as accounts_table
from ..snapshots import Snapshot
from ..words import Words

# Of fewer others nobody can say that one is large.
LEAST_OTHERS = 3


class Sales:
    def __init__(self, at: Snapshot) -> None:
        self._at, self._words = at, Words(at)
        self._learned: set[str] = set()
        self._accounts, self._sales = (defaultdict[str, list[Any]](list) for _ in range(2))
        # As ordinals, from and to before: they are compared for each day on which something happened.
        self._open, self._parts = (defaultdict[str, list[tuple[int, int, Any]]](list) for _ in range(2))
        self.business, self._today = cache(self._business), cache(self._rows_today)

    def learn(self, accounts: Iterable[str | None]) -> None:
        at, ids = self._at, {id for id in accounts if id is not None} - self._learned
        if not ids:
            return
        self._learned |= ids
        for row in at.rows(accounts_table, at.known(accounts_table), accounts_table.c.home, ids):
            self._accounts[row.home].append(row)
        rows = at.rows(opportunities, at.known(opportunities), opportunities.c.organization, ids)
        for row in rows:
            self._sales[row.organization].append(row)
            if row.life == "open":
                self._open[row.organization].append(_spanned(row))
        missing = {row.home for row in rows} - self._parts.keys()
        self._parts.update((id, []) for id in missing)
        for row in at.rows(buying_roles, at.known(buying_roles), buying_roles.c.home, missing):
            self._parts[row.home].append(_spanned(row))

    def concerns(self, organization: str, day: int) -> bool:
        """Whether it is an account that day, or we sell to it all the same."""
        account = any(row.life == "open" and holds(row, day) for row in self._accounts[organization])
        return account or bool(self.open(organization, day))

    def open(self, account: str, day: int) -> tuple[Sale, ...]:
        """In the order of their ids, each as it stands on the day asked for, or else as it did on that day."""
        rows, today = _on(self._open[account], day), self._today(account)
        return tuple(_sale(today.get(row.home, row)) for row in sorted(rows, key=lambda row: str(row.home)))

    def _rows_today(self, account: str) -> dict[str, Any]:
        return {row.home: row for row in self._sales[account] if holds(row, self._at.day.toordinal())}

    def won(self, account: str, day: int) -> bool:
        """Whether an opportunity there was won by that day."""
        closed = (row for row in self._sales[account] if row.life == "closed" and holds(row, day))
        return any(decode(row.details or "{}").get("outcome") == "won" for row in closed)

    def parts(self, account: str, day: int) -> tuple[Part, ...]:
        """In what is open there that day: in what was closed before nobody plays a part any more."""
        ids = {row.home for row in _on(self._open[account], day)}
        rows = [row for id in ids for row in _on(self._parts[id], day)]
        return tuple(sorted(self._part(row, day) for row in rows))

    def _part(self, row: Any, day: int) -> Part:
        means = self._words.meaning("buying_role", row.buying_role, date.fromordinal(day))
        return Part(row.home, row.person, row.buying_role, row.item, means)

    def _business(self, account: str) -> Business:
        sales, parts = cache(partial(self.open, account)), cache(partial(self.parts, account))
        return Business(sales, parts, cache(partial(self.concerns, account)), self._worth_more)

    def _worth_more(self, one: Touched) -> float | None:
        """Ranks, because amounts are spread over orders of magnitude: a mean is that of the largest few."""
        others = [amount for id, amount in self._amounts[one.currency] if id != one.opportunity]
        if one.amount is None or len(others) < LEAST_OTHERS:
            return None
        return 100 * sum(amount < one.amount for amount in others) / len(others)

    @cached_property
    def _amounts(self) -> dict[str | None, list[tuple[str, float]]]:
        """By currency, what each of our opportunities that are open on the day asked for is worth."""
        at, found = self._at, defaultdict[str | None, list[tuple[str, float]]](list)
        for row in at.rows(opportunities, at.holding(opportunities) & (opportunities.c.life == "open")):
            sale = _sale(row)
            if sale.amount is not None:
                found[sale.currency].append((sale.id, sale.amount))
        return found


def _spanned(row: Any) -> tuple[int, int, Any]:
    return row.valid_from.toordinal(), row.valid_to.toordinal(), row


def _on(spanned: Iterable[tuple[int, int, Any]], day: int) -> list[Any]:
    return [row for first, stop, row in spanned if first <= day < stop]


def holds(row: Any, day: int) -> bool:
    """Whether a row of an interval table holds on a day."""
    return bool(row.valid_from.toordinal() <= day < row.valid_to.toordinal())


def _sale(row: Any) -> Sale:
    value = decode(row.details or "{}").get("value") or {}
    return Sale(row.home, value.get("amount"), value.get("currency"), row.stage)
