"""What became of the facts that a nomination became: standing, corrected or withdrawn by hand, needed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.amendments import FactCorrected
from domain.facts import Fact
from domain.log.reading import read_families, roots_of_facts, roots_of_subjects
from domain.standing import Family

from .snapshots import Snapshot
from .tenants import Tenant

Json = dict[str, Any]
# By whom is recorded what a feed reports and accepts begins so.
OF_FEEDS = "feed:"


@dataclass(frozen=True)
class Part:
    """One of the facts: as it stands (None: withdrawn by now), and whether it was corrected by hand: not by a feed.

    `needed`: what it created is named by facts of other families.
    """

    id: str
    standing: Fact | None
    corrected: bool = False
    needed: bool = False


def parts_of(tenant: Tenant, at: Snapshot, nomination: str, ids: Sequence[str]) -> list[Part]:
    """Facts that were erased or never recorded are left out: nothing can be taken back of them."""
    roots = roots_of_facts(at.connection, at.workspace, ids)
    families = {root: _family(tenant, at, root) for root in set(roots.values())}
    own = set(roots.values()) | _about(at, "nomination", nomination)
    return [_part(at, families[roots[id]], id, own) for id in ids if id in roots]


def _family(tenant: Tenant, at: Snapshot, root: int) -> Family:
    return Family(read_families(at.connection, tenant.ledger.keys, [root], at.position))


def _part(at: Snapshot, family: Family, id: str, own: set[int]) -> Part:
    fact, standing = family.members[id].fact, family.standing(id)
    needed = fact.creates and not _about(at, *fact.named[0]) <= own
    return Part(id, standing, standing not in (None, fact) and _by_hand(family, id), needed)


def _by_hand(family: Family, id: str) -> bool:
    """Whether anybody else than a feed has corrected a fact, or a correction of it."""
    meant, by_hand = {id}, False
    for member in family.members.values():
        if isinstance(member.fact, FactCorrected) and member.fact.fact in meant:
            meant.add(member.fact.id)
            by_hand = by_hand or not member.recorded_by.startswith(OF_FEEDS)
    return by_hand


def _about(at: Snapshot, kind: str, id: str) -> set[int]:
    return set(roots_of_subjects(at.connection, at.workspace, kind, [id])[id])


@dataclass
class TakenBack:
    """The facts that take others back, and what is said of those that were touched by hand."""

    facts: list[Json]
    already: list[str]
    corrected: list[str]
    kept: list[Json]

    @property
    def told(self) -> Json:
        said = {"already_withdrawn": self.already, "corrected": self.corrected, "kept": self.kept}
        return {name: value for name, value in said.items() if value}


def taken_back(parts: Sequence[Part], reason: Json, *, keep_corrected: bool = False) -> TakenBack:
    """The last first. What was corrected by hand goes with its corrections, unless these are to be kept."""
    found = TakenBack([], [], [], [])
    for part in reversed(parts):
        if part.standing is None:
            found.already.append(part.id)
        elif part.needed:
            found.kept.append({"fact": part.id, "because": "other facts name what it introduced"})
        elif part.corrected and keep_corrected:
            found.kept.append({"fact": part.id, "because": "it was corrected by hand"})
        else:
            found.corrected += [part.id] if part.corrected else []
            found.facts.append({"type": "fact_withdrawn", "fact": part.id, **reason})
    return found
