"""Who came, changed and went at accounts, with what we have to do with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from domain.dates import DAWN
from domain.key_moments.business import Part
from domain.key_moments.scenes import Passage, Successor
from domain.moves import DIRECT_DAYS, Move, Spell

from ..move_words import date_of, facts_of, probable
from ..moves import candidates, carried_over, homes_of
from ..spells import Careers
from .known import Known
from .posts import HANDOVER_DAYS
from .reach import Reach
from .scope import Scope, wanted


class Place(NamedTuple):
    person: str
    account: str
    day: int


Visits = dict[Place, list[Move]]


def visits(known: Known, scope: Scope) -> Visits:
    """The moves of each person, organization and day, those to which nothing was ever sold too."""
    found: Visits = defaultdict(list)
    people = _movers(known, scope) if scope.people is None else scope.people
    for move in known.careers.moves_of(sorted(people)):
        if scope.covers(move.day, move.person) and not _told_before(known, move):
            for organization in _organizations(move):
                found[Place(move.person, organization, move.day)].append(move)
    known.sales.learn(place.account for place in found)
    return found


def passages(known: Known, scope: Scope, found: Visits) -> Iterator[Passage]:
    """At accounts, and wherever else we have something to sell."""
    here = {place: moves for place, moves in found.items() if wanted(scope.accounts, place.account)}
    here = {place: moves for place, moves in here.items() if known.sales.concerns(place.account, place.day)}
    _learn(known, here)
    for place, moves in here.items():
        yield _passage(known, place, moves)


def _told_before(known: Known, move: Move) -> bool:
    """An end that ended nothing, of a post that had been left by then: another report of that, with another date."""
    if move.took is not None or move.left[0].begin is not None:
        return False
    stays = (one for one in known.spells_of(move.person) if one.begin and one.role == move.left[0].role)
    return any(one.end is not None and one.end.first <= move.day for one in stays)


def _movers(known: Known, scope: Scope) -> set[str]:
    first, last = date.fromordinal(max(scope.first, DAWN)), date.fromordinal(scope.last)
    found = set[str]()
    if scope.accounts is not None:
        # Who leaves us moves nowhere at the accounts whose people they knew.
        found |= Reach(known.at).colleagues
    for account in [None] if scope.accounts is None else sorted(scope.accounts):
        homes = homes_of(known.at, account)
        found |= {person for _, person in candidates(known.at, (first, ""), last, homes)}
        found |= carried_over(known.at, first, homes)
    return found


def _organizations(move: Move) -> set[str]:
    entered = {move.took.entered.organization} if move.took else set()
    return {id for id in entered | {spell.vacated.organization for spell in left_by(move)} if id is not None}


def left_by(move: Move) -> tuple[Spell, ...]:
    """What was left long before is a departure of its own."""
    return move.left if move.gap is None or move.gap <= DIRECT_DAYS else ()


def _learn(known: Known, here: Visits) -> None:
    people = {place.person for place in here}
    known.names.learn("person", people)
    known.contacts.learn(people)
    known.contacts.learn_attitudes(people)
    known.crafting.learn(people)
    known.posts.learn_roles({role for moves in here.values() for move in moves for role in _roles(move)})
    came = {place.person for place, moves in here.items() if any(place.account in move.enters for move in moves)}
    spells = (spell for person in came for spell in known.spells_of(person))
    known.origins.learn({spell.vacated.organization for spell in spells if spell.vacated.organization is not None})


def _roles(move: Move) -> Iterator[str]:
    yield from (spell.role for spell in (*move.left, *([move.took] if move.took else ())))


def _passage(known: Known, place: Place, moves: list[Move]) -> Passage:
    call, business = known.call(place.day), known.sales.business(place.account)
    happened = _happened(known, place, moves)
    person = _person(known, place)
    inherited = _inherited(known, place, happened["took"])
    crafted = known.crafting.properties(place.person, [spell.role for spell in happened["took"]], place.day)
    origins = known.origins.of(known.spells_of(place.person), place.day) if happened["enters"] else ()
    happened |= {"inherited": inherited, "origins": origins, "crafted": crafted}
    return Passage(**place._asdict(), call=call, business=business, **happened, **person)


def _happened(known: Known, place: Place, moves: list[Move]) -> dict[str, Any]:
    careers, account = known.careers, place.account
    took = tuple(move.took for move in moves if move.took and move.took.entered.organization == account)
    left = tuple(spell for move in moves for spell in left_by(move) if spell.vacated.organization == account)
    return {
        "took": took,
        "left": left,
        "enters": any(account in move.enters for move in moves),
        "leaves": any(account in move.leaves for move in moves),
        "goes_to": _elsewhere(moves, account) if left else (),
        "successors": tuple(dict.fromkeys(_successors(known, place, left))),
        "died": any(careers.stays[spell.id].last.row.reason == "died" for spell in left),
        "starts": date_of(moves[0], careers),
        "began": known.began(took or left),
        "facts": tuple(dict.fromkeys((*_facts(moves, careers), *known.began(took)))),
        "probable": all(probable(move, careers) for move in moves),
    }


def _facts(moves: Iterable[Move], careers: Careers) -> Iterator[str]:
    return (fact for move in moves for fact in facts_of(move, careers))


def _elsewhere(moves: Iterable[Move], account: str) -> tuple[str, ...]:
    taken = {move.took.entered.organization for move in moves if move.took}
    return tuple(sorted(one for one in taken if one not in (None, account)))


def _successors(known: Known, place: Place, left: Iterable[Spell]) -> Iterator[Successor]:
    for spell in left:
        for one in known.posts.successors(spell.role, place.day, but=place.person):
            yield Successor(one.person, one.row.tenure_kind != "permanent")


def _person(known: Known, place: Place) -> dict[str, Any]:
    """What was so on the day before."""
    person, day = place.person, place.day - 1
    return {
        "ours": known.contacts.is_ours(person, day),
        "ties": known.contacts.ties(person, day),
        "others_linked": partial(_others_linked, known, place),
        "attitudes": known.contacts.attitudes_of(person, day),
        "described": known.contacts.described(person, place.day),
    }


def _others_linked(known: Known, place: Place) -> bool:
    return any(
        known.contacts.ties(other, place.day - 1)
        for other in known.linked_at(place.account)
        if other != place.person
        and place.account in known.posts.organizations_of(other, place.day - 1)
        and not known.contacts.is_ours(other, place.day - 1)
    )


def _inherited(known: Known, place: Place, took: Iterable[Spell]) -> tuple[Part, ...]:
    """What the last holders of the posts taken played on their last days, in opportunities that are still open."""
    business = known.sales.business(place.account)
    found = [
        part
        for spell in took
        for before in known.posts.last_before(spell.role, place.day + HANDOVER_DAYS, but=place.person)
        for part in business.parts([before.person], min(before.stop.toordinal(), place.day) - 1)
    ]
    still = {sale.id for sale in business.sales((part.opportunity for part in found), place.day)}
    return tuple(part for part in dict.fromkeys(found) if part.opportunity in still)
