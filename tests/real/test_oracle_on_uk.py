"""The oracle gives every given truth table of the UK data exactly."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from tests.oracle import holders, recorded
from tests.real.uk import assertion_facts, decode, encode, organization_and_role, tenure_facts, truth


@cache
def tenures() -> list[dict[str, Any]]:
    return in_order(tenure_facts())


@cache
def assertions() -> list[dict[str, Any]]:
    return in_order(assertion_facts())


def in_order(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [recorded(fact, fact["recorded_at"], position) for position, fact in enumerate(facts, start=1)]


def position_at_end_of(day: str) -> int:
    return sum(fact["recorded_at"][:10] <= day for fact in assertions())


@pytest.mark.parametrize("table", truth("asof_truth.jsonl"), ids=lambda table: table["valid_at"])
def test_tenures_give_the_holders_of_a_day(table: dict[str, Any]) -> None:
    held = holders(tenures(), date.fromisoformat(table["valid_at"]), len(tenures()))
    assert {(decode(role), decode(person)) for role, person in held} == table["holders"]


@pytest.mark.parametrize(
    "table", truth("bitemporal_truth.jsonl"), ids=lambda table: f"{table['valid_at']} known {table['known_at']}"
)
def test_assertions_give_the_holders_of_a_day_as_known_then(table: dict[str, Any]) -> None:
    position = position_at_end_of(table["known_at"])
    held = holders(assertions(), date.fromisoformat(table["valid_at"]), position)
    assert {(decode(person), *organization_and_role(role)) for role, person in held} == table["holders"]


def test_ids_keep_to_the_contract_and_come_back() -> None:
    for key in ("post/7", "name:Jane Roe", "Bread, Wine & Song", "broken \n\tline", "a~b é"):
        assert decode(encode(key)) == key
        assert set(encode(key)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~:-")


def test_subjects_are_short_enough() -> None:
    subjects = [str(fact[kind]) for fact in assertions() for kind in ("person", "role", "organization") if kind in fact]
    assert max(map(len, subjects)) <= 200
