"""How the page tells the sentences of the domain: English with its days, French with its catalog and numbers too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from string import Formatter
from typing import Any

from babel import Locale
from babel.dates import format_date
from fastapi import Request

from domain.language import ERASED_NAME, Language, speak
from domain.retelling import taken_apart

from .languages import day_in, instant_in, language_of, ordinal_in, templates_of, translations
from .sentences import RECORDED, WORD

_FORMATTER = Formatter()
_MONTH = len("2026-03")
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
# French: before a vowel these lose theirs; whole days have an article, months and years have none.
_LOSING, _VOWELS = ("de ", "que "), frozenset("aeiouyàâéèêëîïôöùûAEIOUÀÂÉÈÊËÎÏÔÖÙÛ")


async def speaking(request: Request) -> None:
    """For whoever asks for a page, from the first sentence on."""
    speak(spoken_in(language_of(request)) or ON_THE_PAGE)


@cache
def spoken_in(code: str) -> Language | None:
    """English needs nothing."""
    return None if code == "en" else French(code)


class English:
    """As everywhere, but with days as the tables beside the sentences have them: `Mar 1, 2026`."""

    code = "en-US"

    def gettext(self, text: str) -> str:
        return text

    def ngettext(self, one: str, many: str, count: int) -> str:
        return one if count == 1 else many

    def retold(self, text: str) -> str:
        return text

    def word(self, text: str) -> str:
        return text

    def filled(self, template: str, values: Mapping[str, Any], in_order: Sequence[Any] = ()) -> str:
        return _FORMATTER.vformat(template, in_order, values)

    def day(self, day: str) -> str:
        return day_in("en", day)

    def instant(self, at: datetime) -> str:
        return instant_in("en", at)


ON_THE_PAGE = English()


class French:
    """Another language would be a class beside this one, with rules of its own for what stands before a name."""

    def __init__(self, code: str) -> None:
        self.code, self._words, self._locale = code, translations(code, "sentences", "page"), Locale(code)

    def gettext(self, text: str) -> str:
        return str(self._words.gettext(text))

    def ngettext(self, one: str, many: str, count: int) -> str:
        return str(self._words.ngettext(one, many, count))

    def retold(self, text: str) -> str:
        """What stands in a field may have been made so too."""
        found = taken_apart(text, templates_of(self.code, RECORDED))
        if found is None:
            return text.translate(_NUMBERS) if _NUMBER.fullmatch(text) else text
        template, values = found
        told = str(self._words.pgettext(RECORDED, template))
        return self.filled(told, {name: self.retold(value) for name, value in values.items()})

    def word(self, text: str) -> str:
        return str(self._words.pgettext(WORD, text))

    def filled(self, template: str, values: Mapping[str, Any], in_order: Sequence[Any] = ()) -> str:
        """Between `de` and a vowel stands an apostrophe; `{share:.0%}` becomes `5 %`."""
        said = ""
        for before, field, form, _ in _parsed(template):
            value = "" if field is None else self._value(_FORMATTER.get_field(field, in_order, values)[0], form or "")
            said += _joined(before, value)
        return said

    def day(self, day: str) -> str:
        """`le 1er mars 2026`, `mars 2026`, `2019`; anything else as it is."""
        try:
            if len(day) == _MONTH:
                return format_date(date.fromisoformat(f"{day}-01"), "MMMM y", locale=self._locale)
            said = format_date(date.fromisoformat(day), "long", locale=self._locale)
            return f"le {ordinal_in(self.code, said)}"
        except ValueError:
            return day

    def instant(self, at: datetime) -> str:
        return f"le {instant_in(self.code, at)}"

    def _value(self, given: Any, form: str) -> str:
        text = self.gettext(given) if given == ERASED_NAME else format(given, form)
        return text.translate(_NUMBERS) if isinstance(given, int | float) else text


# From English to French: of thousands, of fractions, of shares.
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+")
_NUMBERS = str.maketrans({",": "\u202f", ".": ",", "%": "\u202f%"})


@lru_cache(maxsize=4_096)
def _parsed(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(_FORMATTER.parse(template))


def elided(template: str, values: Mapping[str, Any]) -> str:
    """The same of a text of the page, whose fields are `%(name)s`."""

    def before(match: re.Match[str]) -> str:
        vowel = str(values.get(match[3], ""))[:1] in _VOWELS
        return f"{match[1]}{_APOSTROPHE}{match[2]}" if vowel else match[0]

    return _BEFORE_NAME.sub(before, template) if "e %(" in template else template


_BEFORE_NAME = re.compile(r"\b([dD]|[qQ]u)e (%\((\w+)\)s)")


_BEFORE_DAY = re.compile(r"\b(de|à) \Z")
_CONTRACTED = {"de": "du ", "à": "au "}


def _joined(before: str, value: str) -> str:
    """`de` loses its vowel before another; with the article of a day `de` and `à` become one word."""
    if before.endswith(_LOSING) and value[:1] in _VOWELS:
        return f"{before[:-2]}{_APOSTROPHE}{value}"
    if value[:3] == "le " and value[3:4].isdigit() and (match := _BEFORE_DAY.search(before)):
        return f"{before[: match.start()]}{_CONTRACTED[match[1]]}{value[3:]}"
    return before + value
