"""What is being sold at an account around something that happened, in plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from .found import Touched


class Sale(NamedTuple):
    """An opportunity of ours, what it is worth, and how far it has come."""

    id: str
    amount: float | None = None
    currency: str | None = None
    stage: str | None = None


class Part(NamedTuple):
    """A buying role that somebody plays in an opportunity, the fact that says so, and what it means: the word of the
    neutral vocabulary that it stands for."""

    opportunity: str
    person: str
    buying_role: str
    fact: str
    meaning: str

    def among(self, words: Collection[str]) -> bool:
        """Whether these name it, as the workspace calls it or by what it means."""
        return self.buying_role in words or self.meaning in words


class Business(NamedTuple):
    """What is being sold at an account, asked for a day: whether anything is (`sells`); those of some opportunities
    that are open; the parts that some people play in what is open, and those that anybody plays in some opportunities
    (`players`); whether it is an account, or we sell to it.

    `worth_more`: than how many percent of all our other open opportunities of its currency one is, on the day asked
    for; nothing where too few are known to tell.
    """

    sells: Callable[[int], bool]
    sales: Callable[[Iterable[str], int], tuple[Sale, ...]]
    parts: Callable[[Iterable[str], int], tuple[Part, ...]]
    players: Callable[[Iterable[str], int], tuple[Part, ...]]
    concerns: Callable[[int], bool] = lambda day: True
    worth_more: Callable[[Touched], float | None] = lambda one: None


NO_BUSINESS = Business(lambda day: False, lambda ids, day: (), lambda people, day: (), lambda ids, day: ())


def touched(sales: Iterable[Sale], parts: Iterable[Part], also: Iterable[str] = ()) -> tuple[Touched, ...]:
    """The opportunities among these in which a part is played, and those named."""
    roles = defaultdict[str, set[str]](set, {id: set() for id in also})
    for part in parts:
        roles[part.opportunity].add(part.buying_role)
    return tuple(
        Touched(sale.id, sale.amount, sale.currency, tuple(sorted(roles[sale.id])), sale.stage)
        for sale in sales
        if sale.id in roles
    )
