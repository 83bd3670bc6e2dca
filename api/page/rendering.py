"""Templates: every value is escaped, every text goes through gettext, every link keeps the clocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import quote, urlencode

from babel.support import NullTranslations
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from domain.language import ERASED_NAME, called, plain, retold, written
from domain.matching.reasons import retold as reason_retold

from ..http.access import Caller
from .editing.edits import EDITS
from .languages import LANGUAGES, day_in, instant_in, language_of, number_in, percent_in, territory_in, translations
from .speech import elided
from .tables import table_of
from .told import source_told, value_told
from .views import VIEWS, View

THEME = "incumbent_theme"
THEMES = ("auto", "light", "dark")
CLOCKS = ("as_of", "known_at", "position")
# What no document of HTML may hold, and what turns around the text beside a name.
_UNFIT = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")


def page(request: Request, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """The template with what it shows, in the language and look of whoever asks."""
    language, theme = language_of(request), request.cookies.get(THEME)
    caller: Caller | None = getattr(request.state, "caller", None)
    common = {
        "language": language,
        "languages": LANGUAGES,
        "theme": theme if theme in THEMES else "auto",
        "themes": THEMES,
        "clocks": {name: request.query_params[name] for name in CLOCKS if name in request.query_params},
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "path": request.url.path,
        "views": _views_for(caller),
        "may": partial(_may, caller),
        "may_edit": partial(_may_edit, caller),
        "acting": _may(caller, "write") and not _of_the_past(request),
        "part": asks_for_part(request),
    }
    body = _UNFIT.sub("", _environment(language).get_template(template).render(common | shown))
    headers = {"Cache-Control": "private, no-store", "Vary": "Cookie, Accept-Language, HX-Request"}
    return HTMLResponse(body, status, headers)


def _views_for(caller: Caller | None) -> list[View]:
    """Where somebody may go."""
    return [one for one in VIEWS if _may(caller, one.scope)]


def _may(caller: Caller | None, scope: str) -> bool:
    """Whether whoever asks has it; where access was not asked for, nobody has."""
    return caller is not None and caller.has(scope)


def _may_edit(caller: Caller | None, name: str) -> bool:
    return _may(caller, "write") and (_may(caller, "restricted") or not EDITS[name].restricted)


def _of_the_past(request: Request) -> bool:
    """Whether it is shown as it was known before: one acts on what is known now."""
    return any(name in request.query_params for name in ("known_at", "position"))


def asks_for_part(request: Request) -> bool:
    """Whether a script puts the answer into a page that is there."""
    return "hx-request" in request.headers


@cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=PackageLoader("api.page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_named,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals["gettext"] = partial(_told, translations(language))
    made.filters |= {"day": partial(day_in, language), "number": partial(number_in, language), "part": _part}
    made.filters |= {"instant": partial(instant_in, language), "percent": partial(percent_in, language)}
    made.filters |= {"plain": plain, "written": written, "retold": retold, "reason": reason_retold}
    made.filters |= {"told": value_told, "origin": source_told, "territory": partial(territory_in, language)}
    made.globals |= {"address": address, "table_of": table_of}
    return made


def _told(words: NullTranslations, text: str, **values: Any) -> Markup:
    """As gettext of the new style tells it, with what stands before a name as the name wants it."""
    values = {name: _named(value) for name, value in values.items()}
    return Markup(elided(words.gettext(text), values)) % values  # noqa: S704 - our own text; values are escaped


def _named(value: Any) -> Any:
    """Whatever is shown, but for what whoever was erased is called in English."""
    return called(value) if value == ERASED_NAME else value


@pass_context
def address(context: Context, path: str, **query: str | int | list[str] | None) -> str:
    """A page at the same two clocks, unless told otherwise; None takes a parameter away."""
    clocks: Mapping[str, str] = context["clocks"]
    asked = {name: value for name, value in {**clocks, **query}.items() if value is not None}
    return path + (f"?{urlencode(asked, doseq=True)}" if asked else "")


def _part(id: str) -> str:
    """An id as part of a path."""
    return quote(id, safe="")
