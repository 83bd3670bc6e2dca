"""Bodies: read up to a limit, after access is checked, and decoded to what was asked for."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Depends, Request

from domain.errors import InvalidRequest
from domain.forms import invalid_request
from domain.language import say
from domain.readable import readable
from domain.storable import with_whole_numbers

from .problems import BodyTooLarge

T = TypeVar("T")


async def read_body(request: Request) -> bytes:
    """Refused as soon as it is known to be too large, declared or not. Raises BodyTooLarge."""
    most: int = request.app.state.site.limits.most_body_bytes
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:18]) > most:
        raise _too_large(most)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise _too_large(most)
    return bytes(body)


Body = Annotated[bytes, Depends(read_body)]


def decoded(body: bytes, type: type[T]) -> T:
    """The body as this type. Raises InvalidRequest naming the field."""
    try:
        return _read(body, type)
    except msgspec.ValidationError as error:
        raise invalid_request(error, type) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidRequest(f"the body is not JSON: {error}") from None


def _read(body: bytes, type: type[T]) -> T:
    """Looked at again only where something is wrong with it: that may be a whole number written 1.0."""
    try:
        return msgspec.json.decode(body, type=readable(type))
    except msgspec.ValidationError:
        return msgspec.convert(with_whole_numbers(msgspec.json.decode(body)), readable(type))


def _too_large(most: int) -> BodyTooLarge:
    return BodyTooLarge(say("a body may have {most:,} bytes at most; send facts in several batches", most=most))


def schema_of(type: type[msgspec.Struct]) -> dict[str, Any]:
    """JSON Schema of a body that is decoded to this type."""
    _, parts = msgspec.json.schema_components([type], ref_template="{name}")
    found: dict[str, Any] = _inlined(parts[type.__name__], parts)
    return found


def _inlined(schema: Any, parts: dict[str, Any]) -> Any:
    """Whole: what a body holds is described where it stands."""
    if isinstance(schema, list):
        return [_inlined(one, parts) for one in schema]
    if not isinstance(schema, dict):
        return schema
    whole = schema | parts[schema["$ref"]] if "$ref" in schema else schema
    return {name: _inlined(one, parts) for name, one in whole.items() if name != "$ref"}


def takes(schema: dict[str, Any], *, required: bool = True) -> dict[str, Any]:
    """For `openapi_extra`: bodies are read by `Body`, which FastAPI cannot see into."""
    return {"requestBody": {"required": required, "content": {"application/json": {"schema": schema}}}}
