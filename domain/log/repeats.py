"""Writes that come twice, and writes that come too late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, insert, select

from ..errors import KeyReused, StaleExpectation
from ..language import say
from .keys import KeyRing
from .reading import of_family
from .tables import facts, idempotency, subject_facts

Answer = Sequence[tuple[str, int]]
Told = Mapping[str, Any]
_MOST_NAMED, _CHUNK = 20, 500
_GUARDED = (
    "organization", "unit", "role", "person", "opportunity", "nomination", "alert", "action", "interaction",
)  # fmt: skip


@dataclass(frozen=True)
class Idempotency:
    """An Idempotency-Key and the bytes of the body that came with it.

    `told`: what is answered besides where the facts stand; ids and words of ours, nothing personal.
    """

    key: str
    body: bytes
    told: Told = field(default_factory=dict)


def remembered(connection: Connection, keys: KeyRing, given: Idempotency) -> tuple[Answer, Told] | None:
    """What the first request with this key was answered. Raises KeyReused when its body was another."""
    row = connection.execute(
        select(idempotency.c.fingerprint, idempotency.c.answer).where(
            idempotency.c.workspace == keys.workspace, idempotency.c.key == _hashed(keys, given)
        )
    ).one_or_none()
    if row is None:
        return None
    if bytes(row.fingerprint) != keys.mac(b"body", given.body):
        raise KeyReused("this key was used before with another body; send a new key", field="Idempotency-Key")
    answer = msgspec.json.decode(row.answer)
    facts, told = (answer["facts"], answer["told"]) if isinstance(answer, dict) else (answer, {})
    return [(id, position) for id, position in facts], told


def remember(connection: Connection, keys: KeyRing, given: Idempotency, answer: Answer, now: int) -> None:
    """Kept in the transaction of the append, so that it is there exactly when the facts are."""
    connection.execute(
        insert(idempotency).values(
            workspace=keys.workspace,
            key=_hashed(keys, given),
            fingerprint=keys.mac(b"body", given.body),
            answer=msgspec.json.encode({"facts": answer, "told": given.told} if given.told else answer),
            created_at=now,
        )
    )


def _hashed(keys: KeyRing, given: Idempotency) -> bytes:
    return keys.mac(b"key", given.key.encode())


def refuse_stale(connection: Connection, keys: KeyRing, expected: Mapping[str, int]) -> None:
    """Raises StaleExpectation naming what was recorded about these subjects after the positions the writer had seen."""
    since = _recorded_since(connection, keys.workspace, expected) if _anything_since(connection, keys, expected) else []
    if since:
        raise StaleExpectation(
            say("something was recorded meanwhile; read again and decide anew"), field="expected", since=since
        )


def _anything_since(connection: Connection, keys: KeyRing, expected: Mapping[str, int]) -> bool:
    """Mostly nobody has written at all."""
    least = min(expected.values(), default=0)
    newer = select(facts.c.position).where(facts.c.workspace == keys.workspace, facts.c.position > least)
    return connection.scalar(newer.limit(1)) is not None


def _recorded_since(connection: Connection, workspace: int, expected: Mapping[str, int]) -> list[dict[str, Any]]:
    since = []
    for subject in _touched_since(connection, workspace, expected):
        about = _about(workspace, facts.c.position > expected[subject]).where(subject_facts.c.subject == subject)
        named = about.with_only_columns(facts.c.id, facts.c.type, facts.c.position).order_by(facts.c.position)
        since += [{"subject": subject, **row._mapping} for row in connection.execute(named.limit(_MOST_NAMED))]
    return since


def _touched_since(connection: Connection, workspace: int, expected: Mapping[str, int]) -> list[str]:
    """Those of the subjects that anything was recorded about since the first of the positions: mostly none."""
    ordered, newer = sorted(expected), facts.c.position > min(expected.values())
    chunks = (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
    queries = (_about(workspace, newer).where(subject_facts.c.subject.in_(chunk)) for chunk in chunks)
    return sorted({subject for query in queries for subject in connection.scalars(query)})


def _about(workspace: int, newer: ColumnElement[bool]) -> Select[Any]:
    """Subjects that may be guarded, with the facts of their families."""
    found = select(subject_facts.c.subject).distinct()
    joined = found.join(facts, (subject_facts.c.workspace == facts.c.workspace) & of_family(subject_facts.c.root))
    return joined.where(facts.c.workspace == workspace, subject_facts.c.kind.in_(_GUARDED), newer)
