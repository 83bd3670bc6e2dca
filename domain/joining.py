"""Whether records may be merged, or parted again: decided over the merges that are recorded, and those of the batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from .amendments import FactCorrected, FactWithdrawn
from .errors import InvalidFact
from .facts import Fact
from .language import listed, say
from .lazy import lazy
from .merging import UNMERGING, Merging
from .sameness import Sameness, Subject, merges
from .standing import Family, Standing, pending

# After every position of a log.
_BEHIND = 2**62


class Joining:
    """What is known of merges while a batch is decided; nothing is asked for where the batch has none."""

    def __init__(self, known: Callable[[], Sameness], batch: Sequence[Fact]) -> None:
        self._known = known
        self._order = {fact.id: place for place, fact in enumerate(batch, 1)}

    @lazy
    def same(self) -> Sameness:
        return self._known()

    @lazy
    def _behind(self) -> int:
        """Facts of the batch stand behind everything that is known."""
        return max(_BEHIND, self.same.newest)

    def decide(self, fact: Fact, family: Family | None = None) -> None:
        """Count a fact, with the family of what it names. Raises InvalidFact where the merges would make no sense."""
        if isinstance(fact, Merging):
            self._decide(fact, [], [self._placed(said) for said in Family([pending(fact)]).says])
        elif family is not None and isinstance(fact, (FactCorrected, FactWithdrawn)) and merges(family):
            after = family.copy()
            after.join(pending(fact))
            self._decide(fact, *([self._placed(said) for said in one.says] for one in (family, after)))

    def _decide(self, fact: Fact, before: list[Standing], after: list[Standing]) -> None:
        self.same.turn(self.same.count([*((one, None) for one in before), *((None, one) for one in after)]))
        for one in after:
            if one.fact.certainty != "rumored":
                _refuse_circle(self.same, one, _field(fact, "kept"))
                _refuse_nothing_undone(self.same, one, _field(fact, "duplicate"))

    def _placed(self, said: Standing) -> Standing:
        id = said.fact.id
        place = self._behind + self._order[id] if id in self._order else self.same.place_of(id)
        return said if place is None else replace(said, place=place)


def _field(fact: Fact, name: str) -> str:
    """Of the fact that was sent."""
    if isinstance(fact, Merging):
        return name
    return "fact" if isinstance(fact, FactWithdrawn) else f"replacement.{name}"


def _refuse_circle(same: Sameness, one: Standing, field: str) -> None:
    kept, duplicate = _records(one)
    if not isinstance(one.fact, UNMERGING) and _leads(same, kept, duplicate):
        told = say(
            "{kept} was merged into {duplicate}, or into what was: expected a record that was not; unmerge them first "
            "to keep the other one",
            kept=kept[1],
            duplicate=duplicate[1],
        )
        raise InvalidFact(told, field=field)


def _leads(same: Sameness, start: Subject, end: Subject) -> bool:
    """Whether merges in force lead from a duplicate to what is kept of it, and so on, to the end."""
    pairs = same.in_force([start]).pairs
    found, waiting = set[Subject](), [start]
    while waiting:
        here = waiting.pop()
        waiting += (kept for kept, duplicate in pairs if duplicate == here and kept not in found)
        found.update(waiting)
    return end in found


def _refuse_nothing_undone(same: Sameness, one: Standing, field: str) -> None:
    kept, duplicate = _records(one)
    force = same.in_force([duplicate])
    if isinstance(one.fact, UNMERGING) and one.place not in force.undoing:
        into = sorted(found[1] for found, merged in force.pairs if merged == duplicate)
        right = say("it was merged into {names}", names=listed(into)) if into else say("it is merged into no other")
        raise InvalidFact(
            say("{duplicate} is not merged into {kept}: {right}", duplicate=duplicate[1], kept=kept[1], right=right),
            field=field,
        )


def _records(one: Standing) -> tuple[Subject, Subject]:
    fact: Merging = one.fact  # type: ignore[assignment]
    return fact.records
