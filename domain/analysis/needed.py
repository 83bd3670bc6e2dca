"""Who has to be won for an opportunity, as the culture of the unit concerned has it, by whom they are known, the gaps.

Where one decides (a bureaucratic or an entrepreneurial culture), the decider and those with direct influence on them;
among consulting partners, for a sale to one partner that partner, for the whole firm everyone; where people
collaborate, everyone, and the decider speaks for them. A mix weighs these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from .coverage import knows
from .culture import UNKNOWN, Culture, culture_of
from .picture import Link, Opportunity
from .study import Json, Study, facts_behind

ONE_DECIDES = ("bureaucratic", "entrepreneurial")
_DECIDES, _INFLUENCES, _CONCERNED = "decides", "influences who decides", "everyone has a say"


class Need(NamedTuple):
    """How much somebody is needed, 0 to 1: the share of the culture in which they are; and for what reasons."""

    person: str
    weight: float
    because: tuple[str, ...]


class Sale:
    """An opportunity, with whoever is needed for it."""

    def __init__(self, study: Study, opportunity: Opportunity) -> None:
        self.study, self.opportunity = study, opportunity
        self.picture, self.settings = study.picture, study.parameters.needed

    @cached_property
    def culture(self) -> Culture:
        return culture_of(self.picture, self.opportunity.unit)

    @cached_property
    def deciders(self) -> list[str]:
        """Whoever plays a buying role that means deciding, in the order of the buying center."""
        words = self.study.beside.words
        center = self.opportunity.buying_center
        deciding = [one for one in center if words.meaning("buying_role", one.buying_role) in self.settings.deciding]
        return list(dict.fromkeys(one.person for one in deciding))

    @cached_property
    def influencers(self) -> list[str]:
        """With direct influence on who decides: their superiors, and whoever is tied to them and not hostile."""
        near = [*self._superiors(), *(link.across(id) for id in self.deciders for link in self._ties(id))]
        return [id for id in dict.fromkeys(near) if id not in self.deciders]

    @cached_property
    def everyone(self) -> list[str]:
        """All of theirs in the unit concerned and those below it, or in the account; and the buying center."""
        there = [id for id in self.picture.theirs if self._concerned(id)]
        return list(dict.fromkeys([*there, *(one.person for one in self.opportunity.buying_center)]))

    @cached_property
    def needs(self) -> list[Need]:
        """Whoever is needed at all, the most needed first."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for people, reason, share in self._circles():
            for id in people:
                found[id][reason] = found[id].get(reason, 0) + share
        needs = [Need(id, min(1.0, sum(why.values())), tuple(why)) for id, why in found.items()]
        return sorted((need for need in needs if need.weight), key=lambda need: (-need.weight, need.person))

    @property
    def needed(self) -> list[Need]:
        return [need for need in self.needs if need.weight >= self.settings.needed_from]

    def known_by(self, person: str) -> list[Link]:
        return [link for link in self.picture.our_links(person) if knows(self.study, link)]

    def _circles(self) -> Iterator[tuple[Iterable[str], str, float]]:
        """People, why they are needed, and by which share of the culture; of an unknown culture one decides."""
        deciding = self.culture.share(*ONE_DECIDES) if self.culture != UNKNOWN else 1.0
        alone = self.opportunity.purchase_scope == "one_decider"
        consulting, together = self.culture.share("consulting"), self.culture.share("collaborative")
        yield self.deciders, _DECIDES, deciding + (consulting if alone else 0)
        yield self.influencers, _INFLUENCES, deciding
        yield self.everyone, _CONCERNED, together + (0 if alone else consulting)

    def _superiors(self) -> Iterator[str]:
        for held in (held for id in self.deciders for held in self.picture.held.get(id, ())):
            above = self.picture.role.get(held.role.reports_to or "")
            yield from (holder.person for holder in (above.holders if above else ()))

    def _ties(self, person: str) -> Iterator[Link]:
        """Who is friendly or neutral and close enough, on their side; who advises a directed tie points to does not
        matter: advice goes one way and influence the other."""
        for link in self.picture.links_of.get(person, ()):
            close = link.strength is None or link.strength >= self.settings.influences_from
            if close and (link.tone is None or link.tone >= 0) and link.across(person) not in self.picture.ours:
                yield link

    def _concerned(self, person: str) -> bool:
        unit = self.opportunity.unit
        units = (one.id for held in self.picture.held[person] for one in self.picture.units_around(held.role.unit))
        return unit is None or unit in units


def needed_network(sale: Sale) -> Json:
    """`people` the most needed first with `need` from 0 to 1, `needed` from the parameter on; `gaps` are those needed
    whom nobody of us knows; `spokesperson` speaks for people who decide together; the national culture is beside it and
    never counts."""
    culture, needed = sale.culture, [need.person for need in sale.needed]
    return {
        "culture": dict(culture.shares) or None,
        "national": culture.national,
        "deciders": [sale.study.named(id) for id in sale.deciders],
        "spokesperson": [sale.study.named(id) for id in sale.deciders] if culture.share("collaborative") else [],
        "people": [_person(sale, need) for need in sale.needs],
        "gaps": [id for id in needed if not sale.known_by(id)],
        "covered": _ratio(sum(1 for id in needed if sale.known_by(id)), len(needed)),
        **facts_behind(culture.why, of=("culture",)),
    }


def _person(sale: Sale, need: Need) -> Json:
    study, links = sale.study, sale.known_by(need.person)
    return {
        **study.named(need.person),
        "need": round(need.weight, 3),
        "needed": need.weight >= sale.settings.needed_from,
        "because": list(need.because),
        "known_by": sorted({link.across(need.person) for link in links}),
        "covered_by": list(dict.fromkeys(one.person for one in study.beside.covering(study.picture, need.person))),
    }


def _ratio(some: int, all: int) -> float | None:
    return round(some / all, 3) if all else None
