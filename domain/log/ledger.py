"""The one way into the log: parse, decide, seal, append; a retry answers as the first time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from eventsourcing.persistence import IntegrityError, OperationalError
from sqlalchemy import Connection, exc

from ..amendments import PersonErased, ValueErased
from ..decisions import decide
from ..errors import BatchTooLarge, FactConflict, Refused, Unavailable
from ..facts import Fact
from ..forms import parse
from ..language import say
from ..standing import Recorded
from .drafts import Receipt, Root, Sent, Terms, Written, as_recorded, fresh_of, rooted
from .elsewhere import NOWHERE, Elsewhere, leaving
from .erasing import ErasureLedger, erase_person, erase_values
from .instants import Instants
from .keys import KeyRing, refuse_erased
from .knowing import Knowledge, Reader
from .mapper import EPOCH, Draft, FactMapper
from .recorder import FactRecorder
from .repeats import Idempotency, Told, refuse_stale, remember, remembered
from .store import Store, now_us

MOST_FACTS = 1_000
_HALF_MINUTE = 30_000_000
_ATTEMPTS = 5
_ERASING = (PersonErased, ValueErased)


@lru_cache(maxsize=4_096)
def _day_of(half_minute: int, time_zone: str) -> tuple[date, str]:
    """Since 1970 no zone's day began within half a minute of UTC."""
    day = datetime.fromtimestamp(half_minute * 30, ZoneInfo(time_zone)).date()
    return day, day.isoformat()


@dataclass(frozen=True)
class Workspace:
    """The tenant: its number in the database, its public name, its time zone."""

    id: int
    name: str
    time_zone: str = "UTC"

    def today(self, now: int) -> date:
        """The civil date at an instant (microseconds)."""
        return _day_of(now // _HALF_MINUTE, self.time_zone)[0]

    def day(self, now: int) -> str:
        """The same as facts write it."""
        return _day_of(now // _HALF_MINUTE, self.time_zone)[1]

    def begins(self, day: date) -> int:
        """The instant of midnight; a day on which clocks change has 23 or 25 hours."""
        return round(datetime.combine(day, time.min, ZoneInfo(self.time_zone)).timestamp() * 1_000_000)


class Ledger:
    """The facts of one workspace."""

    def __init__(
        self,
        store: Store,
        workspace: Workspace,
        root_key: bytes,
        erasures: ErasureLedger,
        clock: Callable[[], int] = now_us,
        elsewhere: Elsewhere = NOWHERE,
    ) -> None:
        self.store = store
        self.workspace = workspace
        self.clock = clock
        self.erasures = erasures
        self.elsewhere = elsewhere
        with store.reading(workspace.id) as connection:
            self.keys = KeyRing(workspace.id, root_key).open(connection)
        self.recorder = FactRecorder(store, workspace.id, clock)
        self.knowledge = Knowledge(self.keys)
        self.instants = Instants(workspace.id)

    def twin(self) -> Ledger:
        """The same ledger with a memory of its own: what is rolled back must not be remembered."""
        return Ledger(self.store, self.workspace, self.keys.root, self.erasures, self.clock, self.elsewhere)

    def today(self) -> date:
        return self.workspace.today(self.clock())

    def knows(self, kind: str, id: str) -> bool:
        """Whether a subject exists in the workspace."""
        if self.knowledge.remembers((kind, id)):
            return True
        with self.store.peeking(self.workspace.id) as connection:
            return self.knowledge.exists(connection, (kind, id))

    def parse(self, sent: Sequence[Any], kept: Sequence[int] | None = None) -> list[Fact]:
        """The facts that were sent. Raises Refused naming the place of the first that is not well formed."""
        if len(sent) > MOST_FACTS:
            raise BatchTooLarge(
                say("at most {most:,} facts at once; these are {count:,}", most=MOST_FACTS, count=len(sent))
            )
        today, parsed = self.workspace.day(self.clock()), list[Fact]()
        for index, values in enumerate(sent):
            try:
                parsed.append(parse(values, today=today if kept is None else self.workspace.day(kept[index])))
            except Refused as refused:
                raise refused.at(index) from None
        return parsed

    def record(
        self, sent: Sequence[Mapping[str, Any]], terms: Terms, parsed: list[Fact] | None = None
    ) -> list[Receipt]:
        """Record all or nothing, and say where each fact stands. Raises Refused; nothing is half recorded.

        `parsed`: what `parse` gave for them, where that was asked before.
        """
        return self.write(sent, terms, parsed).receipts

    def write(self, sent: Sequence[Mapping[str, Any]], terms: Terms, parsed: list[Fact] | None = None) -> Written:
        """As `record`, with the facts that are new: whoever follows the log need not read them."""
        if (answer := self._remembered(terms)) is not None:
            return Written(answer)
        parsed = self.parse(sent, terms.kept) if parsed is None else parsed
        # Most facts are new: which were recorded before is only looked up once it cannot be otherwise.
        for looking in (False, *[True] * _ATTEMPTS):
            try:
                return self._record(sent, parsed, terms, looking)
            except IntegrityError:  # another write was first: with the same ids, subjects, keys or Idempotency-Key
                self.keys.forget()
                if (answer := self._remembered(terms)) is not None:
                    return Written(answer)
            except (OperationalError, exc.OperationalError) as error:
                raise Unavailable(say("the store cannot be written now; send the same again")) from error
            except Refused:
                if looking:
                    raise
        raise Unavailable(say("too many writers at once; send the same again"))

    def rehearse(self, connection: Connection, sent: Sequence[Mapping[str, Any]], terms: Terms) -> list[Receipt]:
        """Append within a transaction that the caller rolls back: decided as if for good, but nobody is erased."""
        parsed = self.parse(sent, terms.kept)
        before = self._repeated(connection, sent, parsed)
        drafts = self._drafts(lambda: connection, fresh_of(sent, parsed, terms.kept, before), terms)
        writing = self._writing(lambda: connection, drafts, self.keys.erasures)
        rows = list(map(writing.mapper.to_stored_event, drafts))
        guard, beside = self._guard(writing, terms), self.keys.rows(writing.minted)
        positions = self.recorder.insert_events(rows, guard=guard, beside=beside, within=connection)
        return _receipts(parsed, before, drafts, positions[0] if positions else 0)

    def answered(self, given: Idempotency | None) -> tuple[list[Receipt], Told] | None:
        """What the first request with this Idempotency-Key was answered. Raises KeyReused."""
        if given is None:
            return None
        with self.store.reading(self.workspace.id) as connection:
            found = remembered(connection, self.keys, given)
        return None if found is None else ([Receipt(id, position) for id, position in found[0]], found[1])

    def _remembered(self, terms: Terms) -> list[Receipt] | None:
        found = self.answered(terms.idempotency)
        return None if found is None else found[0]

    def _record(self, sent: Sequence[Mapping[str, Any]], parsed: list[Fact], terms: Terms, looking: bool) -> Written:
        erasures = self.keys.erasures
        with self.store.if_needed(self.workspace.id) as reader:
            before = self._repeated(reader(), sent, parsed) if looking else {}
            fresh = fresh_of(sent, parsed, terms.kept, before)
            drafts = self._drafts(reader, fresh, terms)
            writing = self._writing(reader, drafts, erasures)
        return self._append(writing, terms, lambda first: _receipts(parsed, before, drafts, first))

    def _repeated(
        self, connection: Connection, sent: Sequence[Mapping[str, Any]], parsed: list[Fact]
    ) -> dict[str, int]:
        """Position by id of what was recorded before with the same content. Raises FactConflict for other content."""
        stored = self.knowledge.stored(connection, [fact.id for fact in parsed])
        for index, (values, fact) in enumerate(zip(sent, parsed, strict=True)):
            row = stored.get(fact.id)
            if row is not None and not self.knowledge.same_content(connection, row, values):
                raise FactConflict(
                    say("fact {id} was recorded before with other content", id=fact.id), field="id", index=index
                )
        return {id: row.position for id, row in stored.items()}

    def _drafts(self, reader: Reader, fresh: list[Sent], terms: Terms) -> list[Draft]:
        batch = [one.fact for one in fresh]
        known = self.knowledge.about(reader, batch)
        roots: dict[str, Root] = {}
        for id, family in known.families.items():
            roots[id] = next(iter(family.members.values())).root, None
        try:
            decided = decide(batch, known)
        except Refused as refused:
            if refused.index is not None:
                refused.index = fresh[refused.index].place
            raise
        return rooted(fresh, decided, terms, roots)

    def _writing(self, reader: Reader, drafts: list[Draft], erasures: int) -> _Writing:
        people = {person for draft in drafts for person in draft.needed}
        held = self.keys.held(reader, people)
        minted = self.keys.mint(people - held.keys())
        return _Writing(drafts, FactMapper(self.keys, {**held, **minted}), minted, erasures)

    def _append(self, writing: _Writing, terms: Terms, answer: Callable[[int], list[Receipt]]) -> Written:
        drafts = writing.drafts
        erases = any(isinstance(draft.fact, _ERASING) for draft in drafts)

        def after(connection: Connection, first: int) -> None:
            if terms.idempotency is not None:
                remember(connection, self.keys, terms.idempotency, answer(first), self.clock())
            self._erase(connection, drafts, first)  # last: what it notes outside the database cannot be rolled back

        positions = self.recorder.insert_events(
            list(map(writing.mapper.to_stored_event, drafts)),
            guard=self._guard(writing, terms),
            unless=None if terms.expected else writing.erasures,
            after=after if erases or terms.idempotency is not None else None,
            beside=self.keys.rows(writing.minted),
        )
        self.knowledge.learn([draft.fact.named[0] for draft in drafts if draft.fact.creates])
        first = positions[0] if positions else 0
        if erases:
            self.store.wipe()
        return Written(answer(first), () if erases else as_recorded(drafts, first, positions.instant))

    def _guard(self, writing: _Writing, terms: Terms) -> Callable[[Connection, int], None]:
        def guard(connection: Connection, erasures: int) -> None:
            if terms.expected:
                refuse_stale(connection, self.keys, terms.expected)
            self._refuse_erased_meanwhile(connection, erasures, writing)

        return guard

    def _refuse_erased_meanwhile(self, connection: Connection, erasures: int, writing: _Writing) -> None:
        if erasures == writing.erasures:
            return
        self.keys.renew(erasures)
        people = {person for draft in writing.drafts for person in draft.needed}
        refuse_erased(self.keys.apart().held(lambda: connection, people - writing.minted.keys()))

    def _erase(self, connection: Connection, drafts: list[Draft], first: int) -> None:
        for draft in drafts:
            if isinstance(draft.fact, PersonErased):
                keys = self.keys.apart()
                self.elsewhere.forget(connection, keys, leaving(connection, keys, draft.fact.person))
                erased = erase_person(connection, keys, draft.fact.person)
                self.erasures.note(self.workspace.name, *erased)
                self.keys.forget(erased)
            if isinstance(draft.fact, ValueErased):
                root = draft.root or first + (draft.root_index or 0)
                erase_values(connection, self.keys, {draft.fact.fact: root})


def _receipts(parsed: list[Fact], before: Mapping[str, int], drafts: list[Draft], first: int) -> list[Receipt]:
    """Where each fact of a request stands; what is new begins at `first`."""
    found = {**before, **{draft.fact.id: position for position, draft in enumerate(drafts, first)}}
    return [Receipt(fact.id, found[fact.id]) for fact in parsed]


class _Writing(NamedTuple):
    """Drafts, the mapper that holds the keys they need, and the keys that are new.

    `erasures`: how many there were, as far as was known, before the keys were read.
    """

    drafts: list[Draft]
    mapper: FactMapper
    minted: dict[str, bytes]
    erasures: int


def instant(recorded: Recorded) -> int:
    """The recorded instant in microseconds."""
    return round((recorded.recorded_at - EPOCH).total_seconds() * 1e6)


__all__ = ["Idempotency", "Ledger", "Receipt", "Terms", "Workspace", "instant"]
