"""The whole import checked before anything is recorded: each line parsed, each batch decided as the log will."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from msgspec.structs import replace
from sqlalchemy import Connection, select

from api.http.instants import instant_text
from domain.amendments import PersonErased
from domain.decisions import LAST, Known, decide, facts_needed
from domain.errors import FactConflict, InstantRefused, Refused
from domain.facts import Fact
from domain.log.ledger import Ledger
from domain.log.tables import newest, workspaces
from domain.sameness import Sameness
from domain.standing import Family, Standing, named_fact, pending
from domain.vocabularies import VocabularySet

from .files import MOST_KEPT, Files, Flaw
from .survey import MOST_FLAWS, Key, Survey

_MOST_IN_A_BATCH = 20


class Checked(NamedTuple):
    """A line that is well formed."""

    line: int
    values: dict[str, Any]
    fact: Fact


@dataclass
class Trial:
    """Which records are one: deciding goes on with it as its own, and may have to be done again."""

    recorded: Callable[[], Sameness]
    after: Sameness | None

    def __call__(self) -> Sameness:
        self.after = (self.recorded() if self.after is None else self.after).copy()
        return self.after


@dataclass
class Check:
    """Goes through the batches in order, and knows what those before it will have recorded."""

    ledger: Ledger
    files: Files
    found: Survey
    recorded: set[Key]
    flaws: list[Flaw] = field(default_factory=list)
    repeated: set[int] = field(default_factory=set)
    facts: dict[int, Fact] = field(default_factory=dict)
    _families: dict[str, Family] = field(default_factory=dict)
    _erased: set[str] = field(default_factory=set)
    _vocabularies: list[Family] = field(default_factory=list)
    _last: int | None = None
    _same: Sameness | None = None

    @cached_property
    def empty(self) -> bool:
        return self.ledger.recorder.max_notification_id() is None

    @property
    def full(self) -> bool:
        return len(self.flaws) >= MOST_FLAWS

    def doubles(self) -> None:
        """The same id may stand twice, with the same content."""
        for first, again in self.found.doubles:
            self.repeated.add(again)
            if self.files.line(first).values != self.files.line(again).values:
                self._flaw(again, FactConflict("another line has the same id with other content", field="id"))

    def batch(self, lines: Sequence[int]) -> None:
        """Note what is wrong with a batch; what is recorded already is not decided again."""
        parsed = self._parsed(lines)
        ill_formed = {str(self.files.line(line).values["id"]) for line in set(lines) - {one.line for one in parsed}}
        with self.ledger.store.reading(self.ledger.workspace.id) as connection:
            fresh = self._fresh(connection, parsed)
            self._check_instants(connection, fresh)
            outside = [one.fact for one in fresh if not all(map(self._is_new, one.fact.named))]
            known = self.ledger.knowledge.about(lambda: connection, outside)
            self._decide(fresh, known, ill_formed)
        for one in fresh:
            self._count(one, known)

    def _is_new(self, key: Key) -> bool:
        """Whether nothing of it can be in the log yet."""
        return key in self.found.creators and key not in self.recorded

    def _parsed(self, lines: Sequence[int]) -> list[Checked]:
        """What is well formed; the rest are flaws."""
        values = [self.files.line(line).values for line in lines]
        kept = None if self.found.kept is None else [self.found.kept[line] for line in lines]
        parsed, start = list[Checked](), 0
        while start < len(lines):
            try:
                facts = self.ledger.parse(values[start:], kept and kept[start:])
                end = len(lines)
            except Refused as refused:
                end = start + (refused.index or 0)
                facts = self.ledger.parse(values[start:end], kept and kept[start:end])
                self._flaw(lines[end], refused)
            parsed += map(Checked, lines[start:end], values[start:end], facts)
            start = end + 1
        if len(self.facts) < MOST_KEPT:
            self.facts.update((one.line, one.fact) for one in parsed)
        return parsed

    def _fresh(self, connection: Connection, parsed: list[Checked]) -> list[Checked]:
        """What is not recorded yet; of a workspace without any fact that is everything."""
        if self.empty:
            return parsed
        knowledge, fresh = self.ledger.knowledge, []
        stored = knowledge.stored(connection, [one.fact.id for one in parsed])
        for one in parsed:
            row = stored.get(one.fact.id)
            if row is None:
                fresh.append(one)
            elif knowledge.same_content(connection, row, one.values):
                self.repeated.add(one.line)
            else:
                self._flaw(one.line, FactConflict("recorded before with other content", field="id"))
        return fresh

    def _check_instants(self, connection: Connection, fresh: list[Checked]) -> None:
        kept = self.found.kept
        if kept is None or not fresh:
            return
        if self._last is None:
            _, instant = newest(self.ledger.store.sqlite)
            query = select(instant).where(workspaces.c.id == self.ledger.workspace.id)
            self._last = connection.scalar(query) or 0
        now = self.ledger.clock()
        for one in fresh:
            if not self._last <= kept[one.line] <= now:
                self._flaw(one.line, InstantRefused(_misplaced(kept[one.line], self._last), field="recorded_at"))

    def _known(self, known: Known, fresh: list[Checked], merged: Trial) -> Known:
        """What the log knows, and what the files will have made known."""

        def exists(subject: tuple[str, str]) -> bool:
            return subject in self.found.creators or known.exists(subject)

        def erased(person: str) -> bool:
            return person in self._erased or (not self._is_new(("person", person)) and known.erased(person))

        def spoken(vocabulary: str) -> list[Standing]:
            return [*known.spoken(vocabulary), *self._spoken_before(vocabulary)]

        named = {id for one in fresh for id in facts_needed(one.fact)}
        families = _copies({**known.families, **_only(self._families, named)})
        return Known(exists, families, erased, spoken, merged)

    def _spoken_before(self, vocabulary: str) -> Iterator[Standing]:
        """What earlier batches set, after everything in the log."""
        for place, family in enumerate(self._vocabularies, LAST):
            yield from (replace(said, place=place) for said in family.says if said.home[1] == vocabulary)

    def _decide(self, fresh: list[Checked], known: Known, refused_ids: set[str]) -> None:
        """Each refusal is a flaw, unless it follows from another one."""
        most = len(refused_ids) + _MOST_IN_A_BATCH
        while fresh and len(refused_ids) < most:
            try:
                trial = Trial(known.merged, self._same)
                decide([one.fact for one in fresh], self._known(known, fresh, trial))
                self._same = trial.after
                return
            except Refused as refused:
                bad = fresh[refused.index or 0]
                if named_fact(bad.fact) not in refused_ids:
                    self._flaw(bad.line, refused)
                refused_ids.add(bad.fact.id)
                fresh = [one for one in fresh if one is not bad]

    def _count(self, one: Checked, known: Known) -> None:
        """Remember of a fact what a later batch may need to know."""
        fact, named = one.fact, named_fact(one.fact)
        if isinstance(fact, PersonErased):
            self._erased.add(fact.person)
        family = named and (self._families.get(named) or known.families.get(named))
        if family or fact.id in self.found.named_facts or isinstance(fact, VocabularySet):
            self._join(family or Family(), fact)
        if isinstance(fact, VocabularySet):
            self._vocabularies.append(self._families[fact.id])

    def _join(self, family: Family, fact: Fact) -> None:
        family.join(pending(fact))
        self._families.update(dict.fromkeys(family.members, family))

    def _flaw(self, line: int, refused: Refused) -> None:
        self.flaws.append(self.files.flaw(line, refused))


def _only(families: dict[str, Family], ids: set[str]) -> dict[str, Family]:
    return {id: families[id] for id in ids & families.keys()}


def _copies(families: dict[str, Family]) -> dict[str, Family]:
    """Deciding adds to families, and may have to be done again; ids of one family share its copy."""
    made: dict[int, Family] = {}
    for family in families.values():
        if id(family) not in made:
            made[id(family)] = family.copy()
    return {name: made[id(family)] for name, family in families.items()}


def _misplaced(kept: int, last: int) -> str:
    if kept >= last:
        return "lies in the future"
    return f"lies before the last instant of the workspace, {instant_text(last)}"
