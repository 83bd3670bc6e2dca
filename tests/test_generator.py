"""The generator keeps its promises, and the oracle answers whatever it makes."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.generator import SUBJECTS, random_batches, random_reads
from tests.generator.founding import CREATES
from tests.generator.ours import FIELDS
from tests.oracle import account_map, career, journal

Batch = tuple[str, list[dict[str, Any]]]


def batches(seed: int) -> list[Batch]:
    return list(random_batches(seed, steps=40))


def test_the_same_seed_gives_the_same_facts() -> None:
    assert batches(7) == batches(7)
    assert batches(7) != batches(8)


@pytest.mark.parametrize("seed", range(10))
def test_kept_instants_never_decrease_and_some_are_equal(seed: int) -> None:
    instants = [recorded_at for recorded_at, _ in batches(seed)]
    assert instants == sorted(instants)
    assert len(set(instants)) < len(instants)


@pytest.mark.parametrize("seed", range(10))
def test_every_subject_is_defined_earlier_or_in_the_same_batch(seed: int) -> None:
    defined: set[tuple[str, str]] = set()
    for _, facts in batches(seed):
        defined |= {(kind, fact[kind]) for fact in facts for kind, made in CREATES.items() if fact["type"] == made}
        assert all(named(fact) <= defined for fact in facts)


def named(fact: dict[str, Any]) -> set[tuple[str, str]]:
    plain = {(kind, fact[kind]) for kind in SUBJECTS if fact.get(kind)}
    return plain | ({("role", fact["reports_to"])} if fact.get("reports_to") else set())


@pytest.mark.parametrize("seed", range(10))
def test_amendments_aim_at_facts_of_earlier_batches(seed: int) -> None:
    earlier: dict[str, str] = {}
    for _, facts in batches(seed):
        aimed = [fact for fact in facts if fact["type"] in ("fact_corrected", "fact_withdrawn")]
        assert all(fact["fact"] in earlier for fact in aimed)
        assert not any(fact["type"] == "fact_corrected" and earlier[fact["fact"]] == "fact_withdrawn" for fact in aimed)
        earlier |= {fact["id"]: fact["type"] for fact in facts}


def test_every_type_and_every_kind_of_finding_comes_up() -> None:
    journals = [journal(batches(seed)) for seed in range(40)]
    assert {fact["type"] for facts in journals for fact in facts} == {*FIELDS, "fact_corrected", "fact_withdrawn"}
    assert len(found_in(journals)) == 14


def found_in(journals: list[list[dict[str, Any]]]) -> Counter[str]:
    """How often each finding is made; every map must be plain JSON."""
    found: Counter[str] = Counter()
    for seed, facts in enumerate(journals):
        for account, day, position in random_reads(seed, range(1, len(facts) + 1), count=5):
            answer = json.loads(json.dumps(account_map(facts, account, day, position)))
            found.update(finding["kind"] for finding in answer["findings"])
    return found


@pytest.mark.parametrize("seed", range(5))
def test_only_the_log_order_of_facts_counts_not_the_order_of_the_list(seed: int) -> None:
    facts = journal(batches(seed))
    for person in SUBJECTS["person"]:
        assert career(facts, person, len(facts)) == career(facts[::-1], person, len(facts))
