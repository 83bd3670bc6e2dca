"""The views of who of ours covers whom, and of through whom somebody is to be addressed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from domain.coverage import ContactRuleEnded, ContactRuleSet, CoverageAssigned, CoverageEnded
from domain.facts import Fact
from domain.resolution import Run, Said, Segment, lives, runs, stays, within_stays
from domain.standing import Standing

from .intervals import Row, View, flag, id_column, interval_table, of_types, text
from .stating import probable_places, running, unsure

coverage = interval_table(
    "coverage",
    id_column("person", required=True),
    text("part", required=True),
    text("since"),
    text("until"),
    flag("possible"),
    text("certainty", required=True),
    text("begun_by", required=True),
    text("ended_by"),
    indexes=[("person",)],
)
contact_rules = interval_table(
    "contact_rules",
    id_column("through", required=True),
    flag("exclusive"),
    text("reason"),
    text("probable"),
    text("since"),
    text("until"),
    flag("possible"),
    text("certainty", required=True),
    text("begun_by", required=True),
    text("ended_by"),
    indexes=[("through",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    ends = _by(standings, CoverageEnded, "person", "part")
    for key, begun in _by(standings, CoverageAssigned, "person", "part").items():
        for life in lives(runs(begun, ends[key])):
            for start, end in pairwise(sorted(life.bounds())):
                yield Row("|".join(key), start, end, (*key, *running(life, start)))


def resolve_contact_rules(standings: Sequence[Standing]) -> Iterable[Row]:
    ends, probables = _by(standings, ContactRuleEnded, "through"), probable_places(standings)
    for (through,), begun in _by(standings, ContactRuleSet, "through").items():
        found = runs(begun, ends[(through,)])
        held = [run for run in found if run.begin and run.start < run.stop]
        said = within_stays(_said(held), stays(held))
        for life in lives(held):
            cuts = {one.start for one in said if life.start < one.start < life.stop}
            for start, end in pairwise(sorted(life.bounds() | cuts)):
                yield Row(through, start, end, (through, *_told(said, start, probables), *running(life, start)))


def _by(standings: Sequence[Standing], cls: type[Fact], *names: str) -> defaultdict[tuple[str, ...], list[Standing]]:
    """Facts of a type by what these fields say."""
    found = defaultdict(list)
    for one in of_types(standings, cls):
        found[tuple(getattr(one.fact, name) for name in names)].append(one)
    return found


def _said(found: Iterable[Run]) -> list[Said]:
    """What is stated with a beginning is a value of the stay, until another beginning in it states something else."""
    begun = [(run.start, run.begin) for run in found if run.begin]
    return [Said(start, one.place, one.fact.stated("exclusive", "reason")) for start, one in begun]


def _told(said: Iterable[Segment], day: int, probables: frozenset[int]) -> tuple[bool, str | None, str | None]:
    """Whether nobody else may address them, why, and which of this only a probable fact says."""
    piece = next(one for one in said if one.start <= day < one.end)
    return bool(piece.values.get("exclusive")), piece.values.get("reason"), unsure(piece, probables)


COVERAGE = View(coverage, "coverage", (CoverageAssigned, CoverageEnded), resolve)
CONTACT_RULES = View(contact_rules, "contact_rule", (ContactRuleSet, ContactRuleEnded), resolve_contact_rules)
