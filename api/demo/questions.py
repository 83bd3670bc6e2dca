"""The questions worked through in the demo: what is asked over HTTP, and how the answers are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from rich.console import Console
from rich.text import Text

from .company import CUSTOMER
from .people import NAMES, PERSON_IDS
from .rendering import render_career, render_diff, render_map, render_then_and_now
from .wording import Json

Get = Callable[[str], Json]
QUARTER_END, REVIEW, TODAY = "2026-09-30", "2026-09-25", "2026-11-22"
_TWO_COMPANIES = "varenchon"
TITLE = "Incumbent: who holds which role at a customer, at any date, as known then or now"
INTRODUCTION = (
    "You sell for Quillstone Software; Aldermoor Group, which makes pumps and valves, is your customer. "
    "For three years your team wrote down what it learned there, and when. All of it is invented."
)


@dataclass(frozen=True)
class Question:
    """What a newcomer asks; `show` takes the answers to `paths` in their order, then a console."""

    text: str
    paths: tuple[str, ...]
    show: Callable[..., None]


def ask(question: Question, get: Get, console: Console) -> None:
    """Print one question, the calls that answer it, and the answers; `get` fetches the JSON of a path."""
    console.print()
    console.rule(style="dim")
    console.print(Text(question.text, style="bold"))
    for path in question.paths:
        console.print(Text(f"GET {path}", style="cyan"), soft_wrap=True)
    question.show(*(get(path) for path in question.paths), console)


def _path(place: str, parameters: Mapping[str, Any]) -> str:
    return f"/v1/{place}?{urlencode(parameters, safe=',')}" if parameters else f"/v1/{place}"


_MAP = f"accounts/{CUSTOMER}/map"
_THEN = _path(_MAP, {"as_of": QUARTER_END, "known_at": REVIEW})
_NOW = _path(_MAP, {"as_of": QUARTER_END, "known_at": TODAY})
_SINCE = {"from": QUARTER_END, "to": TODAY, "known_from": REVIEW, "known_to": TODAY}

READY = _path(_MAP, {"as_of": QUARTER_END, "known_at": REVIEW, "fields": "roles.title,roles.holders.name"})

QUESTIONS = (
    Question(
        "What did the account look like at the end of the quarter, as our review of September 25 knew it?",
        (_THEN,),
        partial(render_map, depth=2),
    ),
    Question("And the same date, as we know it today?", (_THEN, _NOW), render_then_and_now),
    Question(
        "What changed since that review: what happened, and what did we only learn?",
        (_path(f"accounts/{CUSTOMER}/diff", _SINCE),),
        render_diff,
    ),
    Question(
        f"How did {NAMES[_TWO_COMPANIES]} become what she is today?",
        (_path(f"people/{PERSON_IDS[_TWO_COMPANIES]}/career", {}),),
        render_career,
    ),
)
