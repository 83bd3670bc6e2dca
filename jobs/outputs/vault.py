"""Addresses and secrets of outlets, sealed under the workspace's own key; secrets as webhooks write them."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag

from domain.log.keys import KeyRing, seal, unseal
from domain.readable import readable

from .policy import Outlet, Wants

SEALED = ("address", "secret", "former_secret")


@dataclass(frozen=True)
class Vault:
    """What lies sealed of one outlet can be opened for no other, and for no other purpose."""

    keys: KeyRing
    outlet: str

    def sealed(self, name: str, text: str) -> bytes:
        return seal(self.keys.secret, text.encode(), self._context(name))

    def opened(self, name: str, sealed: bytes) -> str:
        try:
            return unseal(self.keys.secret, bytes(sealed), self._context(name)).decode()
        except InvalidTag:
            raise ValueError(f"the {name} of outlet {self.outlet} was sealed for another") from None

    def _context(self, name: str) -> bytes:
        return f"outlet|{self.keys.workspace}|{self.outlet}|{name}".encode()


def outlet_of(keys: KeyRing, row: Any) -> Outlet:
    """A row of the table with what is sealed in it opened."""
    values, vault = dict(row._mapping), Vault(keys, row.id)
    opened = {name: value and vault.opened(name, value) for name in SEALED for value in (values[name],)}
    wants = msgspec.json.decode(values["wants"], type=readable(Wants))
    return Outlet(**values | opened | {"wants": wants})


def new_secret() -> str:
    """32 random bytes as the Standard Webhooks specification writes them."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
