"""A move that a provider sends as fields: under our names, or under its own as the feed's options say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from domain.language import in_english

from .entries import KINDS, MOST_EXCERPT, Kind, Move, Options
from .shapes import BadEntry, day, text

NAMES = tuple(field.name for field in fields(Move))
_DATES = ("announced", "starts")


def move_of(found: Mapping[str, Any], options: Options, *, published: str | None, excerpt: str | None) -> Move:
    """Raises BadEntry naming the field as the provider calls it."""
    values = {name: _value(found, name, options.fields.get(name, name)) for name in NAMES if name != "kind"}
    values["organization_name"] = values["organization_name"] or options.organization
    values["announced"] = values["announced"] or published
    values["excerpt"] = values["excerpt"] or excerpt
    kind = _kind(found, options)
    if kind != "unknown" and values["person_name"] is None:
        raise BadEntry(in_english("{name}: is missing", name=options.fields.get("person_name", "person_name")))
    return Move(kind=kind, **values)


def _value(found: Mapping[str, Any], name: str, theirs: str) -> str | None:
    if name in _DATES:
        return day(text(found, theirs, 40), theirs)
    return text(found, theirs, MOST_EXCERPT) if name == "excerpt" else text(found, theirs)


def _kind(found: Mapping[str, Any], options: Options) -> Kind:
    theirs = options.fields.get("kind", "kind")
    said = text(found, theirs) or ""
    if said in options.kinds:
        return options.kinds[said]
    for kind in KINDS:
        if said == kind:
            return kind
    known = ", ".join([*options.kinds, *KINDS])
    raise BadEntry(in_english("{name}: expected one of {names}", name=theirs, names=known))
