"""Search and suggestions in a large workspace, over a bare look-up of the same words in an index of the database.

The people are those that matching is measured with, as facts of a workspace: each holds one role.
"""

import gc
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from math import log
from random import Random
from statistics import median

import msgspec
import psutil

from domain.log.ledger import Terms
from domain.log.store import open_store
from domain.matching.text import fold
from domain.search.words import words_of
from projections.moments import moment_of
from projections.search.indexes import SearchIndexes
from projections.search.reading import Asked, search
from projections.tenants import Tenant, Tenants
from tests.bench.figures import Ratio, Section
from tests.bench.nominating import ROOT_KEY, load
from tests.bench.stores import Stores

SIZES = (10_000, 100_000)
ASKED = 300
_LAST_LETTER = "\U0010ffff"
Names = Sequence[tuple[str, str]]


def run(stores: Stores) -> Iterator[Section]:
    columns = (
        "people", "first, s", "MiB", "search", "p95", "typing", "p95", "slip", "after a fact", "words", "beginning",
    )  # fmt: skip
    section = Section("Search in one process, on SQLite", columns)
    section.notes.append(f"p50 in ms of {ASKED} whole names with facets, names as they are typed, names with a slip.")
    section.notes.append("Bare, in an index of words in SQLite: `words` joins two, `beginning` gives twenty ids.")
    section.rows += [[size, *_measured(stores, size)] for size in SIZES]
    small, large = ([float(value) for value in row[1:]] for row in section.rows)
    section.ratios.append(Ratio("search against 100,000 people, p50 ms", large[2], most=30))
    section.ratios.append(Ratio("suggestion, p50 ms", large[4], most=15))
    section.ratios.append(Ratio("search over bare words", large[2] / large[8]))
    section.ratios.append(Ratio("suggestion over a bare beginning", large[4] / large[9]))
    for what, place in (("search", 2), ("suggestions", 4)):
        growth = log(large[place] / small[place]) / log(SIZES[-1] / SIZES[0])
        section.ratios.append(Ratio(f"growth of {what} with people, as a power", growth, most=0.9))
    section.ratios.append(Ratio("MiB for 100,000 people with a role each", large[1], most=250))
    yield section


def _measured(stores: Stores, size: int) -> list[float]:
    stores.once("sqlite", f"crowd-{size}", lambda address: load(address, size))
    with closing(open_store(stores.copied("sqlite", f"crowd-{size}"))) as store:
        tenant = Tenants(store, ROOT_KEY).make("crowd")
        names = list(_people(tenant))
        gc.collect()
        before, began = psutil.Process().memory_info().rss, time.perf_counter()
        _search(tenant, "anybody")
        cold, memory = time.perf_counter() - began, psutil.Process().memory_info().rss - before
        asked = [name for _, name in Random(7).sample(names, ASKED)]
        whole = _times([partial(_search, tenant, name) for name in asked])
        typed = _times([partial(_suggest, tenant, text) for text in islice(_typed(asked), ASKED)])
        slipped = _times([partial(_search, tenant, text) for text in map(_slipped, asked[: ASKED // 5])])
        renewed = _times([partial(_search, tenant, name) for name in _told(tenant, asked[: ASKED // 10])])
        spent = [*_shares(whole), *_shares(typed), median(slipped) * 1000, median(renewed) * 1000]
        return [cold, memory / 2**20, *spent, *_bare(names, asked)]


def _people(tenant: Tenant) -> Iterator[tuple[str, str]]:
    with tenant.searching.at(moment_of(tenant.ledger)) as (index, _):
        names = index.called["person"].names
        homes, texts = index.ids["person"].values, index.called["person"].lexicon.texts.values
        found = [(homes[home], texts[text]) for home, text in zip(names["home"], names["text"], strict=True)]
    tenant.searching = SearchIndexes(tenant.ledger)
    yield from found


def _search(tenant: Tenant, text: str) -> bytes:
    return msgspec.json.encode(search(tenant, moment_of(tenant.ledger), Asked(text)).body)


def _suggest(tenant: Tenant, text: str) -> bytes:
    return msgspec.json.encode(search(tenant, moment_of(tenant.ledger), Asked(text, counting=False), limit=8).body)


def _typed(names: Sequence[str]) -> Iterator[str]:
    """What stands in the box after each letter."""
    for name in names:
        yield from (name[:length] for length in range(1, len(name) + 1))


def _slipped(name: str) -> str:
    """Two letters of the last word change places."""
    return name[:-3] + name[-2] + name[-3] + name[-1]


def _told(tenant: Tenant, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        tenant.record([{"type": "person_introduced", "name": f"{name} Nova"}], Terms(by="bench"))
        yield name


def _times(work: Sequence[Callable[[], object]]) -> list[float]:
    times = []
    for one in work:
        began = time.perf_counter()
        one()
        times.append(time.perf_counter() - began)
    return times


def _shares(times: list[float]) -> list[float]:
    return [median(times) * 1000, sorted(times)[len(times) * 95 // 100] * 1000]


def _bare(names: Names, asked: Sequence[str]) -> list[float]:
    """Milliseconds of the plainest look-ups that a database could answer with."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE words (word TEXT, id TEXT)")
        rows = ((word, id) for id, name in names for word in words_of("person", name))
        database.executemany("INSERT INTO words VALUES (?, ?)", rows)
        database.execute("CREATE INDEX ix ON words (word, id)")
        both = "SELECT a.id FROM words a JOIN words b ON a.id = b.id WHERE a.word = ? AND b.word = ? LIMIT 20"
        begin = "SELECT DISTINCT id FROM words WHERE word >= ? AND word < ? LIMIT 20"
        pairs = [(words[0], words[-1]) for words in map(str.split, map(fold, asked))]
        starts = [fold(text).split()[-1] for text in islice(_typed(asked), ASKED) if fold(text)]
        words = _times([partial(_rows, database, both, pair) for pair in pairs])
        beginnings = _times([partial(_rows, database, begin, (one, one + _LAST_LETTER)) for one in starts])
        return [median(words) * 1000, median(beginnings) * 1000]


def _rows(database: sqlite3.Connection, query: str, values: tuple[str, str]) -> list[tuple[str]]:
    return database.execute(query, values).fetchall()
