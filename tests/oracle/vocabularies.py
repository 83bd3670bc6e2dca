"""The words that a workspace speaks on a day, as far as it set them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.oracle.days import Fact
from tests.oracle.standing import known_at
from tests.oracle.values import deciding


def vocabulary(facts: Iterable[Fact], name: str, as_of: date, position: int) -> dict[str, Any] | None:
    """The whole of it as it was set last; nothing before anybody did."""
    known = known_at(facts, position)
    sets = [fact for fact in known.of("vocabulary_set") if fact["vocabulary"] == name]
    fact = deciding(sets, "terms", as_of.toordinal())
    if fact is None:
        return None
    probable = {"certainty": "probable"} if fact["certainty"] == "probable" else {}
    return {"since": fact["effective"], "fact": fact["id"], "terms": fact["terms"], **probable}
