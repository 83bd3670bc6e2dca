"""Which subjects newer facts were about, for what is kept in memory of a whole workspace."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection

from domain.amendments import PersonErased, ValueErased
from domain.log.ledger import Ledger
from domain.log.reading import told_after
from domain.nominations import Deciding, NominationMatched, NominationReported

from .shelf import Shelf

# So many facts may have come since: reading everything anew is quicker than following more.
MOST_CHANGES = 5_000
_ERASING = {PersonErased.type, ValueErased.type}
_NOMINATING = {fact.type for fact in (NominationReported, NominationMatched, *Deciding)}


def touched_since(connection: Connection, ledger: Ledger, since: int, until: int) -> dict[str, set[str]] | None:
    """Subjects by kind that anything after a position was about, up to another; None: read everything anew.

    That is after erasures, merges or very many facts. What is told of nominations changes nobody: the facts that they
    become do.
    """
    if until - since > MOST_CHANGES:
        return None
    told = told_after(connection, ledger.workspace.id, since, until - since)
    if any(type in _ERASING for type, _ in told):
        return None
    shelf = Shelf(connection, ledger.keys, until)
    touched = shelf.touched_by(shelf.families({root for type, root in told if type not in _NOMINATING}))
    if touched is None:
        return None
    changed: dict[str, set[str]] = defaultdict(set)
    for kind, id in touched:
        changed[kind].add(id)
    return changed
