"""Between facts and the log's rows: eventsourcing's mapper, with our stored names, upcasting and sealed values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol

import msgspec
from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import StoredEvent

from .. import catalog  # noqa: F401  defines the types that are stored here
from ..facts import REGISTRY, Fact
from ..readable import readable
from ..standing import Recorded
from .keys import KeyRing, combined
from .sealing import Sealed, describe, opened, split

UNCLAIMED = -1
_in_order = msgspec.json.Encoder(order="deterministic").encode
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class UnreadableLog(Exception):
    """The log holds what this program cannot read: a type or version not known here, or a sealed value altered."""


@dataclass(frozen=True, init=False)
class StoredFact(StoredEvent):
    """A row of the log: eventsourcing's stored event with our envelope as columns and what is sealed beside it.

    `originator_version` UNCLAIMED: the writer guards no stream, and the log keeps no version of it. `root` is the
    position of the first fact of its family, `root_index` its place in the batch where that is not recorded yet;
    neither: its own.
    """

    id: str
    version: int = 1
    effective: str | None = None
    certainty: str = "confirmed"
    source: str = "person"
    recorded_by: str = ""
    caused_by: str | None = None
    recorded_at: int = 0
    position: int = 0
    root: int | None = None
    root_index: int | None = None
    fingerprint: bytes = b""
    sealed: Sequence[Sealed] = ()
    subjects: tuple[tuple[str, str], ...] = ()
    created: tuple[tuple[str, str], ...] = ()

    def __init__(self, originator_id: str, originator_version: int, topic: str, state: bytes, **envelope: Any) -> None:
        """All at once: a frozen dataclass sets its two dozen fields one by one, which took a tenth of an append."""
        values = self.__dict__
        values["originator_id"], values["originator_version"] = originator_id, originator_version
        values["topic"], values["state"] = topic, state
        values.update(envelope)


class Row(Protocol):
    """What of a stored fact is needed to have the fact again."""

    @property
    def position(self) -> int: ...
    @property
    def topic(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def effective(self) -> str | None: ...
    @property
    def certainty(self) -> str: ...
    @property
    def recorded_at(self) -> int: ...
    @property
    def recorded_by(self) -> str: ...
    @property
    def caused_by(self) -> str | None: ...
    @property
    def root(self) -> int | None: ...
    @property
    def state(self) -> bytes: ...
    @property
    def sealed(self) -> Sequence[Sealed]: ...


class Draft(NamedTuple):
    """A fact that is about to be recorded, with what the decision found out about it.

    `base` is the type a correction corrects in the end: kept with its version, to upcast what is replaced.
    Nobody of those `needed` may be erased by the time it is recorded.
    """

    fact: Fact
    sent: Mapping[str, Any]
    by: str
    recorded_at: int = 0
    caused_by: str | None = None
    root: int | None = None
    root_index: int | None = None
    amended: type[Fact] | None = None
    base: type[Fact] | None = None
    also: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    subjects: tuple[tuple[str, str], ...] = ()


@dataclass
class FactMapper:
    """Turns drafts into rows and rows into recorded facts, with the data keys of the people they concern."""

    keys: KeyRing
    data_keys: dict[str, bytes | None] = field(default_factory=dict)

    def to_stored_event(self, draft: Draft) -> StoredFact:
        fact, subject = draft.fact, draft.fact.named[0]
        state, rows = self._sealed(draft)
        return StoredFact(
            f"{subject[0]}:{subject[1]}",
            UNCLAIMED,
            fact.type,
            msgspec.json.encode(state),
            fingerprint=self.fingerprint(draft.sent, people_of(rows)),
            sealed=rows,
            subjects=draft.subjects or fact.subjects,
            created=(subject,) if fact.creates else (),
            **_envelope(draft),
        )

    def _sealed(self, draft: Draft) -> tuple[dict[str, Any], list[Sealed]]:
        """What lies in the log's own row, and what is laid beside it."""
        state, groups = split(draft.fact, draft.also, draft.amended)
        rows: list[Sealed] = []
        if groups:
            state["sealed"], rows = describe(self.keys, self.data_keys, groups, draft.fact.id)
        if draft.base is not None:
            state["base"] = {"type": draft.base.type, "version": draft.base.version}
        return state, rows

    def fingerprint(self, sent: Mapping[str, Any], people: Iterable[str]) -> bytes:
        """A hash of what was sent that nobody can try guesses against once one of the people is erased."""
        content = dict(sent)
        content.pop("id", None)  # one id may be written in several ways
        key = self._joint_key(sorted(set(people))) if people else b""
        return self.keys.mac(b"sent", key, _in_order(content))[:16]

    def _joint_key(self, people: list[str]) -> bytes:
        held = {person: key for person in people if (key := self.data_keys.get(person)) is not None}
        return combined(held, people) if people and len(held) == len(people) else b""

    def to_domain_event(self, stored: StoredFact) -> Recorded:
        return self.recorded(stored)

    def recorded(self, stored: Row) -> Recorded:
        """The fact of a row. Raises UnreadableLog for a type or version that is not known here."""
        cls = REGISTRY.get(stored.topic)
        if cls is None or stored.version > cls.version:
            raise UnreadableLog(
                f"position {stored.position}: {stored.topic} version {stored.version} is not known here"
            )
        values = msgspec.json.decode(stored.state)
        erased = self._unseal(values, stored)
        values |= {name: cls.left[name] for name in erased if name in cls.left}
        values |= {"id": stored.id, "effective": stored.effective, "certainty": stored.certainty}
        values = upcast(cls, values, stored.version)
        return Recorded(
            position=stored.position,
            recorded_at=instant_of(stored.recorded_at),
            recorded_by=stored.recorded_by,
            root=stored.root or stored.position,
            fact=msgspec.convert(values, readable(cls)),
            caused_by=stored.caused_by,
            erased=erased,
        )

    def _unseal(self, values: dict[str, Any], stored: Row) -> tuple[str, ...]:
        """Put the sealed values back; says which could not be read."""
        described = values.pop("sealed", None)
        if described is None:
            return ()
        rows = {row.people: row for row in stored.sealed}
        erased: list[str] = []
        for group in described:
            row = rows.get(group["of"])
            found = None if row is None else self._opened(row, stored)
            if found is None:
                erased += group["fields"]
            else:
                _merge(values, found)
        return tuple(erased)

    def _opened(self, row: Sealed, stored: Row) -> dict[str, Any] | None:
        try:
            return opened(self.keys, self.data_keys, row, stored.id)
        except InvalidTag:
            raise UnreadableLog(
                f"position {stored.position}: what is sealed beside it is not what was sealed"
            ) from None


def instant_of(microseconds: int) -> datetime:
    """A recorded instant as facts have it."""
    return EPOCH + timedelta(microseconds=microseconds)


def people_of(rows: Iterable[Sealed]) -> list[str]:
    """Everybody whose values are sealed in these rows."""
    return [person for row in rows for person in row.people.split()]


def _envelope(draft: Draft) -> dict[str, Any]:
    fact = draft.fact
    return {
        "id": fact.id,
        "version": fact.version,
        "effective": fact.effective,
        "certainty": fact.certainty,
        "source": fact.source.kind,
        "recorded_by": draft.by,
        "recorded_at": draft.recorded_at,
        "caused_by": draft.caused_by,
        "root": draft.root,
        "root_index": draft.root_index,
    }


def _merge(values: dict[str, Any], found: dict[str, Any]) -> None:
    for name, value in found.items():
        if name in ("source", "replacement") and isinstance(values.get(name), dict):
            values[name] = values[name] | value
        else:
            values[name] = value


def upcast(cls: type[Fact], values: dict[str, Any], version: int) -> dict[str, Any]:
    """The stored values in today's form: each class says `upcast_v1_v2` and so on, as pure functions of the values.

    They see the sealed values too, as far as these can still be read: every personal field may be missing.
    """
    for older in range(version, cls.version):
        values = getattr(cls, f"upcast_v{older}_v{older + 1}")(values)
    return values
