"""What a delivery says to people: made when it is sent, so that it names nobody who was erased meanwhile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from projections.moments import moment_of
from projections.names import Names
from projections.snapshots import snapshot
from projections.tenants import Tenant

from .mailing import Words, one_line, paragraphs

_NAMED = ("person", "role", "account", "organization")
_KIND = {"account": "organization"}
_ACTIVE = re.compile(r"[&<>]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_NOTHING = "\u200b"  # has no width: `@channel` reads the same and calls nobody


def words_of(tenant: Tenant, body: str, *, names: bool) -> Words:
    """`names`: whether people and posts are called by their names, or what is said of them stays an id."""
    said: dict[str, Any] = msgspec.json.decode(body)
    about: dict[str, Any] = said["data"]
    what = _plain(said["type"])
    if "alert" not in about:
        return paragraphs(what, (f"{what}.",))
    moment = f"{_plain(about['rule'])}" if "rule" in about else f"Alert {about['alert']}"
    who = ", ".join(_called(tenant, about) if names else _ids(about))
    subject = f"{moment}: {who}" if who else moment
    details = [f"{name} {about[name]}" for name in ("severity", "day", "until") if name in about]
    return paragraphs(subject, (f"{what}. {subject}.", f"{', '.join((*details, 'alert ' + about['alert']))}."))


def chat_text(words: Words) -> str:
    """For chats that take `{"text": …}`: nothing in it is markup, a link or a call to everybody."""
    text = _ACTIVE.sub(lambda found: _ENTITIES[found[0]], one_line(words.text))
    return text.replace("@", "@" + _NOTHING)


def _plain(code: str) -> str:
    """`alert.raised` and `champion_left` as people write them."""
    return code.replace(".", " ").replace("_", " ").capitalize()


def _ids(about: Mapping[str, Any]) -> list[str]:
    """The account alone: who is meant can be asked for by whoever may."""
    return [f"account {about['account']}"] if "account" in about else []


def _called(tenant: Tenant, about: Mapping[str, Any]) -> list[str]:
    """By their names of today; who has none any more is not named."""
    subjects = [(_KIND.get(name, name), about[name]) for name in _NAMED if name in about]
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        names = Names(at)
        names.learn_all(subjects)
        called = [names.of(kind, id) for kind, id in dict.fromkeys(subjects)]
    return [name for name in called if name is not None]
