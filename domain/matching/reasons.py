"""Reasons of a match in the language of whoever reads. They are recorded in English, as part of what was proposed:
what was recorded is taken apart by the templates that it was made of, and told again."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from ..language import marked, say, say_with, spoken

# Of everything; those of one pattern more before those that it holds too.
_REASONS = (
    marked("the same identifier"),
    marked("another identifier of the same scheme"),
    marked("another legal form"),
    marked("the same name"),
    marked("the first letters of the name"),
    marked("the same title"),
    marked("in the organization"),
    marked("in another organization"),
    marked("theirs about that day"),
    marked("not theirs about that day, unlike another"),
    marked("did not exist that day"),
    marked("held the day before"),
    marked("not known to be held the day before"),
    marked("vacant that day"),
    marked("is named as the predecessor"),
    marked("left or took another role within a month of that day"),
    marked("held another role within a year of that day"),
    marked("was where the announcement says they come from"),
    marked("not known to come from there"),
    marked("nothing known of them within 25 years of that day"),
    marked("held this role about that day"),
    marked("held this role at another time"),
    marked("held this role at some time"),
    marked("held a role in this organization about that day"),
    marked("held a role in this organization at another time"),
    marked("held a role in this organization at some time"),
    marked("{share}% of what the names tell is the same"),
    marked("{share}% of what the titles tell is the same"),
    marked("held by {count} that day"),
    marked("holds {title} on that day, an office given as the name"),
    marked("another {scheme}"),
)
_OF_NAMES = (
    marked("a given name on one side is a family name on the other"),
    marked("titles of a man and of a woman"),
    marked("a generation on one side"),
    marked("the same place"),
    marked("another given name: {word}, not {other}"),
    marked("another family name: {word}, not {other}"),
    marked("another place: {word}, not {other}"),
    marked("a title on one side: {word}"),
    marked("{word} is a form of {other}"),
    marked("{word} is short for {other}"),
    marked("{word} is nearly {other}"),
    marked("{word} is not in both"),
    marked("the initial of {word}"),
    marked("{word} for {other}"),
    marked("{word}, not {other}"),
)
_NAME = re.compile(r"name: (.+)")
_BETWEEN = re.compile(r", (?!not )")


def retold(reason: str) -> str:
    """One that no template fits as it is."""
    if spoken() == "en":
        return reason
    if match := _NAME.fullmatch(reason):
        told = (_retold(part, _OF_NAMES) for part in _BETWEEN.split(match[1]))
        return say("name: {parts}", parts=", ".join(told))
    return _retold(reason, _REASONS)


def _retold(text: str, templates: tuple[str, ...]) -> str:
    found = ((template, _pattern(template).fullmatch(text)) for template in templates)
    return next((say_with(template, match.groupdict()) for template, match in found if match), text)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = Formatter().parse(template)
    return re.compile("".join(f"{re.escape(text)}{f'(?P<{field}>.+?)' if field else ''}" for text, field, *_ in parts))
