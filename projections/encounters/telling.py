"""How encounters are told: pairs of people, where they worked together, where they are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from domain.encounters.together import Shared, Stretch, Together

from .pasts import Pasts, colleagues, posts_among

Json = dict[str, Any]


class Telling:
    """Of these people, with where they are on the day asked for; with `why`, with the facts behind it."""

    def __init__(self, pasts: Pasts, people: Iterable[str], *, why: bool) -> None:
        everybody = set(people)
        self._pasts, self._why, self._ours = pasts, why, colleagues(pasts.at)
        self._now = defaultdict(list)
        for one in pasts.of_people(everybody):
            if pasts.running(one):
                self._now[one.person].append(one)
        pasts.names.learn("person", everybody)

    def named(self, id: str) -> Json:
        return {"person": id, "name": self._pasts.names.of("person", id)}

    def person(self, id: str) -> Json:
        marks: Json = {"ours": True} if id in self._ours else {}
        return {**self.named(id), **marks, "now": [*map(self.seat, posts_among(self._now[id]))]}

    def pair(self, person: str, other: str, met: Iterable[Together]) -> Json:
        """Where they met last first."""
        ordered = sorted(met, key=lambda one: (-one.periods[-1].stop, one.organization))
        return {**self.person(person), "other": self.person(other), "where": [self.where(one) for one in ordered]}

    def where(self, met: Together) -> Json:
        unsure: Json = {"possible": True} if met.possible else {}
        unsure |= {"certainty": "probable"} if met.probable else {}
        return {
            **self.called(met.organization),
            "units": [{"unit": id, "name": self._pasts.names.of("unit", id)} for id in met.units],
            "periods": [_period(one) for one in met.periods],
            "own_roles": self._roles(met.own),
            "other_roles": self._roles(met.others),
            **unsure,
            **({"why": met.facts} if self._why else {}),
        }

    def seat(self, one: Stretch) -> Json:
        """A post that somebody holds, or held."""
        behind = {"why": sorted(one.facts)} if self._why else {}
        return {**self.called(one.organization), **self._role(one), "since": one.since, **behind}

    def _roles(self, stretches: Iterable[Stretch]) -> list[Json]:
        found = {one.role: self._role(one) for one in stretches}
        return [*found.values()]

    def _role(self, one: Stretch) -> Json:
        return {"role": one.role, "title": self._pasts.title(one)}

    def called(self, organization: str) -> Json:
        return {"organization": organization, "organization_name": self._pasts.names.of("organization", organization)}


def _period(one: Shared) -> Json:
    """`until` is nothing while it goes on."""
    return {"since": one.since, "until": one.until, **({"possible": True} if one.possible else {})}
