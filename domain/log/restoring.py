"""After a restore: the store begins a new epoch, and who was erased since the backup is erased again."""

from __future__ import annotations

import uuid

from sqlalchemy import update

from ..nominations import nomination_of_key
from . import tables
from .elsewhere import nomination_leaving
from .erasing import erase_nomination, erase_person, sealed_facts_of
from .ledger import Ledger, Terms
from .store import Store

BY = Terms(by="erasure-ledger")


def begin_epoch(store: Store) -> str:
    """What was given out before (cursors, ids of events, ETags) may speak of facts that are other facts now."""
    epoch = str(uuid.uuid4())
    with store.writing() as connection:
        connection.execute(update(tables.store).values(epoch=epoch))
    return epoch


def erase_again(ledger: Ledger) -> list[str]:
    """The keys of whom the erasure ledger names and the workspace still knew, nominations last.

    Those accepted for somebody go with them; what is left then was not accepted yet when the backup was made.
    """
    people = [key for key in _still_known(ledger) if nomination_of_key(key) is None]
    for person in people:
        _erase_person_again(ledger, person)
    nominations = _still_known(ledger)
    for key in nominations:
        _erase_nomination_again(ledger, nomination_of_key(key) or "")
    ledger.keys.forget(nominations)
    return people + nominations


def _still_known(ledger: Ledger) -> list[str]:
    named = ledger.erasures.people(ledger.workspace.name)
    with ledger.store.if_needed(ledger.workspace.id) as reader:
        held = ledger.keys.held(reader, named)
    return [key for key in named if held.get(key, b"") is not None]


def _erase_person_again(ledger: Ledger, person: str) -> None:
    """As a fact where the person exists, so that views follow; else only the tombstone, so that no key is ever made."""
    if ledger.knows("person", person):
        ledger.record([{"type": "person_erased", "person": person}], BY)
    else:
        with ledger.store.writing(ledger.workspace.id) as connection:
            erase_person(connection, ledger.keys, person)
        ledger.keys.forget([person])


def _erase_nomination_again(ledger: Ledger, nomination: str) -> None:
    """Views follow facts: each of its facts loses its values by one, then no key can be made for it any more."""
    with ledger.store.writing(ledger.workspace.id) as connection:
        sealed = sealed_facts_of(connection, ledger.workspace.id, nomination)
        ledger.elsewhere.forget(connection, ledger.keys, nomination_leaving(connection, ledger.keys, nomination))
    if sealed:
        ledger.record([{"type": "value_erased", "fact": fact} for fact in sealed], BY)
    with ledger.store.writing(ledger.workspace.id) as connection:
        erase_nomination(connection, ledger.keys, nomination)
