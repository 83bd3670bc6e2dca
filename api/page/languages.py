"""In which language the page speaks, and how days and numbers are written in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import get_args

from babel import Locale, negotiate_locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations, Translations
from fastapi import Request

from domain.language import RANGE, Spoken, ends_told
from domain.retelling import literal

from .typography import SPACED

FOLDER = Path(__file__).parent / "locale"
LANGUAGES: dict[str, str] = {code: str(Locale(code).get_language_name()).capitalize() for code in get_args(Spoken)}
COOKIE = "incumbent_language"
_WEIGHT = re.compile(r"\bq *= *([01](?:\.\d*)?)")


def language_of(request: Request) -> str:
    """The chosen one, else the first that the browser prefers, else English."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return negotiate_locale(_preferred(request.headers.get("accept-language", "")[:200]), LANGUAGES, sep="-") or "en"


def _preferred(said: str) -> list[str]:
    """The tags of such a header, the dearest first; a weight that is none counts as none given."""
    found = [(tag.strip(), _WEIGHT.search(rest)) for tag, _, rest in (one.partition(";") for one in said.split(","))]
    weighed = [(tag, float(weight[1]) if weight else 1.0) for tag, weight in found]
    return [tag for tag, weight in sorted(weighed, key=lambda one: -one[1]) if weight]


@cache
def translations(language: str, first: str = "page", then: str = "sentences") -> NullTranslations:
    """The words of the templates (`page`) and of what the domain tells (`sentences`) are English; a language without a
    catalog leaves them so. What both have may mean another thing in each.

    Catalogs are compiled when they are first read: nothing that was compiled can be older than its source.
    """
    found = _catalog(language, first)
    found.add_fallback(_catalog(language, then))
    return found


def _catalog(language: str, domain: str) -> NullTranslations:
    catalog, compiled = _read(language, domain), BytesIO()
    if catalog is None:
        return NullTranslations()
    for message in catalog if language in SPACED else ():
        message.string = _each(SPACED[language], message.string)
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled, domain=domain)


def _read(language: str, domain: str) -> Catalog | None:
    source = FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
    return read_po(BytesIO(source.read_bytes()), locale=language) if source.exists() else None


@cache
def templates_of(language: str, context: str) -> tuple[str, ...]:
    """Those that say most first."""
    found = (message for message in _read(language, "sentences") or () if message.context == context)
    return tuple(sorted((str(message.id) for message in found), key=literal, reverse=True))


def _each(spaced: Callable[[str], str], told: str | Sequence[str] | None) -> str | list[str]:
    """Of one text, or of those for one and for many."""
    return spaced(told) if isinstance(told, str) else [*map(spaced, told or ())]


def day_in(language: str, said: str | None) -> str:
    """A date in the language's way, as precise as it was given; between two days with both, or only the last."""
    if match := RANGE.fullmatch(said or ""):
        words, (first, last) = translations(language), ends_told(match, partial(day_in, language))
        told = words.gettext("between %(first)s and %(last)s") if first else words.gettext("%(last)s or before")
        return told % {"first": first, "last": last}
    try:
        return ordinal_in(language, format_date(date.fromisoformat(said or ""), "medium", locale=Locale(language)))
    except ValueError:
        return _month_in(language, said or "")


def ordinal_in(language: str, day: str) -> str:
    """French counts the days of a month, but for its first."""
    return f"1er{day[1:]}" if language == "fr" and day.startswith("1 ") else day


def _month_in(language: str, said: str) -> str:
    """A month of a year, or whatever else was said as it is."""
    try:
        return format_skeleton("yMMM", date.fromisoformat(f"{said}-01"), locale=Locale(language))
    except ValueError:
        return said


def instant_in(language: str, said: str | datetime | None) -> str:
    """An instant to the minute, in UTC."""
    if said is None:
        return ""
    at = (datetime.fromisoformat(said) if isinstance(said, str) else said).astimezone(UTC)
    return f"{day_in(language, at.date().isoformat())}, {at:%H:%M} UTC"


def number_in(language: str, number: float) -> str:
    return format_decimal(number, locale=Locale(language))


def percent_in(language: str, share: float, digits: int = 0) -> str:
    """A share from 0 to 1."""
    return format_percent(round(share, 2 + digits), locale=Locale(language), decimal_quantization=False)


def territory_in(language: str, code: str) -> str:
    """A country by its name; whatever else was said as it is."""
    return str(Locale(language).territories.get(code, code))
