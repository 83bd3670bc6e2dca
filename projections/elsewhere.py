"""Which interactions with people whom an account knows were about business elsewhere: they worked there then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.dates import DAWN
from domain.facts import Fact
from domain.interactions import InteractionRecorded

from .employers import Employers
from .names import Names
from .records import kept_of
from .snapshots import Snapshot


def met_elsewhere(at: Snapshot, account: str, told: Mapping[int, tuple[Fact, int]]) -> set[int]:
    """By position of a fact, with the day from which it counts: those that are not the account's.

    It is where somebody of the account was met, or where one of its opportunities was spoken of. Of an unknown day
    nobody can say where anybody worked.
    """
    met = {place: (fact, day) for place, (fact, day) in told.items() if isinstance(fact, InteractionRecorded)}
    if not met:
        return set()
    named = {person for fact, _ in met.values() for person in fact.people}
    kept = kept_of(at, "person", named)
    employers, names = Employers(at, {kept.get(id, id) for id in named}), Names(at)
    names.learn("opportunity", {fact.opportunity for fact, _ in met.values() if isinstance(fact.opportunity, str)})
    found = set()
    for place, (fact, number) in met.items():
        day = date.fromordinal(number)
        owners = {names.organization_of_sale(fact.opportunity, day)} if isinstance(fact.opportunity, str) else set()
        there = () if number == DAWN else (employers.of(kept.get(id, id), day) for id in fact.people)
        if account not in owners.union(*there):
            found.add(place)
    return found
