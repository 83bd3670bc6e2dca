"""What the domain tells and calls things, for translation: sentences and words, in the catalog `sentences`.

Whole sentences that the domain has by code are in `page`, since templates translate them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import IO, Any, Literal, get_args, get_origin, get_type_hints

from domain import catalog  # noqa: F401  defines the types whose words these are
from domain.analysis.meeting import GROWS, NEEDED
from domain.analysis.sale import REASONS
from domain.analysis.slots import ELEMENTS
from domain.coverage import Part
from domain.facts import REGISTRY
from domain.key_moments.found import Because
from domain.key_moments.judging import RULES
from domain.key_moments.steps import STEPS
from domain.levels import RUNGS
from domain.unsure import SENTENCES
from domain.vocabularies import VOCABULARIES, default_terms
from jobs.feeds import policy as feeds
from projections import alerts, nominations
from projections.phrases import LABELS
from projections.telling import ALONE, CLEARED, WORDS

# The context of what stands by itself: a name that somebody wrote is not taken for one of these.
WORD = "word"
Message = tuple[int, str | None, Any, list[str]]
# As `Actor.because` has them beside parts of coverage.
_ACTING = ("contact_rule", "owner", "link")
# Fields of what a map shows that are those of no fact.
_OF_ENTRIES = (
    "since", "until", "certain", "culture", "certainty", "possible", "status", "external", "languages", "recorded_by",
    "supersedes", "superseded_by", "amount", "currency",
)  # fmt: skip
# What is often written where any word may stand.
_USUAL = ("meeting", "call", "mail", "visit", "video", "letter", "customer", "acquaintance", "cooperation", "executive")
# Of nominations, alerts and feeds, where one of these is why something is refused.
_STATES = {*nominations.STATES, *alerts.STATES, *feeds.STATES}
# Of what leaves and is of no fact.
_SENT = ("test_ping", "outlet_failing")
_BESIDE = (
    *_SENT, *_STATES,
    *LABELS.values(), *_ACTING, *get_args(Part), *get_args(Because), *_OF_ENTRIES, *_USUAL, *ELEMENTS, *REASONS, GROWS,
    NEEDED, *(word for word, _ in RUNGS),
)  # fmt: skip
# How many of their arguments are templates, which stand there as they are.
_TELLING = {"say": 1, "say_count": 2, "marked": 1, "either": 2, "with_roles": 1, "in_english": 1}
RECORDED = "recorded"


def whole() -> Iterator[str]:
    """What to do next, what rules look for, why a person has to decide."""
    yield from STEPS.values()
    yield from (rule.says for rule in RULES.values())
    yield from SENTENCES.values()


def extract(_file: Any, _keywords: Any, _comments: Any, options: Any) -> Iterator[Message]:
    """A method of Babel's extraction, for which this file stands for the sentences."""
    yield from ((1, None, sentence, []) for sentence in whole())


def words() -> Iterator[str]:
    """Types of facts, their fields and what these may be, terms of the vocabularies every workspace begins with; what
    rules of key moments and analyses call things."""
    for type, cls in REGISTRY.items():
        yield from (type, *cls.tags)
        yield from (literal for hint in get_type_hints(cls).values() for literal in _literals(hint))
    for vocabulary in VOCABULARIES:
        yield vocabulary
        yield from (text for term in default_terms(vocabulary) for text in (term.word, term.label.lower()))
    yield from (*RULES, *(parameter.name for rule in RULES.values() for parameter in rule.parameters))
    yield from _BESIDE


def extract_words(_file: Any, _keywords: Any, _comments: Any, options: Any) -> Iterator[Message]:
    """The words, the templates that tables of `telling` hold, and what parameters of rules mean."""
    called = {word.replace("_", " ") for word in words()}
    yield from ((1, "pgettext", (WORD, word), []) for word in sorted(called) if any(map(str.isalpha, word)))
    tables = (*WORDS.values(), *ALONE.values(), *CLEARED.values())
    said = (parameter.says for rule in RULES.values() for parameter in rule.parameters)
    yield from ((1, None, template, []) for template in (*tables, *said))


def extract_told(file: IO[bytes], _keywords: Any, _comments: Any, options: Any) -> Iterator[Message]:
    """What the functions of `domain.language` are given in a module."""
    source = file.read()
    if not any(f"{name}(".encode() in source for name in _TELLING):
        return
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = _name(call.func)
        templates = [text for part in call.args[: _TELLING.get(name, 0)] for text in _texts(part)]
        if name == "say_count":
            yield call.lineno, "ngettext", tuple(templates), []
        elif name == "in_english":
            yield from ((call.lineno, "pgettext", (RECORDED, text), []) for text in templates)
        else:
            yield from ((call.lineno, None, text, []) for text in templates)


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _texts(node: ast.expr) -> Iterable[str]:
    """A text, or either of two. Raises TypeError for one that is put together: no catalog could have it."""
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        raise TypeError(f"line {node.lineno}: a template stands there as it is")
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _literals(hint: Any) -> Iterator[str]:
    if get_origin(hint) is Literal:
        yield from (one for one in get_args(hint) if isinstance(one, str))
    else:
        for part in get_args(hint):
            yield from _literals(part)
