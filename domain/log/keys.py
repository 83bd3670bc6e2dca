"""Data keys of people and workspaces, wrapped by the root key; destroying one makes everything under it unreadable."""

from __future__ import annotations

import base64
import hmac
import os
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, insert, select, update

from ..errors import Misconfigured, PersonErased
from ..language import say
from .batches import Into
from .store import now_us
from .tables import person_keys, workspaces

CACHED_SECONDS = 60.0
KEY_BYTES = 32
_NONCE = 12


def seal(key: bytes, plain: bytes, context: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Raises cryptography's InvalidTag when key, bytes or context are not those it was sealed with."""
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context)


def root_key_from(text: str) -> bytes:
    """A root key as settings give it: 32 bytes in hexadecimal or base64. Raises Misconfigured."""
    text = text.strip()
    for read in (bytes.fromhex, _from_base64):
        with suppress(ValueError):
            if len(key := read(text)) == KEY_BYTES:
                return key
    raise Misconfigured("the root key must be 64 hexadecimal digits (32 bytes)")


def _from_base64(text: str) -> bytes:
    return base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)


def root_key_beside(path: Path) -> bytes:
    """The key kept in this file, made on first use, readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return root_key_from(path.read_text())
    with os.fdopen(descriptor, "w") as file:
        file.write(os.urandom(32).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return root_key_from(path.read_text())


@dataclass
class KeyRing:
    """The keys of one workspace, unwrapped for at most a minute."""

    workspace: int
    root: bytes
    secret: bytes = b""
    erasures: int = -1
    _held: dict[str, tuple[float, bytes | None]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, connection: Connection) -> KeyRing:
        """Unwrap the workspace's own key. Raises Misconfigured when the root key is another."""
        query = select(workspaces.c.secret).where(workspaces.c.id == self.workspace)
        wrapped: bytes = connection.execute(query).scalar_one()
        try:
            self.secret = unseal(self.root, wrapped, b"workspace secret")
        except InvalidTag:
            raise Misconfigured("the root key does not open this database's keys") from None
        return self

    def mac(self, *parts: bytes) -> bytes:
        """A hash that only holders of the workspace's key can make."""
        return blake2b(b"\x00".join(parts), key=self.secret, digest_size=KEY_BYTES).digest()

    def held(self, reader: Callable[[], Connection], people: Iterable[str]) -> dict[str, bytes | None]:
        """Key by person; None: erased; absent: never had one."""
        asked, now, erasures = set(people), time.monotonic(), self.erasures
        found = {id: kept[1] for id in asked if (kept := self._held.get(id)) and kept[0] > now}
        if missing := asked - found.keys():
            fetched = self._fetch(reader(), missing)
            with self._lock:
                if erasures == self.erasures:  # else these may be keys of somebody who was erased meanwhile
                    self._held.update({id: (now + CACHED_SECONDS, key) for id, key in fetched.items()})
            found |= fetched
        return found

    def apart(self) -> KeyRing:
        """A ring that shares no memory with this one: for keys read in a transaction that may still be undone."""
        return KeyRing(self.workspace, self.root, self.secret)

    def renew(self, erasures: int) -> None:
        """Forget all keys, because people were erased since they were read: so many by now."""
        with self._lock:
            self._held.clear()
            self.erasures = erasures

    def _fetch(self, connection: Connection, people: set[str]) -> dict[str, bytes | None]:
        found: dict[str, bytes | None] = {}
        ordered = sorted(people)
        for start in range(0, len(ordered), 500):
            query = select(person_keys.c.person, person_keys.c.wrapped).where(
                person_keys.c.workspace == self.workspace, person_keys.c.person.in_(ordered[start : start + 500])
            )
            for person, wrapped in connection.execute(query).all():
                found[person] = None if wrapped is None else unseal(self.root, wrapped, self._context(person))
        return found

    def mint(self, people: Iterable[str]) -> dict[str, bytes]:
        return {person: os.urandom(32) for person in people}

    def rows(self, minted: dict[str, bytes]) -> list[Into]:
        """New keys as they are stored; the database refuses a second key for anybody."""
        rows = [
            (self.workspace, person, "active", seal(self.root, key, self._context(person)), now_us())
            for person, key in minted.items()
        ]
        return [Into(person_keys, rows)] if rows else []

    def destroy(self, connection: Connection, person: str) -> None:
        """Erase somebody's key; a tombstone stays, so that it is never minted again."""
        erased = {"state": "erased", "wrapped": None, "changed_at": now_us()}
        where = (person_keys.c.workspace == self.workspace, person_keys.c.person == person)
        if not connection.execute(update(person_keys).where(*where).values(erased)).rowcount:
            connection.execute(insert(person_keys).values(workspace=self.workspace, person=person, **erased))

    def forget(self, people: Iterable[str] | None = None) -> None:
        """Drop unwrapped keys from memory: these people's, or all."""
        with self._lock:
            for person in list(self._held) if people is None else people:
                self._held.pop(person, None)

    def _context(self, person: str) -> bytes:
        return f"person key|{self.workspace}|{person}".encode()


def combined(keys: dict[str, bytes], people: Iterable[str]) -> bytes:
    """One key out of several people's: it is lost with any of them."""
    parts = [keys[person] for person in sorted(people)]
    return parts[0] if len(parts) == 1 else hmac.digest(b"incumbent joint key", b"".join(parts), sha256)


def refuse_erased(keys: dict[str, bytes | None], field: str = "person") -> None:
    for person, key in keys.items():
        if key is None:
            told = say("{person} was erased; nothing more is recorded about them", person=person)
            raise PersonErased(told, field=field)
