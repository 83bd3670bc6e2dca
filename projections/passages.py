"""Who came, changed and went at accounts, with what we have to do with them: the scenes that rules look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from domain.key_moments.scenes import Call, Passage
from domain.moves import DIRECT_DAYS, Move, Spell

from .contacts import Contacts
from .move_words import date_of, facts_of, probable
from .moves import candidates, carried_over, homes_of
from .names import Names
from .sales import Sales
from .snapshots import Snapshot
from .spells import Careers


class _Place(NamedTuple):
    person: str
    account: str
    day: int


def passages(
    at: Snapshot, since: date, until: date, accounts: frozenset[str] | None, people: frozenset[str] | None
) -> Iterator[Passage]:
    """At the accounts asked for, or all: what happened from one day through another."""
    careers = Careers(at)
    by_place: dict[_Place, list[Move]] = defaultdict(list)
    for move in careers.moves_of(sorted(_movers(at, since, until, accounts) if people is None else people)):
        if since.toordinal() <= move.day <= until.toordinal():
            for account in _organizations(move):
                by_place[_Place(move.person, account, move.day)].append(move)
    asked = {place: moves for place, moves in by_place.items() if accounts is None or place.account in accounts}
    around = _Around(at, careers, asked)
    return (around.scene(place, moves) for place, moves in asked.items() if around.concerns(place))


def _movers(at: Snapshot, since: date, until: date, accounts: frozenset[str] | None) -> set[str]:
    found = set()
    for account in [None] if accounts is None else sorted(accounts):
        homes = homes_of(at, account)
        found |= {person for _, person in candidates(at, (since, ""), until, homes)} | carried_over(at, since, homes)
    return found


def _organizations(move: Move) -> set[str]:
    entered = {move.took.entered.organization} if move.took else set()
    return {id for id in entered | {spell.vacated.organization for spell in _left(move)} if id is not None}


def _left(move: Move) -> tuple[Spell, ...]:
    """What was left long before is a departure of its own."""
    return move.left if move.gap is None or move.gap <= DIRECT_DAYS else ()


class _Around:
    """What was read for all scenes at once."""

    def __init__(self, at: Snapshot, careers: Careers, asked: Iterable[_Place]) -> None:
        places = list(asked)
        self.careers = careers
        self.sales = Sales(at, {place.account for place in places})
        self.contacts = Contacts(at, {place.person for place in places})
        self.names = careers.names
        self.names.learn("person", self.contacts.named)
        self.names.learn("opportunity", self.sales.ids)
        self.names.learn("organization", {place.account for place in places})

    def concerns(self, place: _Place) -> bool:
        """An account, or an organization to which we sell all the same."""
        return self.sales.is_account(place.account, place.day) or bool(self.sales.open(place.account, place.day))

    def scene(self, place: _Place, moves: list[Move]) -> Passage:
        call = _called(self.names, date.fromordinal(place.day))
        return Passage(**place._asdict(), call=call, **self._happened(place.account, moves), **self._known(place))

    def _happened(self, account: str, moves: list[Move]) -> dict[str, Any]:
        took = tuple(move.took for move in moves if move.took and move.took.entered.organization == account)
        left = tuple(spell for move in moves for spell in _left(move) if spell.vacated.organization == account)
        return {
            "took": took,
            "left": left,
            "enters": any(account in move.enters for move in moves),
            "leaves": any(account in move.leaves for move in moves),
            "starts": date_of(moves[0], self.careers),
            "began": self._began(left or took),
            "facts": tuple(dict.fromkeys(fact for move in moves for fact in facts_of(move, self.careers))),
            "probable": all(probable(move, self.careers) for move in moves),
        }

    def _known(self, place: _Place) -> dict[str, Any]:
        """What was so on the day before."""
        sales = self.sales.open(place.account, place.day)
        return {
            "ours": self.contacts.is_ours(place.person, place.day - 1),
            "sales": sales,
            "parts": self.sales.parts((sale.id for sale in sales), place.day - 1),
            "ties": self.contacts.ties(place.person, place.day - 1),
        }

    def _began(self, spells: Iterable[Spell]) -> str:
        """The fact recorded first of what opened these: others that report the same are recorded later."""
        tenures = (tenure for spell in spells for tenure in self.careers.stays[spell.id].tenures if tenure.took)
        return min(((tenure.row.place, tenure.row.item) for tenure in tenures), default=(0, ""))[1]


def _called(names: Names, day: date) -> Call:
    return lambda kind, id: names.of(kind, id, day) or id
