"""`incumbent export`: the facts of an account."""

from typing import Any


def exported(tenant: Any, account: str) -> Any:
    raise NotImplementedError
