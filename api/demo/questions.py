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
from .rendering_our_side import (
    render_advice,
    render_key_moments,
    render_nominations,
    render_questionnaire,
    render_team,
)
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

_AUTUMN, _LATELY = "2026-09-01", "2025-01-01"
_YEAR = "2026-01-01"
ADVICE = ("opportunities", "strengthen", "completeness")

READY = _path(_MAP, {"as_of": QUARTER_END, "known_at": REVIEW, "fields": "roles.title,roles.holders.name"})

# For whoever wants to see an alert: history raises none.
LEAVING = {"type": "person_left_role", "person": PERSON_IDS["fenyvesi"], "role": "r-schedule", "reason": "moved"}

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
    Question(
        "Which moves of this autumn matter to us, what does each do to us, and which old friends came?",
        (
            _path("key-moments", {"account": CUSTOMER, "since": _AUTUMN}),
            _path("key-moments", {"account": CUSTOMER, "since": _YEAR, "rule": "ally_arrived"}),
        ),
        render_key_moments,
    ),
    Question(
        "What did the press announce that nobody has looked at yet?",
        (_path("nominations", {"state": "new"}),),
        render_nominations,
    ),
    Question(
        "Who of us is on this account, what is to be done, and what came of what we did?",
        (_path(f"accounts/{CUSTOMER}/team", {}), _path(f"accounts/{CUSTOMER}/actions", {})),
        render_team,
    ),
    Question(
        "Who came lately, and what must we ask them that only their predecessors answered?",
        (_path(f"accounts/{CUSTOMER}/questionnaires", {"since": _LATELY}),),
        render_questionnaire,
    ),
    Question(
        "Whom do we need for the open sale, and where are the gaps? Whom to strengthen first?",
        (_path(f"accounts/{CUSTOMER}/analysis", {"sections": ",".join(ADVICE)}),),
        render_advice,
    ),
)
