"""Facts of types that came later, each from a stream of its own: what a seed gives of the others stays as it was."""

from copy import copy
from typing import Any

from tests.generator.amendments import correction, withdrawal
from tests.generator.chance import Chance
from tests.generator.fields import FIELDS
from tests.generator.world import Fact, World

# How likely a batch has facts of the type.
LATER = {"culture_assessed": 0.35, "organization_restructured": 0.08}
_AMENDING = {"fact_corrected": correction, "fact_withdrawn": withdrawal}


class Beside:
    """The same world as another stream of chance sees it: of what was recorded it knows its own facts only."""

    def __init__(self, world: World, seed: int, fact_type: str) -> None:
        self.fact_type, self.main, self.own = fact_type, world, copy(world)
        self.own.chance, self.own.recorded = Chance(f"{seed}:{fact_type}"), {}

    def batch(self) -> list[Fact]:
        """To be recorded with the batch that the main stream has just given."""
        chance, found = self.own.chance, list[Fact]()
        chance.now = self.main.chance.now
        while chance.happens(LATER[self.fact_type]):
            found += self._amendment() if chance.happens(0.25) else [self._fact()]
        self.own.record(found)
        return found

    def _fact(self) -> Fact:
        chance = self.own.chance
        envelope = {"type": self.fact_type, "id": chance.fact_id(), "effective": chance.effective()}
        return envelope | {"certainty": chance.certainty()} | FIELDS[self.fact_type](self.own)

    def _amendment(self) -> list[Fact]:
        what = self.own.chance.one_of(tuple(_AMENDING))
        fields: dict[str, Any] | None = _AMENDING[what](self.own)
        return [{"type": what, "id": self.own.chance.fact_id()} | fields] if fields else []
