"""Colleagues who leave us, seen from each account whose people they knew or which they covered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.key_moments.found import Tie
from domain.key_moments.scenes import Departure
from domain.moves import Move

from ..move_words import date_of, facts_of, probable
from ..responsibilities import coverage
from .known import Known
from .passages import Place, Visits, left_by
from .sales import holds
from .scope import Scope, wanted


def departures(known: Known, scope: Scope, found: Visits) -> Iterator[Departure]:
    """Out of an organization that is no account: ours."""
    gone = {place: moves for place, moves in found.items() if any(place.account in move.leaves for move in moves)}
    known.contacts.learn_people(place.person for place in gone)
    ours = {place: moves for place, moves in gone.items() if _is_ours(known, place)}
    covered = _learn(known, {place.person for place in ours})
    for place, moves in ours.items():
        yield from _departures(known, scope, place, moves, covered)


def _is_ours(known: Known, place: Place) -> bool:
    ours = known.contacts.is_ours(place.person, place.day - 1)
    return ours and not known.sales.concerns(place.account, place.day - 1)


def _learn(known: Known, colleagues: set[str]) -> dict[str, list[Any]]:
    """Whom they knew, where these were, who else knew them; and rows of what the colleagues covered."""
    known.names.learn("person", colleagues)
    known.contacts.learn(colleagues)
    others = {other for one in colleagues for other in known.contacts.far_ends(one)}
    known.contacts.learn(others)
    known.posts.learn_people(others)
    covered = defaultdict(list)
    for row in known.at.known_rows(coverage.c.person, colleagues):
        covered[row.person].append(row)
    _learn_places(known, [row.home for rows in covered.values() for row in rows])
    return covered


def _learn_places(known: Known, homes: list[str]) -> None:
    ids = defaultdict(set)
    for kind, id in map(_about, homes):
        ids[kind].add(id)
    known.names.learn("unit", ids["unit"])
    known.posts.learn_people(ids["person"])


def _departures(
    known: Known, scope: Scope, place: Place, moves: list[Move], covered: dict[str, list[Any]]
) -> Iterator[Departure]:
    day = place.day - 1
    ties = _by_account(known, known.contacts.all_ties(place.person, day), day)
    covers = {id for row in covered[place.person] if holds(row, day) for id in _accounts(known, row.home, day)}
    accounts = {id for id in {*ties, *covers} if _sold_to(known, id, place.day)}
    common = _told(known, place, moves)
    for account in sorted(accounts):
        if wanted(scope.accounts, account):
            business, some = known.sales.business(account), tuple(ties[account])
            alone = frozenset(tie.other for tie in some if not _known_otherwise(known, tie, day))
            here: dict[str, Any] = {"business": business, "ties": some, "covers": account in covers, "alone": alone}
            yield Departure(account=account, **common, **here)
    if not accounts and scope.accounts is None:
        yield Departure(account=None, **common)


def _told(known: Known, place: Place, moves: list[Move]) -> dict[str, Any]:
    left = [spell for move in moves for spell in left_by(move) if spell.vacated.organization == place.account]
    return {
        "person": place.person,
        "day": place.day,
        "starts": date_of(moves[0], known.careers),
        "call": known.call(place.day),
        "role": left[0].role if left else None,
        "began": known.began(left),
        "facts": tuple(dict.fromkeys(fact for move in moves for fact in facts_of(move, known.careers))),
        "probable": all(probable(move, known.careers) for move in moves),
    }


def _sold_to(known: Known, organization: str, day: int) -> bool:
    known.sales.learn([organization])
    return known.sales.concerns(organization, day)


def _by_account(known: Known, ties: list[Tie], day: int) -> defaultdict[str, list[Tie]]:
    """Seen from the people they knew there."""
    found = defaultdict(list)
    for tie in ties:
        turned = tie._replace(ours=tie.other, other=tie.ours)
        for account in known.posts.organizations_of(turned.other, day):
            if not known.contacts.is_ours(turned.other, day):
                found[account].append(turned)
    return found


def _known_otherwise(known: Known, tie: Tie, day: int) -> bool:
    return any(other.ours != tie.ours for other in known.contacts.ties(tie.other, day))


def _accounts(known: Known, home: str, day: int) -> set[str]:
    """Of what a colleague covers: an organization, a unit's, or where somebody holds posts."""
    kind, id = _about(home)
    if kind == "organization":
        return {id}
    if kind == "person":
        return known.posts.organizations_of(id, day)
    owner = known.names.organization_of_unit(id, date.fromordinal(max(day, 1)))
    return set() if owner is None else {owner}


def _about(home: str) -> tuple[str, str]:
    kind, _, id = home.partition(":")
    return kind, id
