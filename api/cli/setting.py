"""`incumbent settings`: what a workspace sets for itself, shown and changed."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from domain.errors import InvalidRequest
from domain.forms import invalid_request
from domain.log.settings import change_settings, settings_of
from domain.readable import readable
from domain.settings import ChangedSettings

from .opening import opened_tenant
from .options import AsJson, Workspace
from .printing import say, say_json

Changes = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME=VALUE]...", help="accept_from=0.98, half_lives.link=200 or the like; NAME= is as usual again."
    ),
]


def settings(workspace: Workspace, changes: Changes = None, as_json: AsJson = False) -> None:
    """Show the settings of a workspace, or change them: when a match is sure, who may accept, the time zone, how fast
    what is known fades."""
    said = _said(changes or [])
    with opened_tenant(workspace) as tenant:
        now = change_settings(tenant.ledger, said) if changes else settings_of(tenant.ledger)
    told = msgspec.to_builtins(now)
    if as_json:
        say_json(told)
        return
    half_lives = told.pop("half_lives")
    for name, value in [*told.items(), *((f"half_lives.{kind}", days) for kind, days in half_lives.items())]:
        say(f"{name}={str(value).lower() if isinstance(value, bool) else value}")


def _said(changes: list[str]) -> ChangedSettings:
    """Raises InvalidRequest naming the setting."""
    given: dict[str, Any] = {}
    for one in changes:
        name, sign, value = one.partition("=")
        if not sign:
            raise InvalidRequest(f"expected NAME=VALUE with a NAME among {', '.join(_NAMES)}", field=name)
        _put(given, name, value or None)
    try:
        return msgspec.convert(given, readable(ChangedSettings), strict=False)
    except msgspec.ValidationError as error:
        raise invalid_request(error, ChangedSettings) from None


def _put(given: dict[str, Any], name: str, value: str | None) -> None:
    """`half_lives.link` is a setting within a setting."""
    whole, dot, part = name.partition(".")
    inner = given.get(whole)
    given[whole] = (inner if isinstance(inner, dict) else {}) | {part: value} if dot else value


_NAMES = ChangedSettings.__struct_fields__
