"""Whole sentences that the domain has by code: they are translated as the texts of templates are.

What is put together of names and clauses is not among them: that stays English, and is marked so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.key_moments.judging import RULES
from domain.key_moments.steps import STEPS
from domain.unsure import SENTENCES


def whole() -> Iterator[str]:
    """What to do next, what rules look for, why a person has to decide."""
    yield from STEPS.values()
    yield from (rule.says for rule in RULES.values())
    yield from SENTENCES.values()


def extract(_file: Any, _keywords: Any, _comments: Any, options: Any) -> Iterator[tuple[int, None, str, list[str]]]:
    """A method of Babel's extraction, for which this file stands for the sentences."""
    yield from ((1, None, sentence, []) for sentence in whole())
