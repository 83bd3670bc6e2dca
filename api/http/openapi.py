"""The OpenAPI description: what FastAPI derives from the routes, with what it cannot know."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from domain.log.ledger import MOST_FACTS
from domain.schemas import fact_schemas

from ..examples.worked import EXAMPLES
from .problems import MEDIA_TYPE, STATUS, TYPE

Json = dict[str, Any]
REF = "#/components/schemas/{name}"
_PROBLEM_REF = {"$ref": REF.format(name="Problem")}

DESCRIPTION = """
The account map with a memory: who holds which role at a customer, at any date, as known then or now.

**Two clocks.** Every fact has an *effective* date (since when it is true in the world) and a *recorded* instant (when
it reached the log). Every read takes both: `as_of`, the day whose state is asked for, and `known_at`, using only what
was recorded by then (or `position`, a place in the log, which is repeatable for good). Left out, they mean today and
now.

**Dates** are `2019`, `2019-06`, `2019-06-14`, `[..2019]` (on or before), `[2019-03..2019-06]` (between), or `null`
(unknown). Answers give them back as they were given.

**Keys.** Every call under `/v1` carries `Authorization: Bearer KEY`. The key decides the workspace; its scopes are
`read`, `write`, `restricted` (links, power, crafted jobs, attitudes and opinions; without it they are left out and
named in `withheld`) and `admin`, which implies the others. What is in another workspace does not exist here: 404.

**Errors** are problem details (RFC 9457) whose `type` stays the same; a refused fact is named by `index` and `field`.
A parameter that a call does not have is refused rather than overlooked.
"""

_PROBLEM: Json = {
    "title": "Problem",
    "description": "Problem details as of RFC 9457; some kinds have members of their own.",
    "type": "object",
    "properties": {
        "type": {"type": "string", "examples": [TYPE + kind for kind in sorted(STATUS)]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "field": {"type": "string", "description": "the field or parameter that was refused"},
        "index": {"type": "integer", "description": "the place of the refused fact in the batch, from 0"},
    },
    "required": ["type", "title", "status"],
}


class Description:
    """The description of one application, made when first asked for."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        app.openapi = self.document  # type: ignore[method-assign]

    def document(self) -> Json:
        return self._document

    @cached_property
    def _document(self) -> Json:
        app = self.app
        found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        schemas = found["components"].setdefault("schemas", {})
        schemas |= {"Problem": _PROBLEM, **_schemas_of_facts()}
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        for path, operations in found["paths"].items():
            for operation in operations.values():
                _complete(path, operation)
        return found


def _schemas_of_facts() -> dict[str, Json]:
    schemas, shared = fact_schemas(REF)
    mapping = {type: REF.format(name=type) for type in sorted(schemas)}
    one_of = [{"$ref": ref} for ref in mapping.values()]
    fact = {"oneOf": one_of, "discriminator": {"propertyName": "type", "mapping": mapping}}
    several = {"type": "array", "items": {"$ref": REF.format(name="Fact")}, "minItems": 1, "maxItems": MOST_FACTS}
    return {"Fact": fact, "Facts": {"anyOf": [fact, several, _batch(several)]}, **schemas, **shared}


def _batch(several: Json) -> Json:
    expected = {
        "type": "object",
        "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 2**63 - 1},
        "description": "The position up to which the writer knew each subject: 409 with what was recorded since.",
    }
    return {
        "type": "object",
        "properties": {"facts": several, "expected": expected},
        "required": ["facts"],
        "additionalProperties": False,
    }


def _complete(path: str, operation: Json) -> None:
    """Problems that can occur, a 304 where there is an ETag, and examples."""
    responses, names = operation["responses"], {one["name"] for one in operation.get("parameters", ())}
    for status in sorted(_problems(path, operation, names)):
        responses[str(status)] = {"description": _means(status), "content": {MEDIA_TYPE: {"schema": _PROBLEM_REF}}}
    if "if-none-match" in names:
        etag = {"ETag": {"description": "of this answer", "schema": {"type": "string"}}}
        responses["200"]["headers"] = etag
        responses["304"] = {"description": "The answer with that ETag still holds.", "headers": etag}
    _show(operation, EXAMPLES.get(operation["operationId"], {}))


def _problems(path: str, operation: Json, names: set[str]) -> set[int]:
    if "security" not in operation:
        return set()
    found = {401, 403, 422, 503}
    found |= {404} if "{" in path or {"account", "person", "before", "now"} & names else set()
    found |= {410} if "cursor" in names else set()
    found |= {409, 413} if "requestBody" in operation else set()
    found |= {429} if "last-event-id" in names else set()
    return found


def _means(status: int) -> str:
    kinds = sorted(kind for kind, given in STATUS.items() if given == status)
    return "A problem: " + ", ".join(f"`{kind}`" for kind in kinds)


def _show(operation: Json, examples: Json) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in examples:
            parameter["example"] = examples[parameter["name"]]
    if "body" in examples:
        operation["requestBody"]["content"]["application/json"]["examples"] = examples["body"]
