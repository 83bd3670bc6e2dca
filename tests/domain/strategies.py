"""Facts as somebody might send them: every registered type, any values that its fields allow."""

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from msgspec import Meta, UnsetType

from domain.facts import CURRENCY_PATTERN, FACT_ID_PATTERN, REGISTRY, SUBJECT_PATTERN, Fact
from tests.domain.samples import INSTEAD, SPECIAL, least, unwrapped

# What no database keeps is refused; what it keeps must come back.
TEXT = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
PATTERNS = {
    SUBJECT_PATTERN: st.from_regex(r"[A-Za-z0-9_.~:-]{1,200}", fullmatch=True),
    FACT_ID_PATTERN: st.uuids().map(str),
    CURRENCY_PATTERN: st.from_regex(r"[A-Z]{3}", fullmatch=True),
}
DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31)).map(str)
PRECISIONS = st.builds(lambda day, length: day[:length], DAYS, st.sampled_from([4, 7, 10]))
DATES = PRECISIONS | PRECISIONS.map(lambda last: f"[..{last}]") | DAYS.map(lambda day: f"[0001-01-01..{day}]")
SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
) | st.text(TEXT, max_size=20)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(TEXT, max_size=9), inner), max_leaves=6
)


def word_of(term: dict[str, Any]) -> Any:
    return term["label"] if term["term"] is None else term["term"]


# Rules about a field that its type cannot say.
WELL_FORMED: dict[tuple[str, str], Callable[[Any], bool]] = {
    ("culture_assessed", "mix"): lambda mix: mix is None or any(mix.values()),
    ("vocabulary_set", "terms"): lambda terms: len(set(map(word_of, terms))) == len(terms),
}


@st.composite
def sent(draw: st.DrawFn, names: tuple[str, ...] = tuple(sorted(REGISTRY)), strangers: bool = True) -> dict[str, Any]:
    """A fact of any type with what must be stated and any choice of the rest; `strangers`: about whomever."""
    name = draw(st.sampled_from(names))
    cls = REGISTRY[name]
    values = least(name)
    for field, hint in get_type_hints(cls, include_extras=True).items():
        fixed = (name, field) in INSTEAD or (name, field) in SPECIAL
        free = field in fields_of(cls) and not fixed and (strangers or field not in cls.refs)
        if free and draw(st.booleans()):
            drawn = draw(allowed(hint).filter(WELL_FORMED.get((name, field), lambda value: True)))
            values[field] = values.get(field, []) if drawn == [] else drawn
    values["id"] = draw(st.uuids().map(str))
    if not cls.dateless:
        values["effective"] = draw(st.none() | DATES)
    return values


def fields_of(cls: type[Fact]) -> set[str]:
    """Those drawn freely: `other` and `duplicate` must differ from the first."""
    return {field.name for field in fields(cls)} - {"id", "effective", "other", "duplicate"}


def allowed(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that a field of this type allows."""
    marks, bare = unwrapped(hint)
    origin = get_origin(bare)
    if origin in (Union, types.UnionType):
        return st.one_of([allowed(part) for part in get_args(bare) if part is not UnsetType])
    if origin is Literal:
        return st.sampled_from(get_args(bare))
    if origin is tuple:
        return st.lists(allowed(get_args(bare)[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(allowed(get_args(bare)[0]), allowed(get_args(bare)[1]), max_size=3)
    if is_dataclass(bare):
        inner = get_type_hints(bare, include_extras=True)
        return st.fixed_dictionaries({field.name: allowed(inner[field.name]) for field in fields(bare)})
    return plain(bare, [mark for mark in marks if isinstance(mark, Meta)])


def plain(bare: Any, bounds: list[Meta]) -> st.SearchStrategy[Any]:
    if bare is Any:
        return ANYTHING
    if bare is bool or bare is type(None):
        return st.booleans() if bare is bool else st.none()
    if patterns := [bound.pattern for bound in bounds if bound.pattern]:
        return PATTERNS[patterns[0]]
    if bare is str:
        shortest = max((bound.min_length or 0 for bound in bounds), default=0)
        return st.text(TEXT, min_size=shortest, max_size=max(shortest, 30))
    return number(bare, bounds)


def number(bare: Any, bounds: list[Meta]) -> st.SearchStrategy[Any]:
    above = next((bound.gt for bound in bounds if bound.gt is not None), None)
    least = next((bound.ge for bound in bounds if bound.ge is not None), above)
    most = next((bound.le for bound in bounds if bound.le is not None), None)
    if bare is int:
        return st.integers(-(2**63) if least is None else int(least), 2**63 - 1 if most is None else int(most))
    floats = st.floats(min_value=least, max_value=most, allow_nan=False, allow_infinity=False)
    return floats.filter(lambda value: value != above)
