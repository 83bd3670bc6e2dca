"""Random merges of records, and unmergings of what is merged."""

from typing import Any

from tests.generator.world import World
from tests.oracle.journal import recorded
from tests.oracle.merging import MERGES, in_force
from tests.oracle.standing import decides, standing_facts

Fields = dict[str, Any]


def ends_of(world: World, fact_type: str) -> Fields | None:
    """The records that a merge, or an unmerging of an earlier batch's merge, names."""
    kind, what = MERGES[fact_type]
    if what == "merged":
        return world.two_records(kind)
    found = [(kept, duplicate) for same, kept, duplicate in counting(world) if same == kind]
    return dict(zip(("kept", "duplicate"), world.chance.one_of(found), strict=True)) if found else None


def counting(world: World) -> list[tuple[str, str, str]]:
    told = [recorded(fact, world.chance.instant(), place) for place, fact in enumerate(world.recorded.values(), 1)]
    return in_force([fact for fact in standing_facts(told, len(told)) if decides(fact)])


def without_doubtful(world: World, batch: list[Fields]) -> list[Fields]:
    """An unmerging is alone with its merge: what else the batch says of merges may take it away before."""
    unmerging = [fact for fact in batch if undoes(fact)]
    return [fact for fact in batch if fact in unmerging[:1] or base(world, fact)["type"] not in MERGES or not unmerging]


def undoes(fact: Fields) -> bool:
    return fact["type"] in MERGES and MERGES[fact["type"]][1] == "unmerged"


def base(world: World, fact: Fields) -> Fields:
    """What is amended in the end."""
    while fact["type"] in ("fact_corrected", "fact_withdrawn"):
        fact = world.recorded[fact["fact"]]
    return fact
