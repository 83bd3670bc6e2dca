"""Which interactions with people whom an account knows are those of another account: they worked there then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.facts import Fact
from domain.interactions import InteractionRecorded

from .meetings import Meeting, Told
from .records import kept_of
from .snapshots import Snapshot


def of_other_accounts(at: Snapshot, account: str, told: Mapping[int, tuple[Fact, int]]) -> set[int]:
    """By position of a fact, with the day from which it counts: those that are not the account's.

    It is where somebody of the account was met, or where one of its opportunities was spoken of. Of an unknown day
    nobody can say where anybody worked.
    """
    met = {place: (fact, day) for place, (fact, day) in told.items() if isinstance(fact, InteractionRecorded)}
    kept = kept_of(at, "person", {person for fact, _ in met.values() for person in fact.people})
    found = {place: _meeting(fact, day, kept) for place, (fact, day) in met.items()}
    known = Told(at, list(found.values()))
    return {place for place, one in found.items() if not known.counts_for(one, account)}


def _meeting(fact: InteractionRecorded, day: int, kept: Mapping[str, str]) -> Meeting:
    people = tuple(kept.get(person, person) for person in fact.people)
    sale = fact.opportunity if isinstance(fact.opportunity, str) else None
    return Meeting(fact.interaction, date.fromordinal(day), fact.effective is not None, people, sale)
