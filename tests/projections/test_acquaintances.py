"""Who used to work with whom at any moment, against the oracle asked day by day."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from domain.analysis.picture import picture_of
from domain.encounters.together import Stretch, together
from projections.account_maps import account_map
from projections.encounters import acquaintances, pasts
from projections.encounters.acquaintances import Asked, Pair, account_acquaintances, person_acquaintances
from projections.encounters.pasts import Pasts
from projections.moments import Moment
from projections.tenants import Tenants
from tests import oracle
from tests.generator import random_batches
from tests.oracle.leavers import turning_days
from tests.oracle.links import is_colleague
from tests.oracle.ours import employers
from tests.oracle.standing import known_at
from tests.projections.told import moment, moments, random_world
from tests.projections.worlds import World

Json = dict[str, Any]
Met = set[tuple[str, str, str]]
EVERYTHING = Asked(limit=1_000)
SEEDS = (881, 883, 884)


def shown(found: Json) -> Met:
    return {
        (one["person"], one["other"]["person"], where["organization"])
        for one in found["acquaintances"]
        for where in one["where"]
    }


def expected(facts: list[Json], as_of: date, position: int) -> tuple[Met, dict[str, set[str]]]:
    """Both ways: whoever was at the same organization on the same day; and where everybody is on the day asked for."""
    known, day = known_at(facts, position), as_of.toordinal()
    everybody = {fact["person"] for fact in known.of("person_took_role")}
    met: Met = set()
    for turn in (*turning_days(known, day), day):
        there = {person: set(employers(known, person, max(turn, 1))) for person in everybody}
        met |= {(a, b, place) for a in there for b in there if a != b for place in there[a] & there[b]}
    return met, there


def differences(world: World, seed: int) -> Iterator[Met]:
    """What the product tells and the oracle does not, or the other way round, read by read."""
    for account, then in moments(world, seed, 4):
        known, (met, there) = known_at(world.facts, then.position), expected(world.facts, then.as_of, then.position)
        for person in sorted(there)[:3]:
            found, _ = person_acquaintances(world.tenant, person, then, EVERYTHING)
            yield shown(found) ^ {one for one in parted(met, there) if one[0] == person}
        ours = {person for person in there if is_colleague(known, person, then.as_of.toordinal())}
        here = set(picture_of(account_map(world.tenant, account, then)).theirs)
        found, _ = account_acquaintances(world.tenant, account, then, EVERYTHING)
        mine = {one for one in met if one[0] in here - ours}
        own = {one for one in mine if one[0] < one[1] and one[1] in here - ours and one[2] != found["account"]["id"]}
        yield shown(found) ^ (own | {one for one in mine if one[1] in ours})


@pytest.mark.parametrize("seed", SEEDS)
def test_it_agrees_with_the_oracle(tenants: Tenants, seed: int) -> None:
    assert not any(differences(random_world(tenants, seed, steps=60), seed))


def still_together_as_well(_: Pasts, own: list[Stretch], others: list[Stretch]) -> list[Stretch]:
    return others


def only_where_a_post_is_last(self: Pasts, held: Any) -> Iterator[Stretch]:
    return iter([*SEATED(self, held)][-1:])


def a_day_less(*args: Any) -> Stretch:
    one = STRETCH(*args)
    return one._replace(stop=one.stop - 1)


def nobody_leaves(pieces: list[Any], day: int) -> Any:
    held = HELD(pieces, day)
    return held and held._replace(stop=day + 1)


def only_in_one_unit(*args: Any) -> Any:
    found = together(*args)
    return found if found and found.units else None


SEATED, STRETCH, HELD = Pasts._seated, pasts._stretch, pasts._held
FAULTS: list[tuple[Any, str, Callable[..., Any]]] = [
    (acquaintances, "_parted", still_together_as_well),
    (acquaintances, "together", only_in_one_unit),
    (Pasts, "_seated", only_where_a_post_is_last),
    (pasts, "_stretch", a_day_less),
    (pasts, "_held", nobody_leaves),
]


def test_faults_in_the_rule_are_found(tenants: Tenants, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    world, overlooked = random_world(tenants, 884, steps=60), set[str]()
    for where, rule, faulty in FAULTS:
        with monkeypatch.context() as planted:
            planted.setattr(where, rule, faulty)
            overlooked |= set() if any(differences(world, 884)) else {faulty.__name__}
    assert overlooked == set()


def parted(met: Met, there: dict[str, set[str]]) -> Met:
    return {one for one in met if one[2] not in there[one[0]] & there[one[1]]}


def test_the_comparison_sees_people_who_met_and_parted() -> None:
    found: Met = set()
    for seed in SEEDS:
        facts = oracle.journal(list(random_batches(seed, 60)))
        found |= parted(*expected(facts, date(2024, 5, 1), len(facts)))
    assert len(found) > 5


def test_pages_hold_together_what_one_page_holds_and_counts_are_those_of_all(tenants: Tenants) -> None:
    world, then = crowd(tenants)
    whole, end = account_acquaintances(world.tenant, "acme", then, EVERYTHING)
    assert end is None
    paged: list[Json] = []
    after: Pair | None = Pair()
    while after is not None:
        found, after = account_acquaintances(world.tenant, "acme", then, Asked(after=after, limit=7))
        assert (found["counts"], found["places"]) == (whole["counts"], whole["places"])
        paged += found["acquaintances"]
    assert paged == whole["acquaintances"]
    with_us = [one["other"].get("ours", False) for one in paged]
    assert with_us == sorted(with_us, reverse=True)
    assert whole["counts"] == {"people": 9, "know_us": 6, "colleagues": 1, "know_each_other": 9}
    assert [(one["organization"], one["pairs_with_us"], one["pairs"]) for one in whole["places"]] == [
        ("bolt", 4, 36),
        ("us", 2, 1),
    ]
    assert len(paged) == len({(one["person"], one["other"]["person"]) for one in paged}) == 6 + 36


def crowd(tenants: Tenants) -> tuple[World, Moment]:
    """Nine who were at Bolt in turn, four of them with Cy; two who were with us, where Cy is."""
    world = World(tenants.make("w"))
    roles = [
        {"type": "role_defined", "role": f"{place}-{n}", "organization": place, "title": "Post", "effective": "2000"}
        for place in ("acme", "bolt", "us")
        for n in range(9)
    ]
    facts: list[Json] = [
        *({"type": "organization_registered", "organization": one, "name": one} for one in ("acme", "bolt", "us")),
        *roles,
        {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": True},
        *held("cy", "bolt-8", "2010", "2012"),
        *held("cy", "us-8", "2012", None),
    ]
    for n in range(9):
        facts += [
            {"type": "person_introduced", "person": f"p-{n}", "name": f"P {n}"},
            *held(f"p-{n}", f"bolt-{n % 8}", "2011" if n < 4 else "2013", "2015"),
            *(held(f"p-{n}", f"us-{n}", "2016", "2018") if n in (4, 5) else []),
            *held(f"p-{n}", f"acme-{n}", "2020", None),
        ]
    world.tell("2024-01-01T00:00:00Z", [fact if "effective" in fact else fact | {"effective": None} for fact in facts])
    world.tenant.catch_up()
    return world, moment(world, date(2024, 6, 1))


def held(person: str, role: str, since: str, until: str | None) -> list[Json]:
    own = {"person": person, "role": role}
    left = [{"type": "person_left_role", **own, "effective": until}] if until else []
    return [{"type": "person_took_role", **own, "effective": since}, *left]
