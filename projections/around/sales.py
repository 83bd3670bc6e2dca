"""The opportunities of accounts on any day, and who plays a part in them, from rows read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import date
from functools import cache, cached_property, partial
from typing import Any

from domain.key_moments.business import Business, Part, Sale
from domain.key_moments.found import Touched

from ..fragments import decode
from ..opportunities import buying_roles, opportunities
from ..organizations import accounts as accounts_table
from ..snapshots import Snapshot
from ..words import Words

# Of fewer others nobody can say that one is large.
LEAST_OTHERS = 3


class Sales:
    """Of the accounts learned, by account, by opportunity and by who plays a part: most answers need few of them."""

    def __init__(self, at: Snapshot) -> None:
        self._at, self._words = at, Words(at)
        self._learned: set[str] = set()
        self._accounts, self._open, self._won = (_rows() for _ in range(3))
        self._sales, self._open_sales, self._parts, self._played = (_rows() for _ in range(4))
        self.business = cache(self._business)

    def on(self, at: Snapshot) -> Sales:
        """The same rows, asked at another moment within the positions that the snapshot goes through."""
        other = copy(self)
        other._at, other._words, other.business = at, Words(at), cache(other._business)
        other.__dict__.pop("_amounts", None)
        return other

    def learn(self, accounts: Iterable[str | None]) -> None:
        at, ids = self._at, {id for id in accounts if id is not None} - self._learned
        if not ids:
            return
        self._learned |= ids
        for row in at.lasting_rows(accounts_table.c.home, ids):
            _add(self._accounts[row.home], row)
        rows = at.lasting_rows(opportunities.c.organization, ids)
        for row in rows:
            self._learn_sale(row)
        missing = {row.home for row in rows} - self._parts.keys()
        self._parts.update((id, []) for id in missing)
        for row in at.lasting_rows(buying_roles.c.home, missing):
            _add(self._parts[row.home], row)
            _add(self._played[row.person], row)

    def _learn_sale(self, row: Any) -> None:
        _add(self._sales[row.home], row)
        if row.life == "open":
            _add(self._open[row.organization], row)
            _add(self._open_sales[row.home], row)
        elif row.life == "closed" and decode(row.details or "{}").get("outcome") == "won":
            _add(self._won[row.organization], row)

    def concerns(self, organization: str, day: int) -> bool:
        """Whether it is an account that day, or we sell to it all the same."""
        account = any(row.life == "open" for row in self._on(self._accounts[organization], day))
        return account or self.sells(organization, day)

    def sells(self, account: str, day: int) -> bool:
        """Whether an opportunity is open there that day."""
        return any(True for _ in self._on(self._open[account], day))

    def open(self, account: str, ids: Iterable[str], day: int) -> tuple[Sale, ...]:
        """Those of these opportunities that are open there on a day, in the order of their ids, each as it stands on
        the day asked for, or else as it did on that day."""
        found = ((id, self._open_row(account, id, day)) for id in sorted(set(ids)))
        return tuple(_sale(self._row_today(account, id) or row) for id, row in found if row is not None)

    def _open_row(self, account: str, id: str, day: int) -> Any:
        return next((row for row in self._on(self._open_sales[id], day) if row.organization == account), None)

    def _row_today(self, account: str, id: str) -> Any:
        rows = self._on(self._sales[id], self._at.day.toordinal())
        return next((row for row in rows if row.organization == account), None)

    def won(self, account: str, day: int) -> bool:
        """Whether an opportunity there was won by that day."""
        return any(True for _ in self._on(self._won[account], day))

    def parts(self, account: str, people: Iterable[str], day: int) -> tuple[Part, ...]:
        """Of these people in what is open there that day: in what was closed before nobody plays a part any more."""
        rows = (row for person in set(people) for row in self._on(self._played[person], day))
        return tuple(sorted(self._part(row, day) for row in rows if self._open_row(account, row.home, day) is not None))

    def players(self, account: str, ids: Iterable[str], day: int) -> tuple[Part, ...]:
        """Whoever plays a part in those of these opportunities that are open there that day."""
        running = (id for id in set(ids) if self._open_row(account, id, day) is not None)
        return tuple(sorted(self._part(row, day) for id in running for row in self._on(self._parts[id], day)))

    def _on(self, spanned: Iterable[Spanned], day: int) -> Iterator[Any]:
        """Rows that hold on a day, as known at the position."""
        position = self._at.position
        return (
            row
            for known_from, known_to, first, stop, row in spanned
            if first <= day < stop and known_from <= position < known_to
        )

    def _part(self, row: Any, day: int) -> Part:
        means = self._words.meaning("buying_role", row.buying_role, date.fromordinal(day))
        return Part(row.home, row.person, row.buying_role, row.item, means)

    def _business(self, account: str) -> Business:
        of = (cache(partial(self.sells, account)), partial(self.open, account), partial(self.parts, account))
        return Business(*of, partial(self.players, account), cache(partial(self.concerns, account)), self._worth_more)

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


# Positions and days as ordinals, from and to before: they are compared for each day on which something happened.
Spanned = tuple[int, int, int, int, Any]


def _rows() -> defaultdict[str, list[Spanned]]:
    return defaultdict(list)


def _add(rows: list[Spanned], row: Any) -> None:
    rows.append((row.known_from, row.known_to, row.valid_from.toordinal(), row.valid_to.toordinal(), row))


def holds(row: Any, day: int) -> bool:
    """Whether a row of an interval table holds on a day."""
    return bool(row.valid_from.toordinal() <= day < row.valid_to.toordinal())


def _sale(row: Any) -> Sale:
    value = decode(row.details or "{}").get("value") or {}
    return Sale(row.home, value.get("amount"), value.get("currency"), row.stage)
