"""Reasons of a match. They are recorded in English, as part of what was proposed, and told in the language of whoever
reads: what was recorded is taken apart by the templates that it was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from ..language import in_english_words, marked, say, say_with
from ..retelling import taken_apart


class Reason(StrEnum):
    """Those of one pattern more before those that it holds too."""

    SAME_IDENTIFIER = marked("the same identifier")
    OTHER_IDENTIFIER = marked("another identifier of the same scheme")
    OTHER_FORM = marked("another legal form")
    SAME_NAME = marked("the same name")
    FIRST_LETTERS = marked("the first letters of the name")
    NAMES_ALIKE = marked("{share}% of what the names tell is the same")
    SAME_TITLE = marked("the same title")
    TITLES_ALIKE = marked("{share}% of what the titles tell is the same")
    INSIDE = marked("in the organization")
    ELSEWHERE = marked("in another organization")
    THEIRS = marked("theirs about that day")
    NOT_THEIRS = marked("not theirs about that day, unlike another")
    NOT_THEN = marked("did not exist that day")
    CLOSED = marked("closed by that day")
    HELD_BEFORE = marked("held the day before")
    NOT_HELD_BEFORE = marked("not known to be held the day before")
    VACANT = marked("vacant that day")
    HELD = marked("held by {count} that day")
    PREDECESSOR = marked("is named as the predecessor")
    THAT_MONTH = marked("left or took another role within a month of that day")
    THAT_YEAR = marked("held another role within a year of that day")
    CAME_FROM = marked("was where the announcement says they come from")
    NOT_FROM = marked("not known to come from there")
    LONG_AGO = marked("nothing known of them within 25 years of that day")
    ROLE_THEN = marked("held this role about that day")
    ROLE_ONCE = marked("held this role at another time")
    ROLE_EVER = marked("held this role at some time")
    HOUSE_THEN = marked("held a role in this organization about that day")
    HOUSE_ONCE = marked("held a role in this organization at another time")
    HOUSE_EVER = marked("held a role in this organization at some time")
    OFFICE = marked("holds {title} on that day, an office given as the name")
    OTHER_SCHEME = marked("another {scheme}")


class OfName(StrEnum):
    """What two names have in common and what they have not, in the same order."""

    MOVED = marked("a given name on one side is a family name on the other")
    OTHER_SEX = marked("titles of a man and of a woman")
    ONE_GENERATION = marked("a generation on one side")
    SAME_PLACE = marked("the same place")
    OTHER_GIVEN = marked("another given name: {word}, not {other}")
    OTHER_FAMILY = marked("another family name: {word}, not {other}")
    OTHER_PLACE = marked("another place: {word}, not {other}")
    ONE_TITLE = marked("a title on one side: {word}")
    NICKNAME = marked("{word} is a form of {other}")
    SHORT = marked("{word} is short for {other}")
    TYPO = marked("{word} is nearly {other}")
    LEFT_OUT = marked("{word} is not in both")
    INITIAL = marked("the initial of {other}")
    SPELLED = marked("{word} for {other}")
    OTHER_WORD = marked("{word}, not {other}")


_NAME = marked("name: {parts}")
BETWEEN = re.compile(r", (?!not )")


def of_name(parts: Iterable[str]) -> str:
    """All that two names say about each other."""
    return _NAME.format(parts=", ".join(parts))


def alike(reason: Reason, likeness: float) -> str:
    """A share of what words tell."""
    return reason.format(share=f"{likeness:.0%}".rstrip("%"))


def retold(reason: str) -> str:
    """One that no template fits as it is."""
    if in_english_words():
        return reason
    if named := taken_apart(reason, [_NAME]):
        told = (_retold(part, OfName) for part in BETWEEN.split(named[1]["parts"]))
        return say(_NAME, parts=", ".join(told))
    return _retold(reason, Reason)


def _retold(text: str, templates: Iterable[str]) -> str:
    found = taken_apart(text, templates)
    return text if found is None else say_with(*found)
