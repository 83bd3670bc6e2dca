"""A batch between what was sent and what is written: its terms, what of it is new, which family each fact joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..decisions import Decided
from ..errors import FactConflict
from ..facts import Fact
from ..language import say
from ..standing import Recorded, named_fact
from .mapper import Draft, instant_of
from .repeats import Idempotency


class Receipt(NamedTuple):
    """Where a fact stands in the log."""

    id: str
    position: int


class Written(NamedTuple):
    """Where each fact of a request stands, and what of it is new as the log gives it back.

    Nothing is told of a batch that erases: what it says may be gone already.
    """

    receipts: list[Receipt]
    facts: Sequence[Recorded] = ()


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How a batch is to be recorded.

    `by` records it; `expected` maps subject ids to the position the writer has seen; `kept` gives each fact's own
    recorded instant (microseconds); `idempotency` is the header's key with the body it came with. `causes` names by
    fact what caused it, `caused_by` what caused all others.
    """

    by: str
    expected: Mapping[str, int] | None = None
    idempotency: Idempotency | None = None
    kept: Sequence[int] | None = None
    caused_by: str | None = None
    causes: Mapping[str, str] = field(default_factory=dict)


class Sent(NamedTuple):
    """A fact with what was sent, and its place in the batch."""

    place: int
    fact: Fact
    values: Mapping[str, Any]
    recorded_at: int


def fresh_of(
    sent: Sequence[Mapping[str, Any]], parsed: list[Fact], kept: Sequence[int] | None, before: Mapping[str, int]
) -> list[Sent]:
    """What is not recorded yet, each id once. Raises FactConflict where a batch holds one id with two contents."""
    fresh: dict[str, Sent] = {}
    for index, (values, fact) in enumerate(zip(sent, parsed, strict=True)):
        first = fresh.setdefault(fact.id, Sent(index, fact, values, kept[index] if kept else 0))
        if first.values != values:
            raise FactConflict(
                say("fact {id} stands twice in the batch with different content", id=fact.id), field="id", index=index
            )
    return [one for id, one in fresh.items() if id not in before]


Root = tuple[int | None, int | None]


def rooted(fresh: list[Sent], decided: list[Decided], terms: Terms, roots: dict[str, Root]) -> list[Draft]:
    """Drafts that know the family they belong to: one in the log, or one that begins in this batch."""
    places = {one.fact.id: index for index, one in enumerate(fresh)}
    drafts = []
    for one, verdict in zip(fresh, decided, strict=True):
        named = named_fact(one.fact)
        root: Root = (None, None) if named is None else roots.get(named, (None, places.get(named)))
        if named is not None:
            roots[one.fact.id] = root
        drafts.append(_draft(one, verdict, terms, root))
    return drafts


def as_recorded(drafts: Sequence[Draft], first: int, instant: int) -> list[Recorded]:
    """The facts of drafts that were written from a position on, at this instant unless they kept their own."""
    return [
        Recorded(
            position,
            instant_of(draft.recorded_at or instant),
            draft.by,
            draft.root or (position if draft.root_index is None else first + draft.root_index),
            draft.fact,
            draft.caused_by,
        )
        for position, draft in enumerate(drafts, first)
    ]


def _draft(one: Sent, decided: Decided, terms: Terms, root: Root) -> Draft:
    _, fact, sent, recorded_at = one
    _, target, base, subjects, also, needed = decided
    amended = None if target is None else type(target)
    return Draft(
        fact,
        sent,
        terms.by,
        recorded_at,
        terms.causes.get(fact.id, terms.caused_by),
        *root,
        amended,
        base,
        also,
        needed,
        subjects or fact.subjects,
    )
