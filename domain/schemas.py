"""JSON Schema of every fact type, derived from its class: the form in which facts are sent."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import Any

import msgspec

from .expected import NO_LINE_FEED
from .facts import REGISTRY, Fact, Tag
from .forms import fact_class

Schema = dict[str, Any]
DATE = {
    "type": ["string", "null"],
    "maxLength": 40,
    "description": "since when it is true: 2019, 2019-06, 2019-06-14, [..2019] (on or before), "
    "[2019-03..2019-06] (between), or null (unknown)",
}
_ORDER = ("type", "id", "effective", "certainty", "source", "mentions")


def fact_schemas(ref: str = "#/$defs/{name}") -> tuple[dict[str, Schema], dict[str, Schema]]:
    """(schema by fact type, schemas they refer to); `ref` is how references are written."""
    derived, components = _derived(ref)
    shared = {name: schema for name, schema in components.items() if name not in derived}
    return {cls.type: _sent(cls, components[cls.__name__]) for cls in REGISTRY.values()}, shared


@cache
def _derived(ref: str) -> tuple[frozenset[str], dict[str, Schema]]:
    classes = [fact_class(name) for name in REGISTRY]
    _, components = msgspec.json.schema_components(classes, ref_template=ref)
    plain = msgspec.json.encode(components).replace(msgspec.json.encode(NO_LINE_FEED)[1:-1], b"")
    return frozenset(cls.__name__ for cls in classes), msgspec.json.decode(plain)


def _sent(cls: type[Fact], derived: Schema) -> Schema:
    """What msgspec says of the class, with what holds only when a fact is sent."""
    stated = {name: _property(cls, name, schema) for name, schema in derived["properties"].items()}
    properties = {"type": {"const": cls.type}} | stated
    if cls.dateless:
        del properties["effective"]
    properties["id"]["description"] = "a UUID; made if left out; sent again with the same content it changes nothing"
    ordered = {name: properties.pop(name) for name in _ORDER if name in properties} | properties
    return {
        "title": cls.type,
        **_description(cls),
        "type": "object",
        "properties": ordered,
        "required": ["type", *(field.name for field in fields(cls) if _required(cls, field))],
        "additionalProperties": False,
        "x-version": cls.version,
        "x-subject": cls.subject,
    }


def _description(cls: type[Fact]) -> Schema:
    """Dataclasses without a docstring are given their signature for one, which describes nothing."""
    text = (cls.__doc__ or "").strip()
    return {} if text.startswith(f"{cls.__name__}(") else {"description": text}


def _property(cls: type[Fact], name: str, derived: Schema) -> Schema:
    schema = dict(DATE) if name == "effective" else {key: value for key, value in derived.items() if key != "default"}
    if (tag := cls.tags.get(name)) is not None and tag.personal:
        schema["x-personal"] = _whose(tag)
    return schema


def _whose(tag: Tag) -> Schema:
    """The fields that name the people a value is of; `mentions` adds to them where the value is free text."""
    return {"of": [*tag.of, *(["mentions"] if tag.text else [])]}


def _required(cls: type[Fact], field: Any) -> bool:
    if field.name == "id" or (cls.coins and field.name == cls.subject):
        return False
    unstated = field.default is MISSING and field.default_factory is MISSING
    return unstated or (field.name in cls.tags and cls.tags[field.name].required)
