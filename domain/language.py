"""In which language sentences are told: English, unless whoever reads asked for another, or for days written otherwise.

A sentence is an English template with named fields, which is also what catalogs call it, and the values of the fields;
it is put into words when it is read, in the language of the context. Nothing that is recorded depends on it: jobs,
answers under /v1 and the command line speak English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Literal, Protocol

# Codes of ISO 639. Another is added here; it needs its catalog, and a class of its own beside `French`.
Spoken = Literal["en", "fr"]


class Language(Protocol):
    """Another language than English, or English with days of its own."""

    code: str

    def gettext(self, text: str) -> str:
        """The text itself where it has no words for it."""

    def ngettext(self, one: str, many: str, count: int) -> str: ...

    def retold(self, text: str) -> str:
        """What was recorded in English, again; anything else as it is."""

    def word(self, text: str) -> str:
        """Of a code: what people wrote themselves is not among them."""

    def filled(self, template: str, values: Mapping[str, Any], in_order: Sequence[Any] = ()) -> str:
        """Numbers as they are written in it."""

    def day(self, day: str) -> str:
        """Of a written date: what stands where English says `on 2026-03-01` or `since 2019`."""

    def instant(self, at: datetime) -> str:
        """To the minute: what stands where English says `at 2026-03-01 09:30 UTC`."""


RANGE = re.compile(r"\[(.*)\.\.(.+)\]")
_language: ContextVar[Language | None] = ContextVar("language", default=None)


def speak(language: Language | None) -> None:
    """From now on in this context, such as a request; None: English."""
    _language.set(language)


@contextmanager
def told_in(language: Language | None) -> Iterator[None]:
    """What is said meanwhile."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def spoken() -> str:
    """The code of the language: what is kept of sentences is kept for it alone."""
    language = _language.get()
    return "en" if language is None else language.code


def in_english_words() -> bool:
    return spoken().partition("-")[0] == "en"


def say(template: str, **values: Any) -> str:
    """The template in the language of the context, its fields filled in as `str.format` does."""
    language = _language.get()
    if language is None:
        return template.format_map(values)
    return language.filled(language.gettext(template), values)


def in_english(template: str, **values: Any) -> str:
    """The template filled in for whoever reads: it is recorded so, and `retold` when it is read."""
    return template.format_map(values)


def retold(text: str) -> str:
    """What `in_english` made, in the language of the context; anything else as it is."""
    language = _language.get()
    return text if language is None else language.retold(text)


def say_with(template: str, values: Mapping[str, Any]) -> str:
    """As `say`, of a mapping that may have a word for what it lacks."""
    language = _language.get()
    if language is None:
        return template.format_map(values)
    return language.filled(language.gettext(template), values)


def say_in_order(template: str, values: Sequence[Any]) -> str:
    """As `say`, of a template whose fields are numbered."""
    language = _language.get()
    if language is None:
        return template.format(*values)
    return language.filled(language.gettext(template), {}, values)


def say_count(one: str, many: str, count: int, **values: Any) -> str:
    """As `say`, one template for one and another for many; `{count}` is how many."""
    language = _language.get()
    if language is None:
        return (one if count == 1 else many).format_map({"count": count, **values})
    return language.filled(language.ngettext(one, many, count), {"count": count, **values})


def word(text: str) -> str:
    """One of the words by which the program calls its fields and values; any other as it is."""
    language = _language.get()
    return text if language is None else language.word(text)


def called(name: str | None) -> str:
    """Somebody by name; whoever was erased in words."""
    return say(ERASED_NAME) if name in (None, ERASED_NAME) else str(name)


def translated_labels(words: Mapping[str, str]) -> Mapping[str, str]:
    """Labels that come with the program, by code, each with a capital."""
    if in_english_words():
        return words
    told = ((code, word(label.lower())) for code, label in words.items())
    return {code: f"{label[:1].upper()}{label[1:]}" for code, label in told}


def plain(code: str) -> str:
    """A code as people write it."""
    return word(code.replace("_", " "))


def written(day: str) -> str:
    """A date, exact or not, to stand after `since` or `from`: `2026-03-01`, `2019 or before`."""
    if match := RANGE.fullmatch(day):
        first, last = ends_told(match, written)
        some = say("sometime between {first} and {last}", first=first, last=last)
        return some if first else say("{last} or before", last=last)
    language = _language.get()
    return day if language is None else language.day(day)


def written_instant(at: datetime) -> str:
    """Of UTC, to the minute."""
    language = _language.get()
    return f"{at:%Y-%m-%d %H:%M} UTC" if language is None else language.instant(at)


def when(day: str | None) -> str:
    """` on 2026-03-01`, ` in 2026-03`, ` by 2019`, ` between 2019-03 and 2019-06`; nothing for an unknown date."""
    if not day:
        return ""
    if match := RANGE.fullmatch(day):
        first, last = ends_told(match, written)
        return say(" between {first} and {last}", first=first, last=last) if first else say(" by {day}", day=last)
    return say(" on {day}" if len(day) == len("2026-03-01") else " in {day}", day=written(day))


def ends_told(range: re.Match[str], tell: Callable[[str], str]) -> tuple[str, str]:
    """The two days of a range; a year that both tell last stands once: `February`, `May 2022`."""
    first, last = map(tell, range.groups())
    before, _, year = last.rpartition(" ")
    return (first.removesuffix(f" {year}").removesuffix(",") if before else first), last


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`"""
    *first, last = [*map(called, parts)] or [""]
    return say("{several} and {last}", several=", ".join(first), last=last) if first else last


def after_colon(text: str) -> str:
    """What stands last in a sentence and explains it."""
    return say(": {text}", text=text)


def quoted(title: str) -> str:
    """In quotation marks."""
    return say("“{title}”", title=title)


def marked(template: str) -> str:
    """Marks what a table holds, and `say` tells later, for translation."""
    return template


# As reads call whoever was erased.
ERASED_NAME = marked("erased person")
