"""`kill -9` during import, rebuild and serve: nothing is lost, doubled or halved, and views equal a rebuild."""

from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from tests.projections.tables import builds_of, rows_of

from .journal import Journal
from .killing import finish_telling, kill_imports, kill_rebuilds, kill_servers
from .place import Place
from .reading import exported, flaws_over_http
from .telling import ACCOUNT, bulk, history


@dataclass(frozen=True)
class Effort:
    """How large the files are, and how often what is killed."""

    steps: int
    lines: int
    small_batches: int
    large_batches: int
    rebuilds: int
    servers: int


# Twenty kills on each database, and two that may come too late.
SHORT = Effort(steps=80, lines=1_050, small_batches=5, large_batches=2, rebuilds=3, servers=12)
LONG = Effort(steps=250, lines=4_000, small_batches=12, large_batches=6, rebuilds=7, servers=25)
SEEDS = range(4)


def test_imports_and_rebuilds_that_are_killed_lose_and_double_nothing(place: Place, tmp_path: Path) -> None:
    kill_what_imports(place, tmp_path, SHORT)


def test_servers_that_are_killed_lose_and_double_nothing(place: Place) -> None:
    kill_what_serves(place, SHORT)


@pytest.mark.soak
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("seed", SEEDS)
def test_hundreds_of_kills_lose_and_double_nothing(place: Place, tmp_path: Path, seed: int) -> None:
    """One workspace has its facts imported, another one told to servers."""
    seeded = replace(place, random=Random(seed))
    kill_what_imports(seeded, tmp_path, LONG, seed)
    kill_what_serves(replace(seeded, workspace="V", journal=Journal()), LONG)


def kill_what_imports(place: Place, folder: Path, effort: Effort, seed: int = 9) -> None:
    place.new_key()
    kept, large = folder / "history.jsonl", folder / "bulk.jsonl"
    batches = list(history(kept, seed, effort.steps))
    interrupted = kill_imports(place, kept, batches, effort.small_batches, "--keep-recorded")
    interrupted += kill_imports(place, large, list(bulk(large, effort.lines)), effort.large_batches)
    assert interrupted > (effort.small_batches + effort.large_batches) / 2
    rebuild(place, effort.rebuilds)
    assert flaws_over_http(place) == []


def rebuild(place: Place, kills: int = 0) -> None:
    """The views are what a rebuild gives, however often it is killed before it is done."""
    with place.tenant() as tenant:
        before = rows_of(tenant)
    assert kill_rebuilds(place, kills) == kills
    with place.tenant() as tenant:
        assert rows_of(tenant) == before
        assert len({build for _, build in builds_of(tenant)}) == 1


def kill_what_serves(place: Place, effort: Effort) -> None:
    interrupted, clients = kill_servers(place, effort.servers)
    assert interrupted > effort.servers / 2
    finish_telling(place, clients)
    assert place.flaws() == []
    rebuild(place)
    assert flaws_over_http(place) == []
    assert exported(place, ACCOUNT) == place.journal.sent.keys()
