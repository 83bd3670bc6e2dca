"""What is kept of a feed so that nobody reads it in the database: keyed hashes and sealed texts."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidTag

from domain.log.keys import KeyRing, seal, unseal
from domain.readable import readable
from jobs.sources.entries import Announcement, Move, Seat

from .policy import Feed


@dataclass(frozen=True)
class Vault:
    """Under the workspace's own key: who is meant is not known yet."""

    keys: KeyRing
    feed: Feed

    def hash(self, text: str) -> bytes:
        return self.keys.mac(b"feed", self.feed.id.encode(), text.encode("utf-8", "surrogatepass"))

    def content(self, moves: Sequence[Move]) -> bytes:
        """Of what is announced; the words around it may be set otherwise without being news."""
        told = [
            [getattr(move, name) for name in Move.__dataclass_fields__ if name not in ("excerpt", "announced")]
            for move in moves
        ]
        return self.hash(msgspec.json.encode(told).decode())

    def taken_back(self, entry: str) -> bytes:
        """The content of an entry that its source does not tell any more."""
        return self.hash(f"taken back\n{entry}")

    def sealed(self, value: object) -> bytes:
        return self.sealed_bytes(msgspec.json.encode(value))

    def sealed_bytes(self, plain: bytes) -> bytes:
        return seal(self.keys.secret, zlib.compress(plain), self._context)

    def opened_bytes(self, sealed: bytes) -> bytes:
        try:
            return zlib.decompress(unseal(self.keys.secret, sealed, self._context))
        except InvalidTag:
            raise ValueError(f"what was kept of feed {self.feed.id} was sealed for another") from None

    def announcements(self, sealed: bytes) -> list[Announcement]:
        return msgspec.json.decode(self.opened_bytes(sealed), type=readable(list[Announcement]))

    def seats(self, sealed: bytes) -> tuple[Seat, ...]:
        return msgspec.json.decode(self.opened_bytes(sealed), type=readable(tuple[Seat, ...]))

    @property
    def _context(self) -> bytes:
        return f"feed|{self.keys.workspace}|{self.feed.id}".encode()
