"""Sessions of the page: somebody who signed in with an API key, until they sign out, time passes or the key ends."""

from __future__ import annotations

import secrets
from hashlib import sha256

from sqlalchemy import delete, insert, select

from .api_keys import ApiKey, key_of
from .store import Store
from .tables import api_keys, sessions


def start_session(store: Store, workspace: int, key: str, *, now: int, expires_at: int) -> str:
    """What the browser holds from now on; only its hash is kept. Sessions whose time has passed are forgotten."""
    token = secrets.token_urlsafe(32)
    values = {"digest": _digest(token), "workspace": workspace, "key": key}
    with store.writing(workspace) as connection:
        connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
        connection.execute(insert(sessions).values(**values, created_at=now, expires_at=expires_at))
    return token


def find_session(store: Store, token: str, now: int) -> ApiKey | None:
    """The key that signed in, expired and revoked ones too; None once the session is over."""
    mine = (sessions.c.digest == _digest(token), sessions.c.expires_at > now)
    with store.reading() as connection:
        row = connection.execute(select(api_keys).join_from(sessions, api_keys).where(*mine)).one_or_none()
    return None if row is None else key_of(row)


def end_session(store: Store, workspace: int, token: str) -> None:
    """Ending one that is over changes nothing."""
    with store.writing(workspace) as connection:
        connection.execute(delete(sessions).where(sessions.c.digest == _digest(token)))


def _digest(token: str) -> bytes:
    return sha256(token.encode(errors="replace")).digest()
