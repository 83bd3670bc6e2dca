"""Outlets made, listed, changed and removed."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from domain.errors import InvalidRequest, NotFound
from domain.forms import nearest
from domain.log.keys import KeyRing
from domain.log.ledger import Ledger
from jobs.egress import refuse_url
from jobs.lease import Clock, database_now
from jobs.refusals import USUAL_PORTS, Egress, EgressRefused

from .cursors import begin_at_head
from .events import EVENT_TYPES, FINDINGS
from .policy import ROTATION, Kind, Outlet, Policy, Wants
from .tables import deliveries, outlets
from .vault import Vault, new_secret, outlet_of

_MOST_OUTLETS = 200
_CHANGEABLE = ("description", "address", "wants", "names", "person", "digest_at", "state")
# RFC 5321's mailbox without quoting: what every mail server takes, and nothing that ends a header.
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
_LONGEST_MAILBOX = 254


def create(ledger: Ledger, kind: Kind, said: Mapping[str, Any], policy: Policy, clock: Clock = database_now) -> Outlet:
    """A new outlet: it is sent what is recorded from now on. Raises InvalidRequest naming the field."""
    id = said.get("id") or secrets.token_hex(6)
    wants = said.get("wants") or Wants()
    if kind != "webhook" and not wants.types:
        wants = msgspec.structs.replace(wants, types=FINDINGS)
    _refuse(kind, said["address"], wants, policy.egress)
    vault, keys = Vault(ledger.keys, id), ledger.keys
    with ledger.store.writing(keys.workspace) as connection:
        others = outlets_in(connection, keys)
        _refuse_another(others, id)
        head = begin_at_head(connection, keys.workspace, ledger.store.epoch, alone=not others)
        row = {"description": said.get("description") or "", "address": vault.sealed("address", said["address"])}
        row |= {name: said.get(name) for name in ("person", "digest_at")}
        row |= {"secret": vault.sealed("secret", new_secret()) if kind == "webhook" else None}
        row |= {"wants": msgspec.json.encode(wants).decode(), "names": said.get("names", False), "since": head}
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


def change(ledger: Ledger, id: str, said: Mapping[str, Any], policy: Policy, *kinds: Kind) -> Outlet:
    """Other values for an outlet. Set to active again, one that was gone is sent what is recorded from now on."""
    with ledger.store.writing(ledger.workspace.id) as connection:
        found = _found(connection, ledger.keys, id, *kinds)
        new = replace(found, **{name: value for name, value in said.items() if name in _CHANGEABLE})
        _refuse(new.kind, new.address, new.wants, policy.egress)
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
        mine = (deliveries.c.workspace == found.workspace, deliveries.c.outlet == id)
        connection.execute(delete(deliveries).where(*mine))
        connection.execute(delete(outlets).where(*its(found)))
        return found


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


def _refuse(kind: Kind, address: str, wants: Wants, egress: Egress) -> None:
    for type in wants.types:
        if type not in EVENT_TYPES:
            raise InvalidRequest(f"no such type{nearest(type, set(EVENT_TYPES))}", field="types")
    if kind == "mail":
        if len(address) > _LONGEST_MAILBOX or not _MAILBOX.fullmatch(address):
            raise InvalidRequest("expected one mail address such as jane@acme.example", field="to")
        return
    try:
        refuse_url(address, egress)
    except EgressRefused as refused:
        raise InvalidRequest(refused.detail, field="url") from None
    if urlsplit(address).scheme != "https" and not _is_allowed_in_the_clear(address, egress):
        raise InvalidRequest("expected an address that begins with https://", field="url")


def _is_allowed_in_the_clear(url: str, egress: Egress) -> bool:
    """Loopback, where an operator lets it through: nobody else is on that line."""
    parts = urlsplit(url)
    try:
        address, port = ip_address(parts.hostname or ""), parts.port or 80
    except ValueError:
        return False
    return address.is_loopback and egress.allowed.admits(address, port, port in USUAL_PORTS)
