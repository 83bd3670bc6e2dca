"""API keys: shown once, stored hashed, scoped, expiring, revocable."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select, update

from ..errors import InvalidRequest, NotFound
from .store import Store
from .tables import api_keys

SCOPES = ("read", "write", "restricted", "admin")
YEAR = 365 * 86_400 * 1_000_000
PREFIX = "inc"
# Before the id, in the name of whoever recorded something.
OF_KEYS = "key:"
# Compared with when no such key exists, so that looking for ids takes as long as guessing secrets.
_NOBODY = sha256(secrets.token_bytes(32)).digest()


@dataclass(frozen=True, kw_only=True)
class ApiKey:
    """What is kept of a key; instants in microseconds."""

    id: str
    workspace: int
    scopes: frozenset[str]
    label: str | None
    created_at: int
    expires_at: int | None
    revoked_at: int | None = None

    @property
    def recorder(self) -> str:
        """Who recorded it, where a fact was sent with this key."""
        return f"{OF_KEYS}{self.id}"


def create_key(
    store: Store,
    workspace: int,
    scopes: Iterable[str],
    *,
    now: int,
    label: str | None = None,
    expires_at: int | None = None,
) -> tuple[ApiKey, str]:
    """A new key and its text, which is nowhere kept; it lasts a year unless said otherwise."""
    secret = secrets.token_hex(32)
    key = ApiKey(
        id=secrets.token_hex(6),
        workspace=workspace,
        scopes=_known(scopes),
        label=label,
        created_at=now,
        expires_at=now + YEAR if expires_at is None else expires_at,
    )
    values = vars(key) | {"scopes": " ".join(sorted(key.scopes)), "digest": _digest(secret)}
    with store.writing(workspace) as connection:
        connection.execute(insert(api_keys).values(values))
    return key, f"{PREFIX}_{key.id}_{secret}"


def find_key(store: Store, text: str) -> ApiKey | None:
    """The key with this text, expired and revoked ones too."""
    prefix, _, rest = text.partition("_")
    id, _, secret = rest.partition("_")
    with store.reading() as connection:
        row = connection.execute(select(api_keys).where(api_keys.c.id == _storable(id))).one_or_none()
    kept = _NOBODY if row is None else bytes(row.digest)
    same = hmac.compare_digest(kept, _digest(secret))
    return key_of(row) if same and row is not None and prefix == PREFIX else None


def keys_of(store: Store, workspace: int) -> list[ApiKey]:
    """Oldest first, revoked ones too."""
    query = select(api_keys).where(api_keys.c.workspace == workspace).order_by(api_keys.c.created_at, api_keys.c.id)
    with store.reading(workspace) as connection:
        return [key_of(row) for row in connection.execute(query)]


def revoke_key(store: Store, workspace: int, id: str, now: int) -> ApiKey:
    """Revoking twice keeps the first instant. Raises NotFound."""
    mine = (api_keys.c.workspace == workspace, api_keys.c.id == id)
    with store.writing(workspace) as connection:
        connection.execute(update(api_keys).where(*mine, api_keys.c.revoked_at.is_(None)).values(revoked_at=now))
        row = connection.execute(select(api_keys).where(*mine)).one_or_none()
    if row is None:
        raise NotFound(f"no key {id} in this workspace")
    return key_of(row)


def _known(scopes: Iterable[str]) -> frozenset[str]:
    asked = frozenset(scopes)
    if not asked or asked - set(SCOPES):
        raise InvalidRequest(f"expected at least one of {', '.join(SCOPES)}", field="scopes")
    return asked


def _digest(secret: str) -> bytes:
    return sha256(secret.encode(errors="replace")).digest()


def _storable(id: str) -> str:
    """No database is asked for what it could not hold."""
    return id if id.isascii() and id.isalnum() and len(id) <= 32 else ""


def key_of(row: Any) -> ApiKey:
    values = {name: row._mapping[name] for name in ApiKey.__dataclass_fields__}
    return ApiKey(**values | {"scopes": frozenset(row.scopes.split())})
