"""The one JSON shape of facts: from what was sent to a fact, and back."""

from __future__ import annotations

import difflib
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import uuid_utils
from msgspec import UNSET

from . import catalog  # noqa: F401  defines the types that are parsed here
from .dates import span_of
from .errors import InvalidFact, InvalidRequest
from .expected import NOTHING, between, of_body, one_of, placed
from .facts import FACT_ID_PATTERN, REGISTRY, Fact, values_of
from .language import say
from .readable import readable
from .storable import is_plain, refuse_unstorable, with_whole_numbers

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_FACT_ID = re.compile(FACT_ID_PATTERN)


def new_fact_id() -> str:
    return str(uuid_utils.uuid7())


def new_subject_id(kind: str) -> str:
    """A random id that says nothing about whom it names."""
    return f"{kind[0]}-{''.join(secrets.choice(_ALPHABET) for _ in range(12))}"


def parse(sent: Any, *, today: str) -> Fact:
    """The fact that was sent, with defaults filled in. Raises InvalidFact naming the field and what would be right."""
    if type(sent) is not dict and not isinstance(sent, Mapping):
        raise InvalidFact(say("expected a JSON object"))
    if not is_plain(sent):
        refuse_unstorable(sent)
    cls = fact_class(sent.get("type"))
    _refuse_unknown(cls, sent)
    fact = build(cls, _completed(cls, sent, today))
    _require(fact)
    if fact.effective is not None:
        _check_date(fact.effective)
    fact.check()
    return fact


def _require(fact: Fact) -> None:
    for name in fact.required:
        if getattr(fact, name) is UNSET:
            raise InvalidFact(say(NOTHING), field=name)


def fact_class(name: object) -> type[Fact]:
    if isinstance(name, str) and name in REGISTRY:
        return REGISTRY[name]
    if name is None:
        raise InvalidFact(say("required: the type of the fact"), field="type")
    hint = nearest(str(name), REGISTRY)
    raise InvalidFact(say("no such fact type{hint}; GET /v1/fact-types lists them", hint=hint), field="type")


def build(cls: type[Fact], values: Mapping[str, Any]) -> Fact:
    """A fact of plain JSON values. Raises InvalidFact."""
    try:
        fact = msgspec.convert(values, readable(cls))
    except msgspec.ValidationError as error:
        raise _keyed(invalid(str(error), cls), cls, values) from None
    _refuse_unknown_within(fact, values)
    return fact


def _keyed(refused: InvalidFact, cls: type[Fact], values: Mapping[str, Any]) -> InvalidFact:
    """Of an object with names of the sender's own, msgspec does not say below which of them it is wrong."""
    name, inside, rest = (refused.field or "").partition("[...]")
    for key in values[name] if inside and isinstance(values.get(name), dict) else ():
        try:
            msgspec.convert({**values, name: {key: values[name][key]}}, readable(cls))
        except msgspec.ValidationError:
            return InvalidFact(refused.detail, field=f"{name}.{str(key)[:100]}{rest}")
    return refused


def as_json(fact: Fact) -> dict[str, Any]:
    """The fact as plain JSON values, in the order of the contract: type, id, envelope, then its own fields."""
    values = values_of(fact)
    if fact.dateless:
        values.pop("effective", None)
    return {"type": fact.type, **{name: value for name, value in values.items() if name != "mentions" or value}}


def _refuse_unknown(cls: type[Fact], sent: Mapping[str, Any]) -> None:
    known = cls.field_names
    if not sent.keys() <= known:
        name = next(name for name in sent if name not in known)
        raise InvalidFact(
            say("{type} has no such field{hint}", type=cls.type, hint=known_beside(str(name), known)),
            field=str(name)[:100],
        )
    if cls.dateless and "effective" in sent:
        raise InvalidFact(say("{type} has no effective date of its own", type=cls.type), field="effective")


def _refuse_unknown_within(fact: Fact, values: Mapping[str, Any]) -> None:
    """Values with fields of their own, such as `source`, have no others either."""
    for name, value in values.items():
        if isinstance(value, dict):
            _refuse_unknown_inside(name, getattr(fact, name), value)
        elif isinstance(value, list):
            for place, (made, one) in enumerate(zip(getattr(fact, name), value, strict=False)):
                if isinstance(one, dict):
                    _refuse_unknown_inside(f"{name}[{place}]", made, one)


def _refuse_unknown_inside(path: str, made: Any, given: dict[str, Any]) -> None:
    cls: Any = type(made)
    known = _inner_names(cls)
    for inner in given.keys() - known if known else ():
        raise InvalidFact(
            say("{path} has no such field{hint}", path=path, hint=known_beside(inner, known)),
            field=f"{path}.{inner[:100]}",
        )


@cache
def _inner_names(cls: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(cls)) if is_dataclass(cls) else frozenset()


def _completed(cls: type[Fact], sent: Mapping[str, Any], today: str) -> dict[str, Any]:
    values: dict[str, Any] = with_whole_numbers(dict(sent))
    del values["type"]
    values["id"] = _fact_id(values.get("id"))
    if "effective" not in values:
        values["effective"] = None if cls.undated or cls.dateless else today
    if cls.coins and cls.subject not in values:
        values[cls.subject] = new_subject_id(cls.subject)
    return values


def _fact_id(given: Any) -> Any:
    if given is None:
        return new_fact_id()
    if not isinstance(given, str) or _FACT_ID.match(given):
        return given
    try:
        return str(UUID(given))
    except ValueError:
        raise InvalidFact(say("expected a UUID"), field="id") from None


def _check_date(text: str) -> None:
    try:
        span_of(text)
    except ValueError as error:
        raise InvalidFact(str(error), field="effective") from None


def invalid(message: str, cls: Any) -> InvalidFact:
    """What msgspec says of a value of this class, in words, with the path of the field that it is about."""
    field, said = placed(message)
    if missing := re.search(r"missing required field `(\w+)`", said):
        return InvalidFact(say(NOTHING), field=_within(field, missing[1]))
    if unknown := re.search(r"contains unknown field `(.*)`", said):
        known = _names(_hint(cls, field))
        return InvalidFact(
            say("no such field{hint}", hint=known_beside(unknown[1], known)), field=_within(field, unknown[1][:100])
        )
    if wrong := re.match(r"Invalid enum value '?(.*?)'?$", said):
        words = [*map(str, _choices(_hint(cls, field)))]
        return InvalidFact(one_of(", ".join(words)) + nearest(wrong[1], words), field=field or None)
    if re.match(r"Expected `(int|float)` (>=|<=) ", said) and (limits := _limits(_hint(cls, field))):
        return InvalidFact(between(*limits), field=field or None)
    return InvalidFact(of_body(said), field=field or None)


def invalid_request(error: msgspec.ValidationError, cls: Any, within: str = "") -> InvalidRequest:
    """The same of what is no fact; `within`: the field that the whole of it is."""
    refused = invalid(str(error), cls)
    return InvalidRequest(refused.detail, field=".".join(filter(None, (within, refused.field))) or None)


def _within(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _hint(cls: Any, path: str) -> Any:
    """What is declared of the field at a path such as `facts[0].source.kind` or `terms[...]`."""
    hint = cls
    for name in re.findall(r"[A-Za-z_]\w*", path):
        owner = _owner(hint)
        hint = get_type_hints(owner, include_extras=True).get(name) if owner else None
    return hint


def _owner(hint: Any) -> Any:
    """The class with fields of its own that a declaration holds."""
    if isinstance(hint, type) and getattr(hint, "__annotations__", None):
        return hint
    return next((found for part in get_args(hint) if (found := _owner(part))), None)


def _names(hint: Any) -> list[str]:
    owner = _owner(hint)
    return list(get_type_hints(owner)) if owner else []


def _choices(hint: Any) -> tuple[Any, ...]:
    """The words that a declaration allows."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return next((found for part in get_args(hint) if (found := _choices(part))), ())


def _limits(hint: Any) -> tuple[str, float, float] | None:
    """The numbers that a declaration allows, and the least and the greatest of them, where there are both."""
    found = [*_bounded(hint)]
    if not found or None in (found[0][1], found[0][2]):
        return None
    return " | ".join(kind for kind, *_ in found), found[0][1], found[0][2]


def _bounded(hint: Any) -> Iterator[tuple[str, Any, Any]]:
    for meta in getattr(hint, "__metadata__", ()):
        if isinstance(meta, msgspec.Meta) and (meta.ge, meta.le) != (None, None):
            yield hint.__origin__.__name__, meta.ge, meta.le
            return
    for part in get_args(hint):
        yield from _bounded(part)


def known_beside(name: str, known: Any) -> str:
    """What may have been meant, or all there is."""
    return nearest(name, known) or (say("; there are {names}", names=", ".join(sorted(known))) if known else "")


def nearest(name: str, known: Any) -> str:
    close = difflib.get_close_matches(name[:100], sorted(known), n=1)
    return say(" (did you mean {name}?)", name=close[0]) if close else ""
