"""Opaque cursors: where a list goes on, in which life of the store."""

from __future__ import annotations

import base64
import binascii
from typing import TypeVar

import msgspec

from domain.errors import InvalidRequest
from domain.language import say
from domain.readable import readable

from .problems import CursorExpired

Place = TypeVar("Place")


def cursor(epoch: str, place: object) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode([epoch, place])).rstrip(b"=").decode()


def place_in(text: str, epoch: str, type: type[Place]) -> Place:
    """Raises InvalidRequest, or CursorExpired when the store was restored since."""
    try:
        raw = base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        written, place = msgspec.json.decode(raw, type=readable(tuple[str, msgspec.Raw]))
        if written != epoch:
            raise CursorExpired(say("the store was restored since; list again from the beginning"), field="cursor")
        return msgspec.json.decode(place, type=readable(type))
    except (msgspec.DecodeError, binascii.Error, UnicodeError):
        raise InvalidRequest(say("expected the `next` of an earlier answer"), field="cursor") from None
