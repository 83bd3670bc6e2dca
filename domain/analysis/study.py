"""One account under study: its picture, what lies beside it, and what several sections of an analysis share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .beside import Beside
from .parameters import Parameters
from .picture import Picture

Json = dict[str, Any]


@dataclass(frozen=True)
class Study:
    """What several sections need is a `cached_property` here, found once however many ask."""

    picture: Picture
    beside: Beside = field(default_factory=Beside)
    parameters: Parameters = field(default_factory=Parameters)

    def named(self, person: str) -> Json:
        """Somebody as every section tells of them."""
        found = self.picture.person.get(person)
        return {"person": person, "name": found.name if found else None}


def facts_behind(*why: dict[str, list[str]], of: tuple[str, ...] = ()) -> Json:
    """`{"why": [ids]}` of the facts behind these values (all of an entry's if none is named); nothing where the map was
    not asked for with them."""
    told = [facts for entry in why for name, facts in entry.items() if not of or name in of]
    ids = sorted({id for facts in told for id in facts})
    return {"why": ids} if ids else {}
