"""What JSON can say and no database keeps as it was said: refused at the door, or written as it is kept."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .errors import InvalidFact
from .language import say

DEEPEST = 32
_LARGEST = 2**63
_SMALL = 2**31
_NUMBERS = (int, float)
_EXACT = 2.0**53
_KEPT = (str, int, bool, type(None))


def is_plain(sent: Mapping[Any, Any]) -> bool:
    """Whether all of it is ASCII and small numbers, little nested, as most of what is sent: nothing can be wrong."""
    texts: list[Any] = [*sent]
    waiting: list[Any] = [*sent.values()]
    nested = 0
    for value in waiting:  # grows meanwhile
        kind = type(value)
        if kind is str:
            texts.append(value)
        elif kind is dict or kind is list:
            nested += 1
            texts += value if kind is dict else ()
            waiting += value.values() if kind is dict else value
        elif value is not None and kind is not bool and not (kind in _NUMBERS and -_SMALL < value < _SMALL):
            return False
    return nested < DEEPEST and _is_plain_text(texts)


def _is_plain_text(texts: list[Any]) -> bool:
    try:
        whole = "".join(texts)
    except TypeError:
        return False
    return whole.isascii() and "\0" not in whole


def with_whole_numbers(value: Any) -> Any:
    """JSON knows one kind of number: 1.0 is 1."""
    kind = type(value)
    if kind is float:
        return int(value) if -_EXACT <= value <= _EXACT and value.is_integer() else value
    if kind is dict:
        return {name: one if type(one) in _KEPT else with_whole_numbers(one) for name, one in value.items()}
    return [with_whole_numbers(one) for one in value] if kind is list else value


def refuse_unstorable(value: Any, path: str = "", depth: int = 0) -> None:
    """Raises InvalidFact naming the field: NUL, half characters, numbers without a value, endless nesting."""
    if isinstance(value, str):
        _refuse_text(value, path)
    elif isinstance(value, (int, float)):
        _refuse_number(value, path)
    elif isinstance(value, (Mapping, list, tuple)):
        _refuse_within(value, path, depth)
    elif value is not None:
        raise InvalidFact(say("expected a JSON value"), field=_shown(path))


def _refuse_text(text: str, path: str) -> None:
    if "\0" in text:
        raise InvalidFact(say("must not contain the character U+0000"), field=_shown(path))
    try:
        text.isascii() or text.encode()
    except UnicodeEncodeError:
        raise InvalidFact(say("must not contain half of a surrogate pair"), field=_shown(path)) from None


def _refuse_number(number: float, path: str) -> None:
    if isinstance(number, int):
        if not -_LARGEST <= number < _LARGEST:
            raise InvalidFact(say("expected a whole number of at most 64 bits"), field=_shown(path))
    elif not math.isfinite(number):
        raise InvalidFact(say("expected a finite number"), field=_shown(path))


def _refuse_within(values: Any, path: str, depth: int) -> None:
    if depth == DEEPEST:
        raise InvalidFact(say("nested more than {most} deep", most=DEEPEST), field=_shown(path))
    if not isinstance(values, Mapping):
        for index, value in enumerate(values):
            refuse_unstorable(value, f"{path}[{index}]", depth + 1)
        return
    for name, value in values.items():
        if not isinstance(name, str):
            raise InvalidFact(say("expected text as the name of every field"), field=_shown(path))
        _refuse_text(name, path)
        if type(value) is not str or "\0" in value or not value.isascii():  # what most values are needs no second look
            refuse_unstorable(value, f"{path}.{name}" if path else name, depth + 1)


def _shown(path: str) -> str | None:
    return path[:200] or None
