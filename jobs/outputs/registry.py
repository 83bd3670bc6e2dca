"""Outlets made, listed, changed and removed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from domain.errors import InvalidRequest, NotFound
from domain.log.keys import KeyRing
from domain.log.ledger import Ledger
from jobs.lease import Clock, database_now
from projections.tenants import Tenant

from .checking import refuse_address, refuse_digest, refuse_wants
from .cursors import begin_at_head
from .events import FINDINGS
from .policy import ROTATION, Kind, Outlet, Policy, Wants
from .tables import deliveries, outlets
from .vault import Vault, new_secret, outlet_of

_MOST_OUTLETS = 200
_CHANGEABLE = ("description", "address", "wants", "names", "restricted", "person", "digest_at", "state")


def create(tenant: Tenant, kind: Kind, said: Mapping[str, Any], policy: Policy, clock: Clock = database_now) -> Outlet:
    """A new outlet: it is sent what is recorded from now on. Raises InvalidRequest naming the field."""
    ledger, id, wants = tenant.ledger, said.get("id") or secrets.token_hex(6), said.get("wants") or Wants()
    if kind != "webhook" and not wants.types:
        wants = msgspec.structs.replace(wants, types=FINDINGS)
    refuse_address(kind, said["address"], policy.egress)
    refuse_wants(wants)
    refuse_digest(tenant, said.get("person"), said.get("digest_at"))
    vault, keys = Vault(ledger.keys, id), ledger.keys
    with ledger.store.writing(keys.workspace) as connection:
        others = outlets_in(connection, keys)
        _refuse_another(others, id)
        head = begin_at_head(connection, keys.workspace, ledger.store.epoch, alone=not others)
        row = {"description": said.get("description") or "", "address": vault.sealed("address", said["address"])}
        row |= {name: said.get(name) for name in ("person", "digest_at")}
        row |= {"secret": vault.sealed("secret", new_secret()) if kind == "webhook" else None}
        row |= {"wants": msgspec.json.encode(wants).decode(), "since": head}
        row |= {name: said.get(name, False) for name in ("names", "restricted")}
        fixed = {"id": id, "kind": kind, "state": "active", "free_at": 0, "created_at": clock(connection)}
        connection.execute(insert(outlets).values(workspace=keys.workspace, **row, **fixed))
        return _found(connection, keys, id)


def outlets_of(ledger: Ledger) -> list[Outlet]:
    """In the order they were made."""
    with ledger.store.reading(ledger.workspace.id) as connection:
        return outlets_in(connection, ledger.keys)


def outlets_in(connection: Connection, keys: KeyRing) -> list[Outlet]:
    query = select(outlets).where(outlets.c.workspace == keys.workspace)
    rows = connection.execute(query.order_by(outlets.c.created_at, outlets.c.id)).all()
    return [outlet_of(keys, row) for row in rows]


def outlet(ledger: Ledger, id: str, *kinds: Kind) -> Outlet:
    """One of these kinds. Raises NotFound."""
    with ledger.store.reading(ledger.workspace.id) as connection:
        return _found(connection, ledger.keys, id, *kinds)


def change(tenant: Tenant, id: str, said: Mapping[str, Any], policy: Policy, *kinds: Kind) -> Outlet:
    """Other values for an outlet. Set to active again, one that was gone is sent what is recorded from now on."""
    ledger = tenant.ledger
    new = _changed(outlet(ledger, id, *kinds), said)
    refuse_address(new.kind, new.address, policy.egress)
    refuse_wants(new.wants)
    refuse_digest(tenant, new.person, new.digest_at)
    with ledger.store.writing(ledger.workspace.id) as connection:
        found = _found(connection, ledger.keys, id, *kinds)
        new = _changed(found, said)
        values: dict[str, Any] = {name: getattr(new, name) for name in _CHANGEABLE}
        values |= {"address": Vault(ledger.keys, id).sealed("address", new.address)}
        values |= {"wants": msgspec.json.encode(new.wants).decode()}
        if found.state == "gone" and new.state != "gone":
            values |= {
                "reason": None,
                "since": begin_at_head(connection, found.workspace, ledger.store.epoch, alone=False),
            }
        connection.execute(update(outlets).where(*its(found)).values(values))
        return _found(connection, ledger.keys, id)


def _changed(found: Outlet, said: Mapping[str, Any]) -> Outlet:
    return replace(found, **{name: value for name, value in said.items() if name in _CHANGEABLE})


def rotate(ledger: Ledger, id: str, clock: Clock = database_now) -> Outlet:
    """A new secret; for a day the one before it signs as well. Raises NotFound, InvalidRequest."""
    vault = Vault(ledger.keys, id)
    with ledger.store.writing(ledger.workspace.id) as connection:
        found = _found(connection, ledger.keys, id, "webhook", "chat")
        if found.secret is None:
            raise InvalidRequest("what a chat is sent is not signed: it has no secret", field="id")
        values: dict[str, Any] = {"secret": vault.sealed("secret", new_secret())}
        values |= {"former_secret": vault.sealed("former_secret", found.secret)}
        values |= {"former_until": clock(connection) + ROTATION.days * 86_400_000_000}
        connection.execute(update(outlets).where(*its(found)).values(values))
        return _found(connection, ledger.keys, id)


def remove(ledger: Ledger, id: str, *kinds: Kind) -> Outlet:
    """The outlet with its deliveries, sent or not. Raises NotFound."""
    with ledger.store.writing(ledger.workspace.id) as connection:
        found = _found(connection, ledger.keys, id, *kinds)
        _delete(connection, found.workspace, id)
        return found


def forget_people(connection: Connection, workspace: int, people: Sequence[str]) -> None:
    """The mail addresses of whoever was erased."""
    theirs = (outlets.c.workspace == workspace, outlets.c.person.in_(people))
    for id in connection.scalars(select(outlets.c.id).where(*theirs)).all() if people else ():
        _delete(connection, workspace, id)


def _delete(connection: Connection, workspace: int, id: str) -> None:
    connection.execute(delete(deliveries).where(deliveries.c.workspace == workspace, deliveries.c.outlet == id))
    connection.execute(delete(outlets).where(outlets.c.workspace == workspace, outlets.c.id == id))


def its(outlet: Outlet) -> tuple[Any, Any]:
    return outlets.c.workspace == outlet.workspace, outlets.c.id == outlet.id


def _found(connection: Connection, keys: KeyRing, id: str, *kinds: Kind) -> Outlet:
    where = (outlets.c.workspace == keys.workspace, outlets.c.id == id)
    row = connection.execute(select(outlets).where(*where)).one_or_none()
    if row is None or (kinds and row.kind not in kinds):
        raise NotFound("no such place in this workspace that alerts go to")
    return outlet_of(keys, row)


def _refuse_another(others: list[Outlet], id: str) -> None:
    if len(others) >= _MOST_OUTLETS:
        raise InvalidRequest(f"a workspace has {_MOST_OUTLETS} of these at most: remove one", field="id")
    if any(one.id == id for one in others):
        raise InvalidRequest("there is one with this id", field="id")
