"""The spaces a language sets where no line may break: catalogs are written with plain ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

# Before signs of two parts and within quotation marks; a percent sign before a parenthesis names a field.
_WIDE, _NARROW = re.compile(r" (?=[:»])|(?<=«) "), re.compile(r" (?=[;!?]|%(?!\())")


def french(text: str) -> str:
    return _NARROW.sub("\u202f", _WIDE.sub("\u00a0", text))


SPACED: Mapping[str, Callable[[str], str]] = {"fr": french}
