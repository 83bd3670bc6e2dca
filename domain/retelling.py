"""What was composed of templates and recorded, taken apart again: so it can be told in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from string import Formatter


def taken_apart(text: str, templates: Iterable[str]) -> tuple[str, Mapping[str, str]] | None:
    """The first of the templates that it may be made of, with what stands in its fields."""
    found = ((template, _pattern(template).fullmatch(text)) for template in templates)
    return next(((template, match.groupdict()) for template, match in found if match), None)


def literal(template: str) -> int:
    """How many of its signs stand for themselves: of two that fit, the one that has more says it."""
    return sum(len(text) for text, *_ in Formatter().parse(template))


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = Formatter().parse(template)
    told = (f"{re.escape(text)}{f'(?P<{field}>.+?)' if field else ''}" for text, field, *_ in parts)
    return re.compile("".join(told), re.DOTALL)
