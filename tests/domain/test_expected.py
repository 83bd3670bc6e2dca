"""What is refused is said in the words of whoever sends it, whichever library finds it."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import pydantic
import pytest
from msgspec import Meta, Struct

from domain.errors import InvalidFact
from domain.expected import OTHER_FORM, of_parameter
from domain.facts import REGISTRY, SUBJECT_PATTERN
from domain.forms import invalid
from domain.schemas import fact_schemas

OF_LIBRARIES = re.compile(r"`|regex|Input should|length [<>]|\b(int|str|bool|float|array|dict|None|pydantic|msgspec)\b")


class Inner(Struct, frozen=True, forbid_unknown_fields=True):
    word: Literal["one", "two"] = "one"
    many: Annotated[list[int], Meta(min_length=1, max_length=2)] = []


class Sent(Struct, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=2, max_length=3)]
    id: Annotated[str, Meta(pattern=SUBJECT_PATTERN)] | None = None
    whole: Annotated[int, Meta(ge=1, le=3)] = 1
    part: Annotated[float, Meta(gt=0.0, lt=1.0)] = 0.5
    step: Annotated[int, Meta(multiple_of=5)] = 5
    uuid: UUID | None = None
    pair: tuple[int, int] = (1, 2)
    either: int | str | None = None
    inner: Inner = Inner()
    several: list[Inner] = []
    named: Annotated[dict[str, Inner], Meta(max_length=1)] = {}


@pytest.mark.parametrize(
    ("sent", "field", "right"),
    [
        ({}, "name", "required"),
        ({"name": 1}, "name", "expected a text, got a whole number"),
        ({"name": "a"}, "name", "expected a text of at least 2 characters"),
        ({"name": "abcd"}, "name", "expected a text of at most 3 characters"),
        ({"name": "ab", "nane": 1}, "nane", "no such field (did you mean name?)"),
        ({"name": "ab", "id": "a b"}, "id", "expected 1 to 200 characters of A-Z a-z 0-9 . _ ~ : -"),
        ({"name": "ab", "whole": "1"}, "whole", "expected a whole number, got a text"),
        ({"name": "ab", "whole": 4}, "whole", "expected a whole number from 1 to 3"),
        ({"name": "ab", "whole": 0}, "whole", "expected a whole number from 1 to 3"),
        ({"name": "ab", "part": 0}, "part", "expected a number, more than 0"),
        ({"name": "ab", "part": 1.5}, "part", "expected a number, less than 1"),
        ({"name": "ab", "step": 7}, "step", "expected a whole number that is a multiple of 5"),
        ({"name": "ab", "uuid": "x"}, "uuid", "expected a UUID"),
        ({"name": "ab", "pair": [1]}, "pair", "expected a list of 2 entries"),
        ({"name": "ab", "either": []}, "either", "expected a whole number, a text or null, got a list"),
        ({"name": "ab", "inner": []}, "inner", "expected an object, got a list"),
        ({"name": "ab", "inner": {"word": "three"}}, "inner.word", "expected one of one, two"),
        ({"name": "ab", "inner": {"wort": 1}}, "inner.wort", "no such field (did you mean word?)"),
        ({"name": "ab", "inner": {"many": [1, 2, 3]}}, "inner.many", "expected a list of at most 2 entries"),
        ({"name": "ab", "several": [{}, {"word": "x"}]}, "several[1].word", "expected one of one, two"),
        ({"name": "ab", "several": [{"many": []}]}, "several[0].many", "expected a list of at least 1 entry"),
        ({"name": "ab", "named": {"a": {"x": 1}}}, "named[...].x", "no such field; there are many, word"),
        ({"name": "ab", "named": {"a": {}, "b": {}}}, "named", "expected an object of at most 1 field"),
    ],
)  # fmt: skip
def test_a_body_is_refused_in_words_with_the_name_of_the_field(sent: Any, field: str, right: str) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(sent, Sent)
    found = invalid(str(caught.value), Sent)
    assert (found.field, found.detail) == (field, right)


class Asked(pydantic.BaseModel):
    whole: Annotated[int, pydantic.Field(ge=1, le=2**63 - 1)] = 1
    part: Annotated[float, pydantic.Field(gt=0.0, lt=1.5)] = 0.5
    word: Literal["one", "two", "three"] = "one"
    text: Annotated[str, pydantic.Field(min_length=1, max_length=3)] = "a"
    id: Annotated[str, pydantic.Field(pattern=r"^[a-z0-9][a-z0-9-]{0,15}$")] = "a"
    yes: bool = False
    uuid: UUID | None = None
    needed: int


@pytest.mark.parametrize(
    ("sent", "right"),
    [
        ({"needed": None}, "expected a whole number"),
        ({}, "required"),
        ({"needed": "x"}, "expected a whole number"),
        ({"needed": "1.5"}, "expected a whole number"),
        ({"whole": 0}, "expected a whole number, at least 1"),
        ({"whole": 2**63}, f"expected a whole number, at most {2**63 - 1}"),
        ({"part": "x"}, "expected a number"),
        ({"part": 0}, "expected a number, more than 0"),
        ({"part": 2}, "expected a number, less than 1.5"),
        ({"word": "four"}, "expected one of one, two, three"),
        ({"text": ""}, "expected a text of at least 1 character"),
        ({"text": "abcd"}, "expected a text of at most 3 characters"),
        ({"text": 1}, "expected a text"),
        ({"id": "A"}, "expected 1 to 16 characters of a-z 0-9 -, the first of them not -"),
        ({"yes": "maybe"}, "expected true or false"),
        ({"uuid": "x"}, "expected a UUID"),
    ],
)
def test_a_parameter_is_refused_in_words(sent: Any, right: str) -> None:
    with pytest.raises(pydantic.ValidationError) as caught:
        Asked.model_validate({"needed": 1, **sent} if sent else sent)
    (first,) = caught.value.errors()
    assert of_parameter(first["type"], first.get("ctx", {})) == right


WRONG: tuple[Any, ...] = (
    7,
    7.5,
    True,
    None,
    "",
    "x" * 20_000,
    "a b",
    [],
    [7],
    [None],
    {},
    {"": 1},
    {"x": {"y": 1}},
    -(10**6),
    10**6,
)


def refused(type: str, sent: Any) -> Iterator[InvalidFact]:
    try:
        msgspec.convert(sent, REGISTRY[type])
    except msgspec.ValidationError as error:
        yield invalid(str(error), REGISTRY[type])


def test_no_field_of_any_fact_is_refused_in_terms_of_a_library() -> None:
    schemas, _ = fact_schemas()
    sent = [(type, {name: value}) for type, one in schemas.items() for name in one["properties"] for value in WRONG]
    for type, values in sent:
        for one in refused(type, values):
            assert one.field, (type, values, one.detail)
            assert not OF_LIBRARIES.search(one.detail), (type, values, one.detail)
            assert OTHER_FORM not in one.detail, (type, values)
