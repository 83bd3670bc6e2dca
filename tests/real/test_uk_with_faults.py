"""The UK feed from a server that fails and repeats itself: the facts, maps and moves are those of the clean run.

Every seventh request is answered 503, every fifth page repeats items of long ago, and in RSS some items have no id.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from domain.log.keys import root_key_beside
from domain.log.store import open_store
from projections.journal import journal
from projections.moments import moment_of
from projections.moves import Asked, Order, moves
from projections.snapshots import snapshot
from projections.tenants import Tenant, Tenants
from projections.tenures import tenures
from tests.real.feeding import WHOLE, WORKSPACE, Way, fed
from tests.real.test_moves_on_uk import ranked
from tests.real.test_uk_from_feed import GIVEN, posts
from tests.real.uk import decode, tenure_facts

Json = dict[str, Any]
Known = dict[str, str]
# So many items are enough to show it; the whole feed is pulled with -m soak.
FEW, FAR = 450, date(2100, 1, 1)
FAULTY = ("--faults",)
known_posts = cache(posts)
WAYS = {
    "json-feed with faults": Way(faults=FAULTY),
    "atom with faults": Way("atom", "text", faults=FAULTY),
    "rss with faults": Way("rss", "text", faults=FAULTY),
}


def label(role: str) -> str:
    """Of several posts of one label in one organization the feed names none, and the order of pulls decides."""
    title, organization = known_posts()[decode(role)]
    return f"{title}, {organization}"


def come_of(sqlite_template: Path, folder: Path, way: Way, told: Callable[[str], str] = str) -> Json:
    """What a workspace knows after the feed, by names: ids are made anew each time. `told`: how roles are."""
    folder.mkdir()
    (folder / "uk.db").write_bytes(sqlite_template.read_bytes())
    given = [fact for fact in ranked(tenure_facts()) if fact["type"] in GIVEN]
    known = [{name: value for name, value in fact.items() if name != "recorded_at"} for fact in given]
    url = f"sqlite:///{folder}/uk.db"
    found = fed(url, folder, known, ("person",), way)
    with closing(open_store(url)) as store:
        tenant = Tenants(store, root_key_beside(folder / "uk.db.key")).named(WORKSPACE)
        return {"nominations": found.nominations, **told_of(tenant, told)}


def told_of(tenant: Tenant, told: Callable[[str], str]) -> Json:
    facts = [dict(fact) for fact in journal(tenant, 0, 100_000, restricted=True)]
    called = {fact["person"]: fact["name"] for fact in facts if fact["type"] == "person_introduced"}
    moving = [fact for fact in facts if fact["type"] in ("person_took_role", "person_left_role")]
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        rows = at.rows(tenures, at.known(tenures))
    return {
        "people": sorted(called.values()),
        "facts": sorted((one["type"], called[one["person"]], told(one["role"]), one["effective"]) for one in moving),
        "stays": sorted((called[row.person], told(row.home), str(row.valid_from), str(row.valid_to)) for row in rows),
        "moves": sorted(told_by_names(move, told) for move in moves_of(tenant)),
    }


def moves_of(tenant: Tenant) -> list[Json]:
    after: Order | None = None
    found, moment = list[Json](), moment_of(tenant.ledger)
    while page := moves(tenant, moment, Asked(FAR), after, 1_000):
        found += page.entries
        if (after := page.next) is None:
            break
    return found


def told_by_names(move: Json, told: Callable[[str], str]) -> str:
    taken = told(move["took"]["role"]) if move["took"] else None
    left = sorted(told(one["role"]) for one in move["left"])
    return f"{move['date']} {move['name']} {sorted(move['kinds'])} {taken} {left}"


@pytest.mark.timeout(600)
def test_from_a_server_with_faults_the_facts_maps_and_moves_are_those_of_the_clean_one(
    sqlite_template: Path, tmp_path: Path
) -> None:
    clean = come_of(sqlite_template, tmp_path / "clean", Way(most=FEW))
    assert len(clean["moves"]) > FEW / 3
    for name, way in WAYS.items():
        assert come_of(sqlite_template, tmp_path / name, replace(way, most=FEW)) == clean, name


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_the_whole_feed_with_faults_is_the_whole_clean_one(sqlite_template: Path, tmp_path: Path) -> None:
    clean = come_of(sqlite_template, tmp_path / "clean", WHOLE, label)
    for name, way in WAYS.items():
        assert come_of(sqlite_template, tmp_path / name, way, label) == clean, name


@pytest.mark.timeout(600)
def test_a_server_that_leaves_something_out_is_found_out(sqlite_template: Path, tmp_path: Path) -> None:
    clean = come_of(sqlite_template, tmp_path / "clean", Way(most=200))
    assert come_of(sqlite_template, tmp_path / "fewer", Way(most=199)) != clean
