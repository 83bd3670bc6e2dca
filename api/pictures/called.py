"""What units, organizations and people without a role on a map are called there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from domain.language import called, word
from projections.analysis.drawing import Drawn

from .layout import region_of


@dataclass(frozen=True)
class Names:
    drawn: Drawn

    def person(self, id: str) -> tuple[str, bool]:
        """And whether they are ours."""
        known, names = self.drawn.picture.person.get(id), self.drawn.beside.names
        name = (known.name if known else names.get(("person", id))) or id
        return called(name), known.ours if known else ("person", id) in names

    def unit(self, id: str | None) -> str:
        """A unit with the culture that weighs most, or an organization."""
        unit = self.drawn.picture.unit.get(id or "")
        if unit is None:
            return self._organizations.get(id or "", "")
        culture = max(unit.culture, key=lambda name: unit.culture[name], default=None)
        return f"{unit.name or unit.id}{f' · {word(culture)}' if culture else ''}"

    @cached_property
    def _organizations(self) -> dict[str, str]:
        picture = self.drawn.picture
        return {region_of(one.id): one.name or one.id for one in (picture.account, *picture.subsidiaries)}
