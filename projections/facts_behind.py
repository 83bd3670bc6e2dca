"""The facts behind an answer: what each says, by whom, true since when, known since when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from domain.facts import FACT_ID_PATTERN
from domain.log.reading import read_families, roots_of_facts
from domain.standing import Recorded

from .journal import recorded_json
from .moments import Moment
from .sentences import Sentences, as_amended
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

Json = dict[str, Any]
_TOLD = ("id", "type", "effective", "recorded_at", "source")
_FACT_ID = re.compile(FACT_ID_PATTERN)


def facts_behind(tenant: Tenant, ids: Iterable[str], moment: Moment, *, restricted: bool) -> list[Json]:
    """`{id, type, effective, recorded_at, source, sentence}` of each as it stands at the moment, the first recorded
    first; none of a restricted type where those are not to be seen."""
    with snapshot(tenant, moment) as at:
        wanted = dict.fromkeys(ids)
        roots = roots_of_facts(at.connection, at.workspace, list(wanted))
        families = read_families(at.connection, tenant.ledger.keys, set(roots.values()), at.position)
        hidden = {one.root for one in families if one.fact.restricted and not restricted}
        found = [one for one in families if one.fact.id in wanted and one.root not in hidden]
        return _told(at, found, families, restricted)


def facts_named(answer: Any) -> Iterator[str]:
    """Whatever in an answer has the form of a fact's id, however deep; of what is none, there is no fact to tell."""
    if isinstance(answer, str) and _FACT_ID.match(answer):
        yield answer
    elif isinstance(answer, dict):
        yield from facts_named(list(answer.values()))
    elif isinstance(answer, list | tuple):
        for one in answer:
            yield from facts_named(one)


def _told(at: Snapshot, found: list[Recorded], families: list[Recorded], restricted: bool) -> list[Json]:
    amended = as_amended(families)
    stand = [(one, amended.get(one.position, one.fact)) for one in found]
    sentences = Sentences(at, restricted=restricted)
    sentences.learn(fact for _, fact in stand)
    told = []
    for recorded, fact in sorted(stand, key=lambda pair: pair[0].position):
        shown = recorded_json(recorded) | {"effective": fact.effective, "sentence": sentences.of(fact, at.day)}
        told.append({name: shown.get(name) for name in (*_TOLD, "sentence")})
    return told
