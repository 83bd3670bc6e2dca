"""What lies beside an account's map, asked for at once, is what each view says when it is asked by itself."""

from datetime import date
from typing import Any

from domain.analysis.beside import Beside
from domain.analysis.picture import Picture, picture_of
from domain.half_lives import HalfLives
from domain.vocabularies import VOCABULARIES
from projections.account_maps import account_map
from projections.analysis.beside import beside_at
from projections.attitudes import attitudes
from projections.coverage import covering_itself, rules_naming
from projections.meetings import meetings
from projections.moments import Moment
from projections.snapshots import Snapshot, snapshot
from projections.team_roles import team_roles
from projections.tenants import Tenant, Tenants
from projections.words import Words
from tests.projections.told import moments, random_world, taking_turns

Subject = tuple[str, str]


@taking_turns(range(740, 742))
def test_beside_says_what_each_view_says_by_itself(tenants: Tenants, seed: int) -> None:
    world, said = random_world(tenants, seed, 80), set[str]()
    for account, moment in moments(world, seed, 20):
        picture = picture_of(account_map(world.tenant, account, moment, restricted=True))
        said |= _compared(world.tenant, moment, picture)
    assert {"coverage", "team", "met", "stands"} <= said, "these worlds say nothing of it"


def _compared(tenant: Tenant, moment: Moment, picture: Picture) -> set[str]:
    with snapshot(tenant, moment) as at:
        found, expected = _found(beside_at(at, picture, HalfLives())), _expected(at, picture)
        stands = _stands(at, picture)
    assert found == expected
    return {name for name, value in found.items() if value} | ({"stands"} if stands else set())


def _found(beside: Beside) -> dict[str, Any]:
    rules = {(about, *rule) for about, some in beside.contact_rules.items() for rule in some}
    words = (dict(beside.words.terms), dict(beside.words.ranks))
    team = {(one.person, one.team_role, one.fact) for one in beside.team}
    met = {id: one.day for id, one in beside.met.items()}
    return {"coverage": {*beside.coverage}, "rules": rules, "team": team, "met": met, "words": words}


def _expected(at: Snapshot, picture: Picture) -> dict[str, Any]:
    subjects = _subjects(picture)
    covered, ruled = covering_itself(at, subjects), rules_naming(at, subjects)
    playing = at.rows(team_roles, at.holding(team_roles) & (team_roles.c.home == picture.account.id))
    spoken = Words(at)
    terms = {name: spoken.terms(name, at.day) for name in VOCABULARIES}
    return {
        "coverage": {(one.person, one.part, one.covered, one.begun_by) for some in covered.values() for one in some},
        "rules": {(one.addressed, one.through, one.exclusive, one.begun_by) for some in ruled.values() for one in some},
        "team": {(row.person, row.team_role, row.begun_by) for row in playing},
        "met": _met(at, picture),
        "words": (terms, dict(spoken.ranks_of_levels(at.day))),
    }


def _subjects(picture: Picture) -> list[Subject]:
    units, people = (("unit", one.id) for one in picture.units), (("person", one.id) for one in picture.people)
    return [("organization", picture.account.id), *units, *people]


def _stands(at: Snapshot, picture: Picture) -> dict[tuple[str, str], float]:
    """The last word on each is what the map shows; those who play no part."""
    wanted = {one.id for one in picture.opportunities}
    rows = [row for row in at.rows(attitudes, at.holding(attitudes)) if row.home in wanted]
    found = {(row.home, row.person): float(row.attitude) for row in sorted(rows, key=lambda row: (row.said, row.place))}
    center = {(sale.id, one.person): one.attitude for sale in picture.opportunities for one in sale.buying_center}
    others = {(sale.id, one.person): one.attitude for sale in picture.opportunities for one in sale.attitudes}
    assert others.keys().isdisjoint(center)
    assert {key: value for key, value in center.items() if value is not None} | others == found
    return others


def _met(at: Snapshot, picture: Picture) -> dict[str, str | None]:
    """Of meetings the last first, the first that one of ours was at too."""
    found: dict[str, str | None] = {}
    for one in meetings(at, "person", picture.theirs):
        for id in one.people if picture.ours & {*one.people} else ():
            found.setdefault(id, None if one.counted == date.min else one.counted.isoformat())
    return found
