"""One account under study: its picture, what lies beside it, and what several sections of an analysis share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from ..language import called
from ..levels import Level
from .beside import Beside, Covering
from .freshness import Key, Stated, latest_by_slot
from .graph import Floats, Steps, graph_of, steps_along
from .influence_measure import Influence
from .influence_of_account import influence_at
from .parameters import Parameters
from .picture import Held, Link, Opportunity, Picture, Role
from .relations import Relations, relations_of
from .reporting import positions
from .sale import Sale
from .weights import link_weight

Json = dict[str, Any]
_STRONGEST = 10
LEAST = 0.05  # nobody is of no importance
_ACCOUNT = "organization"


@dataclass(frozen=True)
class Study:
    """What several sections need is a `cached_property` here, found once however many ask."""

    picture: Picture
    beside: Beside = field(default_factory=Beside)
    parameters: Parameters = field(default_factory=Parameters)

    @cached_property
    def stated(self) -> Mapping[Key, Stated]:
        """The last word on each value that is known, by the slot that it fills."""
        return latest_by_slot(self.picture, self.beside.stated)

    @cached_property
    def sales(self) -> list[Sale]:
        """The opportunities that are open, in the order of the map."""
        return [self._sale(one) for one in self.picture.opportunities if one.outcome is None]

    def sale(self, id: str) -> Sale | None:
        """One on the map, open or closed."""
        return next((self._sale(one) for one in self.picture.opportunities if one.id == id), None)

    def _sale(self, opportunity: Opportunity) -> Sale:
        return Sale(self.picture, self.beside, self.parameters, opportunity)

    @cached_property
    def heights(self) -> dict[str, float]:
        """How high each role stands, 0 (nothing below) to 1: log(1 + roles below it) / log(all of them)."""
        roles = {role.id: place for place, role in enumerate(self.picture.roles)}
        lines = [(role.id, role.reports_to) for role in self.picture.roles if role.reports_to in roles]
        ends = [roles[one] for one, _ in lines], [roles[above] for _, above in lines if above]
        return dict(zip(roles, positions(graph_of(len(roles), *ends, [1.0] * len(lines))).tolist(), strict=True))

    @property
    def led(self) -> frozenset[str]:
        """Kinds of directed links by which the other end follows the person: as asked, else as words say."""
        asked = self.parameters.influence.led
        return self.beside.words.led if asked is None else frozenset(asked)

    @cached_property
    def relations(self) -> Relations:
        """Everybody on the map, ours too."""
        return relations_of(self.picture, self.led)

    @cached_property
    def informal(self) -> Relations:
        """Everybody by links alone, without reporting lines."""
        return self.relations.only(~self.relations.formal)

    @cached_property
    def among_them(self) -> Relations:
        """Those who are not ours."""
        return self.relations.among_them()

    @cached_property
    def lines(self) -> Relations:
        """Reporting lines between those who are not ours."""
        return self.among_them.only(self.among_them.formal)

    @cached_property
    def superiors(self) -> Steps:
        """Along these lines, by place."""
        return steps_along(self.lines.graph)

    @cached_property
    def influence(self) -> Influence:
        """Of those who are not ours."""
        return influence_at(self.picture, self.among_them, self.heights, self.beside.words, self.parameters.influence)

    @cached_property
    def shares(self) -> Floats:
        """Of all positive influence, by place among those who are not ours; none where there is none."""
        counting = np.maximum(self.influence.values, 0)
        return counting / (counting.sum() or 1)

    @cached_property
    def covered(self) -> Floats:
        """By place among those who are not ours: the weight of our best link to each, from 0 to 1."""
        weights = np.zeros(len(self.among_them.ids))
        for id, links in self.picture.linked_to_us.items():
            place = self.among_them.place.get(id)
            if place is not None:
                weights[place] = max(0.0, *(link_weight(link.tone, link.strength) for link in links))
        return weights

    def level(self, role: Role) -> Level:
        """On the scales of the workspace and of titles."""
        return self._levels[role.id]

    @cached_property
    def _levels(self) -> dict[str, Level]:
        return {role.id: self.beside.words.level(role) for role in self.picture.roles}

    def height(self, role: Role) -> float:
        return self.heights[role.id]

    def importance(self, person: str) -> float:
        """Of somebody here, above 0 to 1: the higher of how high they stand and of their informal power."""
        return self._importances.get(person, LEAST)

    @cached_property
    def _importances(self) -> dict[str, float]:
        found = {person: max(map(self._importance, held)) for person, held in self.picture.held.items()}
        return {person: weight or LEAST for person, weight in found.items()}

    def _importance(self, one: Held) -> float:
        return max(self.height(one.role), (one.holder.power or 0) / _STRONGEST)

    def share(self, person: str) -> float:
        """Of all positive influence among those who are not ours; 0 of anybody else."""
        place = self.among_them.place.get(person)
        return 0.0 if place is None else float(self.shares[place])

    def known(self, person: str) -> bool:
        """Whether a link of ours by which somebody is known leads to them."""
        return person in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(id for id in self.picture.linked_to_us if self.knowing(id))

    def knowing(self, person: str) -> list[Link]:
        """The links of ours by which somebody is known."""
        least = self.parameters.coverage.known_from
        return [link for link in self.picture.our_links(person) if link.counts(least)]

    def erased(self, person: str) -> bool:
        """Nothing is to be found out about them any more."""
        found = self.picture.person.get(person)
        return found is not None and found.erased

    @cached_property
    def covering_closely(self) -> dict[str, list[Covering]]:
        """Who covers each of theirs by themselves or through a unit; the account as a whole, where that is enough."""
        enough = self.parameters.team.account_covers
        covering = {id: self.beside.covering(self.picture, id) for id in self.picture.theirs}
        return {id: [one for one in some if enough or one.covered[0] != _ACCOUNT] for id, some in covering.items()}

    def by(self, facts: Iterable[str | None]) -> Json:
        """`{"why": [ids]}` of these facts, where facts are asked for."""
        ids = sorted(set(filter(None, facts))) if self.picture.explained else []
        return {"why": ids} if ids else {}

    def call(self, person: str) -> str:
        return called(self._name(person) or person)

    def named(self, person: str) -> Json:
        """Somebody as every section tells of them."""
        return {"person": person, "name": self._name(person)}

    def _name(self, person: str) -> str | None:
        """A colleague who knows nobody there is on no map."""
        names = self._names
        return names[person] if person in names else self.beside.names.get(("person", person))

    @cached_property
    def _names(self) -> dict[str, str | None]:
        return {one.id: one.name for one in self.picture.people}


def facts_behind(*why: dict[str, list[str]], of: tuple[str, ...] = ()) -> Json:
    """`{"why": [ids]}` of the facts behind these values (all of an entry's if none is named); nothing where the map was
    not asked for with them."""
    if not any(why):
        return {}
    ids = ids_behind(why, *of)
    return {"why": ids} if ids else {}


def ids_behind(why: Iterable[dict[str, list[str]]], *of: str) -> list[str]:
    """Of the facts behind these values of some entries (all if none is named), each once."""
    told = (facts for entry in why for name, facts in entry.items() if not of or name in of)
    return sorted({id for facts in told for id in facts})
