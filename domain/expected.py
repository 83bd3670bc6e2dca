"""What would have been right, in the words of whoever sends it: the one table of them.

Two libraries check what is sent and say what is wrong in terms of their own: msgspec bodies, pydantic parameters.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from typing import Any

from .facts import CURRENCY_PATTERN, FACT_ID_PATTERN, SUBJECT_PATTERN
from .language import marked, say, say_count

# Only Python's $ also matches before a last line feed; everybody else needs no guard against it.
NO_LINE_FEED = r"(?!\n)"
_PATH = re.compile(r" - at (?:`key` in )?`\$\.?([^`]*)`$")
OTHER_FORM = marked("another form")
NOTHING = marked("required")
_KINDS = {
    "str": marked("a text"),
    "int": marked("a whole number"),
    "float": marked("a number"),
    "bool": marked("true or false"),
    "array": marked("a list"),
    "object": marked("an object"),
    "null": marked("null"),
    "uuid": marked("a UUID"),
    "date": marked("a date such as 2019-06-14"),
    "datetime": marked("an instant such as 2019-06-14T09:00:00Z"),
    "bytes": marked("a text in base64"),
}
_BOUNDS = {
    ">=": marked("at least"),
    "<=": marked("at most"),
    ">": marked("more than"),
    "<": marked("less than"),
}
# By pattern without the guard, which FastAPI cannot read.
_FORMS = {
    SUBJECT_PATTERN.removesuffix(NO_LINE_FEED): marked("1 to 200 characters of A-Z a-z 0-9 . _ ~ : -"),
    FACT_ID_PATTERN.removesuffix(NO_LINE_FEED): marked("a UUID in lower case"),
    CURRENCY_PATTERN.removesuffix(NO_LINE_FEED): marked("an ISO 4217 code such as EUR"),
    r"^[^\x00-\x1f]*$": marked("a text without control characters"),
    r"^([01]\d|2[0-3]):[0-5]\d$": marked("a time such as 07:30"),
    r"^[0-9a-f]{1,32}$": marked("up to 32 characters of 0-9 a-f"),
    r"^msg_[0-9a-f]{32}$": marked("msg_ and 32 characters of 0-9 a-f"),
    r"^[a-z][a-z_]{0,39}$": marked("1 to 40 characters of a-z _, the first of them a letter"),
    r"^[a-z0-9][a-z0-9-]{0,15}$": marked("1 to 16 characters of a-z 0-9 -, the first of them not -"),
    r"^[a-z0-9_]{1,64}$": marked("1 to 64 characters of a-z 0-9 _"),
}


def kind(named: str) -> str:
    """Of types in the words of msgspec: `int | null` is a whole number or null."""
    names = named.split(" | ")
    if "float" in names and "int" in names:
        names.remove("int")
    *first, last = [say(_KINDS.get(one, OTHER_FORM)) for one in names]
    return say("{several} or {last}", several=", ".join(first), last=last) if first else last


def form(pattern: str) -> str:
    return say(_FORMS.get(pattern.removesuffix(NO_LINE_FEED), OTHER_FORM))


def one_of(names: str) -> str:
    """`names`: with commas between."""
    return say("expected one of {names}", names=names)


def _expected(right: str) -> str:
    return say("expected {right}", right=right)


def _mistaken(match: re.Match[str]) -> str:
    return say("expected {right}, got {wrong}", right=kind(match[1]), wrong=kind(match[2]))


def _bound(match: re.Match[str]) -> str:
    return _bounded(kind(match[1]), match[2], _number(match[3]))


def _bounded(right: str, bound: str, number: str) -> str:
    return say("expected {right}, {bound} {number}", right=right, bound=say(_BOUNDS[bound]), number=number)


def between(named: str, least: float, most: float) -> str:
    """`named`: the types in the words of msgspec."""
    return say("expected {right} from {least} to {most}", right=kind(named), least=f"{least:g}", most=f"{most:g}")


def _length(match: re.Match[str]) -> str:
    return _long(match[1], match[2], match[3])


def _long(named: str, bound: str, number: str) -> str:
    told = {"bound": say(_BOUNDS[bound]), "parts": _counted(named, number)}
    return say("expected {right} of {bound} {parts}", right=kind(named), **told)


def _counted(named: str, number: str) -> str:
    if named == "str":
        return say_count("{count} character", "{count} characters", int(number))
    if named == "array":
        return say_count("{count} entry", "{count} entries", int(number))
    return say_count("{count} field", "{count} fields", int(number)) if named == "object" else f"{number} "


def _number(text: str) -> str:
    return f"{float(text):g}" if "." in text else text


_OF_BODIES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), told)
    for pattern, told in {
        r"^Expected `(.+)`, got `(.+)`$": _mistaken,
        r"^Expected `(.+)` matching regex ('.*')$": lambda match: _expected(form(ast.literal_eval(match[2]))),
        r"^Expected `(\w+)` (>=|<=|>|<) (\S+)$": _bound,
        r"^Expected `(\w+)` of length (>=|<=|>|<) (\d+)$": _length,
        r"^Expected `(\w+)` of length (\d+)(?:, got \d+)?$": lambda match: say(
            "expected {right} of {parts}", right=kind(match[1]), parts=_counted(match[1], match[2])
        ),
        r"^Expected `(\w+)` that's a multiple of (\S+)$": lambda match: (
            f"expected {kind(match[1])} that is a multiple of {match[2]}"
        ),
        r"^Expected `(.+)`$": lambda match: _expected(kind(match[1])),
        r"^Invalid UUID$": lambda _: _expected(kind("uuid")),
        r"^Invalid RFC3339 encoded (\w+)$": lambda match: _expected(kind(match[1])),
        r"^Object missing required field `(\w+)`$": lambda match: f"{match[1]} is required",
        r"^Object contains unknown field `(.*)`$": lambda match: f"it has no field {match[1][:100]}",
        r"^Invalid enum value": lambda _: say("expected another word"),
        r"out of range": lambda _: say("expected a smaller number"),
    }.items()
)


def placed(message: str) -> tuple[str, str]:
    """(the path of the field, what is said of it); msgspec says the path at the end of its message."""
    match = _PATH.search(message)
    return (match[1] if match else ""), _PATH.sub("", message)


def of_body(message: str) -> str:
    """What msgspec says of a value, without its place."""
    found = ((told, match) for pattern, told in _OF_BODIES if (match := pattern.search(message)))
    return next((told(match) for told, match in found), _expected(say(OTHER_FORM)))


def _about(given: Any) -> str:
    return kind("float" if isinstance(given, float) else "int")


_OF_PARAMETERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: say(NOTHING),
    "literal_error": lambda said: one_of(_words(said["expected"])),
    "enum": lambda said: one_of(_words(said["expected"])),
    "string_pattern_mismatch": lambda said: _expected(form(said["pattern"])),
    "string_too_long": lambda said: _long("str", "<=", str(said["max_length"])),
    "string_too_short": lambda said: _long("str", ">=", str(said["min_length"])),
    "greater_than_equal": lambda said: _bounded(_about(said["ge"]), ">=", f"{said['ge']:g}"),
    "less_than_equal": lambda said: _bounded(_about(said["le"]), "<=", _whole(said["le"])),
    "greater_than": lambda said: _bounded(_about(said["gt"]), ">", f"{said['gt']:g}"),
    "less_than": lambda said: _bounded(_about(said["lt"]), "<", f"{said['lt']:g}"),
}
# Kinds of pydantic that differ in how the value could not be read, and not in what would be right.
_READ_AS = {"int": "int", "float": "float", "finite": "float", "bool": "bool", "uuid": "uuid", "string": "str",
            "list": "array", "dict": "object", "date": "date", "datetime": "datetime"}  # fmt: skip


def of_parameter(code: str, said: Mapping[str, Any]) -> str:
    """What pydantic says of a parameter: the code of its error and what belongs to it."""
    if code in _OF_PARAMETERS:
        return _OF_PARAMETERS[code](said)
    return _expected(kind(_READ_AS.get(code.partition("_")[0], "")))


def _whole(number: float) -> str:
    return str(number) if isinstance(number, int) else f"{number:g}"


def _words(expected: str) -> str:
    """`'a', 'b' or 'c'` without quotation marks."""
    return ", ".join(re.findall(r"'([^']*)'", expected))
