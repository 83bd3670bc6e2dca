"""What would have been right, in the words of whoever sends it: the one table of them.

Two libraries check what is sent and say what is wrong in terms of their own: msgspec bodies, pydantic parameters.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from typing import Any

from .facts import CURRENCY_PATTERN, FACT_ID_PATTERN, SUBJECT_PATTERN

# Only Python's $ also matches before a last line feed; everybody else needs no guard against it.
NO_LINE_FEED = r"(?!\n)"
_PATH = re.compile(r" - at (?:`key` in )?`\$\.?([^`]*)`$")
OTHER_FORM = "another form"
NOTHING = "required"
_KINDS = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
    "uuid": "a UUID",
    "date": "a date such as 2019-06-14",
    "datetime": "an instant such as 2019-06-14T09:00:00Z",
    "bytes": "a text in base64",
}
_BOUNDS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}
_PARTS = {"str": ("character", "characters"), "array": ("entry", "entries"), "object": ("field", "fields")}
# By pattern without the guard, which FastAPI cannot read.
_FORMS = {
    SUBJECT_PATTERN.removesuffix(NO_LINE_FEED): "1 to 200 characters of A-Z a-z 0-9 . _ ~ : -",
    FACT_ID_PATTERN.removesuffix(NO_LINE_FEED): "a UUID in lower case",
    CURRENCY_PATTERN.removesuffix(NO_LINE_FEED): "an ISO 4217 code such as EUR",
    r"^[^\x00-\x1f]*$": "a text without control characters",
    r"^([01]\d|2[0-3]):[0-5]\d$": "a time such as 07:30",
    r"^[0-9a-f]{1,32}$": "up to 32 characters of 0-9 a-f",
    r"^msg_[0-9a-f]{32}$": "msg_ and 32 characters of 0-9 a-f",
    r"^[a-z][a-z_]{0,39}$": "1 to 40 characters of a-z _, the first of them a letter",
    r"^[a-z0-9][a-z0-9-]{0,15}$": "1 to 16 characters of a-z 0-9 -, the first of them not -",
    r"^[a-z0-9_]{1,64}$": "1 to 64 characters of a-z 0-9 _",
}


def kind(named: str) -> str:
    """Of types in the words of msgspec: `int | null` is a whole number or null."""
    *first, last = [_KINDS.get(one, OTHER_FORM) for one in named.split(" | ")]
    return f"{', '.join(first)} or {last}" if first else last


def form(pattern: str) -> str:
    return _FORMS.get(pattern.removesuffix(NO_LINE_FEED), OTHER_FORM)


def _mistaken(match: re.Match[str]) -> str:
    return f"expected {kind(match[1])}, got {kind(match[2])}"


def _bound(match: re.Match[str]) -> str:
    return f"expected {kind(match[1])}, {_BOUNDS[match[2]]} {_number(match[3])}"


def _length(match: re.Match[str]) -> str:
    return f"expected {kind(match[1])} of {_BOUNDS[match[2]]} {_counted(match[1], match[3])}"


def _counted(named: str, number: str) -> str:
    one, several = _PARTS.get(named, ("", ""))
    return f"{number} {one if number == '1' else several}"


def _number(text: str) -> str:
    return f"{float(text):g}" if "." in text else text


_OF_BODIES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in {
        r"^Expected `(.+)`, got `(.+)`$": _mistaken,
        r"^Expected `(.+)` matching regex ('.*')$": lambda match: f"expected {form(ast.literal_eval(match[2]))}",
        r"^Expected `(\w+)` (>=|<=|>|<) (\S+)$": _bound,
        r"^Expected `(\w+)` of length (>=|<=|>|<) (\d+)$": _length,
        r"^Expected `(\w+)` of length (\d+)(?:, got \d+)?$": lambda match: (
            f"expected {kind(match[1])} of {_counted(match[1], match[2])}"
        ),
        r"^Expected `(\w+)` that's a multiple of (\S+)$": lambda match: (
            f"expected {kind(match[1])} that is a multiple of {match[2]}"
        ),
        r"^Expected `(.+)`$": lambda match: f"expected {kind(match[1])}",
        r"^Invalid UUID$": lambda _: f"expected {kind('uuid')}",
        r"^Invalid RFC3339 encoded (\w+)$": lambda match: f"expected {kind(match[1])}",
        r"^Object missing required field `(\w+)`$": lambda match: f"{match[1]} is required",
        r"^Object contains unknown field `(.*)`$": lambda match: f"it has no field {match[1][:100]}",
        r"^Invalid enum value": lambda _: "expected another word",
        r"out of range": lambda _: "expected a smaller number",
    }.items()
)


def placed(message: str) -> tuple[str, str]:
    """(the path of the field, what is said of it); msgspec says the path at the end of its message."""
    match = _PATH.search(message)
    return (match[1] if match else ""), _PATH.sub("", message)


def of_body(message: str) -> str:
    """What msgspec says of a value, without its place."""
    found = ((word, match) for pattern, word in _OF_BODIES if (match := pattern.search(message)))
    return next((word(match) for word, match in found), f"expected {OTHER_FORM}")


def _about(given: Any) -> str:
    return kind("float" if isinstance(given, float) else "int")


_OF_PARAMETERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: NOTHING,
    "literal_error": lambda said: f"expected one of {_words(said['expected'])}",
    "enum": lambda said: f"expected one of {_words(said['expected'])}",
    "string_pattern_mismatch": lambda said: f"expected {form(said['pattern'])}",
    "string_too_long": lambda said: f"expected {kind('str')} of at most {_counted('str', str(said['max_length']))}",
    "string_too_short": lambda said: f"expected {kind('str')} of at least {_counted('str', str(said['min_length']))}",
    "greater_than_equal": lambda said: f"expected {_about(said['ge'])}, at least {said['ge']:g}",
    "less_than_equal": lambda said: f"expected {_about(said['le'])}, at most {_whole(said['le'])}",
    "greater_than": lambda said: f"expected {_about(said['gt'])}, more than {said['gt']:g}",
    "less_than": lambda said: f"expected {_about(said['lt'])}, less than {said['lt']:g}",
}
# Kinds of pydantic that differ in how the value could not be read, and not in what would be right.
_READ_AS = {"int": "int", "float": "float", "finite": "float", "bool": "bool", "uuid": "uuid", "string": "str",
            "list": "array", "dict": "object", "date": "date", "datetime": "datetime"}  # fmt: skip


def of_parameter(code: str, said: Mapping[str, Any]) -> str:
    """What pydantic says of a parameter: the code of its error and what belongs to it."""
    if code in _OF_PARAMETERS:
        return _OF_PARAMETERS[code](said)
    return f"expected {kind(_READ_AS.get(code.partition('_')[0], ''))}"


def _whole(number: float) -> str:
    return str(number) if isinstance(number, int) else f"{number:g}"


def _words(expected: str) -> str:
    """`'a', 'b' or 'c'` without quotation marks."""
    return ", ".join(re.findall(r"'([^']*)'", expected))
