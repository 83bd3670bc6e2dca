"""Ids of the real data in the characters of the contract, and back."""

import re
from random import Random
from uuid import UUID

UNSAFE = re.compile(r"[^A-Za-z0-9._:-]")


def encode(key: str) -> str:
    """Every byte that the contract does not allow, and the tilde itself, as a tilde and two hex digits."""
    return UNSAFE.sub(lambda match: "".join(f"~{byte:02X}" for byte in match.group().encode()), key)


def decode(subject: str) -> str:
    return re.sub(r"(?:~[0-9A-F]{2})+", lambda match: bytes.fromhex(match.group().replace("~", "")).decode(), subject)


def role_id(organization: str, role: str) -> str:
    """The assertions tell roles by organization and label."""
    return encode(f"{organization}|{role}")


def organization_and_role(subject: str) -> tuple[str, str]:
    organization, role = decode(subject).split("|")
    return organization, role


class FactIds:
    """The same ids at every run, in the order of asking."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def next(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))
