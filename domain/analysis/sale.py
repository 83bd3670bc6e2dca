"""Who has to be won for an opportunity, as the culture of the unit concerned has it.

Where one decides (a bureaucratic or an entrepreneurial culture), the decider and those with direct influence on them;
among consulting partners, for a sale to one partner that partner, for the whole firm everyone; where people
collaborate, everyone, and the decider speaks for them. A mix weighs these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from .beside import Beside
from .culture import UNKNOWN, Culture, culture_of
from .parameters import Parameters
from .picture import Facts, Link, Member, Number, Opportunity, Picture, Stance

LEAVER, UNIT_MOVED = "buying_role_of_leaver", "unit_moved"
ONE_DECIDES = ("bureaucratic", "entrepreneurial")
REASONS = _DECIDES, _INFLUENCES, _CONCERNED = "decides", "influences who decides", "everyone has a say"


class Need(NamedTuple):
    """How much somebody is needed, 0 to 1: the share of the culture in which they are; `shares`: of each reason."""

    person: str
    weight: float
    shares: Mapping[str, float]


def _stance(person: str, attitude: Number, why: Facts) -> Stance:
    return Stance(person=person, attitude=attitude, why={"attitude": why["attitude"]} if "attitude" in why else {})


class Sale:
    """An opportunity, with whoever is needed for it."""

    def __init__(self, picture: Picture, beside: Beside, parameters: Parameters, opportunity: Opportunity) -> None:
        self.picture, self.words, self.opportunity = picture, beside.words, opportunity
        self.settings, self.known_from = parameters.needed, parameters.coverage.known_from

    @cached_property
    def culture(self) -> Culture:
        return culture_of(self.picture, self.opportunity.unit)

    @cached_property
    def leavers(self) -> list[Member]:
        """Whose buying role still runs though they hold no role here any more: it has to be given anew."""
        left = {
            (one["person"], one["buying_role"])
            for one in self.picture.findings
            if one["kind"] == LEAVER and one["opportunity"] == self.opportunity.id
        }
        return [one for one in self.opportunity.buying_center if (one.person, one.buying_role) in left]

    @cached_property
    def center(self) -> list[Member]:
        """The buying center without those who left."""
        return [one for one in self.opportunity.buying_center if one not in self.leavers]

    @cached_property
    def deciders(self) -> list[str]:
        """Whoever plays a buying role that means deciding, in the order of the buying center."""
        return list(dict.fromkeys(one.person for one in self.center if self.decides(one)))

    def decides(self, member: Member) -> bool:
        return self._means(member, self.settings.deciding)

    @property
    def evaluators(self) -> list[Member]:
        return [one for one in self.center if self._means(one, self.settings.evaluating)]

    @cached_property
    def influencers(self) -> list[str]:
        """With direct influence on who decides: their superiors, and whoever is tied to them and not hostile."""
        return [id for id in self.near if id not in self.deciders]

    @cached_property
    def near(self) -> dict[str, list[Facts]]:
        """Superiors of those who decide, then whoever is tied to them; of each the facts that say so."""
        found = defaultdict[str, list[Facts]](list)
        ties = ((link.across(id), link.why) for id in self.deciders for link in self._ties(id))
        for person, why in (*self._superiors(), *ties):
            found[person].append(why)
        return dict(found)

    @cached_property
    def everyone(self) -> list[str]:
        """All of theirs in the unit concerned and those below it, or in the account; and who is in the buying center
        still."""
        there = [id for id in self.picture.theirs if self._concerned(id)]
        return list(dict.fromkeys([*there, *(one.person for one in self.center)]))

    @cached_property
    def needs(self) -> list[Need]:
        """Whoever is needed at all, the most needed first."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for people, reason, share in self._circles():
            for id in people if share else ():
                found[id][reason] = found[id].get(reason, 0) + share
        needs = [Need(id, min(1.0, sum(why.values())), why) for id, why in found.items()]
        return sorted(needs, key=lambda need: (-need.weight, need.person))

    @property
    def needed(self) -> list[Need]:
        return [need for need in self.needs if need.weight >= self.settings.needed_from]

    @cached_property
    def stands(self) -> dict[str, Stance]:
        """Where people stand on it, as far as anybody told, whether they play a part in it or not."""
        members = [one for one in self.opportunity.buying_center if one.attitude is not None]
        told = {one.person: _stance(one.person, one.attitude or 0, one.why) for one in members}
        return {one.person: _stance(one.person, one.attitude, one.why) for one in self.opportunity.attitudes} | told

    def known_by(self, person: str) -> list[Link]:
        """The links of ours by which somebody is known."""
        return [link for link in self.picture.our_links(person) if link.counts(self.known_from)]

    def on_bad_terms(self, person: str) -> list[Link]:
        """Ours by which nobody is known."""
        return [link for link in self.picture.our_links(person) if link.bad]

    def _means(self, member: Member, words: tuple[str, ...]) -> bool:
        return self.words.meaning("buying_role", member.buying_role) in words

    def _circles(self) -> Iterator[tuple[Iterable[str], str, float]]:
        """People, why they are needed, and by which share of the culture; of an unknown culture one decides."""
        deciding = self.culture.share(*ONE_DECIDES) if self.culture != UNKNOWN else 1.0
        alone = self.opportunity.purchase_scope == "one_decider"
        consulting, together = self.culture.share("consulting"), self.culture.share("collaborative")
        yield self.deciders, _DECIDES, deciding + (consulting if alone else 0)
        yield self.influencers, _INFLUENCES, deciding
        yield self.everyone, _CONCERNED, together + (0 if alone else consulting)

    def _superiors(self) -> Iterator[tuple[str, Facts]]:
        for held in (held for id in self.deciders for held in self.picture.held.get(id, ())):
            above = self.picture.role.get(held.role.reports_to or "")
            line = {"reports_to": held.role.why.get("reports_to", [])}
            yield from ((holder.person, line) for holder in (above.holders if above else ()))

    def _ties(self, person: str) -> Iterator[Link]:
        """Who is friendly or neutral and close enough, on their side; who advises a directed tie points to does not
        matter: advice goes one way and influence the other."""
        for link in self.picture.links_of.get(person, ()):
            if link.counts(self.settings.influences_from) and link.across(person) not in self.picture.ours:
                yield link

    def _concerned(self, person: str) -> bool:
        unit = self.opportunity.unit
        units = (one.id for held in self.picture.held[person] for one in self.picture.units_around(held.role.unit))
        return unit is None or unit in units
