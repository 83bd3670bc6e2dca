"""How well one name fits what is looked for."""

import pytest

from domain.search.likeness import Sought
from domain.search.words import Kind, identifier_word, words_of


@pytest.mark.parametrize(
    ("kind", "asked", "name"),
    [
        ("person", "zoe obrien", "Dr. Zoë O'Brien"),
        ("person", "o'brien, zoe", "Zoe O'Brien"),
        ("person", "zoe mueller", "Zoë Müller-Lüdenscheidt"),
        ("person", "muell", "Zoë Müller"),
        ("person", "van der b", "Jan van der Berg"),
        ("person", "berg", "Jan van der Berg"),
        ("person", "jane roe", "J. Roe"),
        ("person", "j roe", "Jane Roe"),
        ("person", "maria ivanova", "Мария Иванова"),
        ("person", "bill smith", "William Smith"),
        ("person", "sir keir", "Keir Hardie"),
        ("organization", "acme ltd", "Acme SA"),
        ("organization", "acme s", "Acme SA"),
        ("organization", "bbc", "British Broadcasting Corporation"),
        ("role", "cfo", "Chief Financial Officer"),
        ("role", "chief fin", "CFO"),
        ("role", "cf", "Chief Financial Officer"),
        ("unit", "sales nor", "Sales North"),
        ("opportunity", "renew", "Treasury renewal"),
    ],
)
def test_it_finds(kind: Kind, asked: str, name: str) -> None:
    assert Sought(kind, asked).likeness(name) > 0


@pytest.mark.parametrize(
    ("kind", "asked", "name"),
    [
        ("person", "jane", "J. Roe"),
        ("person", "jane doe", "Jane Roe"),
        ("person", "zoe mulelr", "Zoe Muller"),
        ("person", "zzzz", "Zdenka Roe"),
        ("organization", "bbc", "Broadcasting House"),
        ("role", "chief sales", "Chief Financial Officer"),
    ],
)
def test_it_does_not_find(kind: Kind, asked: str, name: str) -> None:
    assert Sought(kind, asked).likeness(name) == 0


def test_what_is_written_so_comes_before_what_is_nearly_so() -> None:
    names = ["Jane Roe", "Roe Jane", "Jane Roe Poe", "Janet Roe", "J. Roe"]
    sought = Sought("person", "jane roe")
    assert sought.likeness(names[0]) == 1000
    likeness = [sought.likeness(name) for name in names]
    assert likeness == sorted(likeness, reverse=True)
    assert (
        Sought("person", "jnae roe", typos=True).likeness("Jane Roe")
        > 0
        == Sought("person", "jnae roe").likeness("Jane Roe")
    )


def test_only_what_has_digits_or_is_an_address_is_looked_for_as_an_identifier() -> None:
    assert identifier_word("GB 004-457") == "gb004457"
    assert identifier_word("Jane@acme.example") == "janeacmeexample"
    assert (identifier_word("Jane Roe"), identifier_word("a1")) == (None, None)


def test_words_are_those_that_count_and_those_that_stand_there() -> None:
    assert words_of("person", "Dr. Jan van der Berg") == ("jan", "berg", "dr", "van", "der")
    assert words_of("organization", "The Acme Group plc")[:1] == ("acme",)
