"""The views of who of ours covers whom, and of through whom somebody is to be addressed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from domain.coverage import ContactRuleEnded, ContactRuleSet, CoverageAssigned, CoverageEnded
from domain.resolution import lives, runs
from domain.standing import Standing

from .intervals import Row, View, flag, id_column, interval_table, text
from .periods import grouped, pieces, running, running_columns
from .stating import probable_places, unsure

coverage = interval_table(
    "coverage",
    id_column("person", required=True),
    text("part", required=True),
    *running_columns(),
    indexes=[("person",)],
)
contact_rules = interval_table(
    "contact_rules",
    id_column("through", required=True),
    flag("exclusive"),
    text("reason"),
    text("probable"),
    *running_columns(),
    indexes=[("through",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    ends = grouped(standings, CoverageEnded, "person", "part")
    for key, begun in grouped(standings, CoverageAssigned, "person", "part").items():
        for life in lives(runs(begun, ends[key])):
            for start, end in pairwise(sorted(life.bounds())):
                yield Row("|".join(key), start, end, (*key, *running(life, start)))


def resolve_contact_rules(standings: Sequence[Standing]) -> Iterable[Row]:
    ends, probables = grouped(standings, ContactRuleEnded, "through"), probable_places(standings)
    for (through,), begun in grouped(standings, ContactRuleSet, "through").items():
        for piece in pieces(begun, ends[(through,)], ("exclusive", "reason")):
            said = piece.said.values
            told = (bool(said.get("exclusive")), said.get("reason"), unsure(piece.said, probables))
            yield Row(through, piece.start, piece.end, (through, *told, *running(piece.life, piece.start)))


COVERAGE = View(coverage, "coverage", (CoverageAssigned, CoverageEnded), resolve)
CONTACT_RULES = View(contact_rules, "contact_rule", (ContactRuleSet, ContactRuleEnded), resolve_contact_rules)
