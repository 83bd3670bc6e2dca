"""Durable appends, one fact and a hundred at a time, against the library's own recorder on the same database."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

from tests.bench import library, ours, product
from tests.bench.figures import Ratio, Section
from tests.bench.options import Options
from tests.bench.stores import Stores
from tests.bench.turns import rates
from tests.bench.workload import Fact

Append = Callable[[list[Fact]], None]
SINGLE, BATCHES, BATCH = 150, 15, 100
ROUNDS = 8
GOALS = {"sqlite": 0.8, "postgres": 1.2}
ROLES, PEOPLE = 500, 50
OURS, OUR_RECORDER = "incumbent, parsed, decided and sealed", "incumbent's recorder"
READABLE = "incumbent, until it can be read"
RECORDER, AGGREGATES = "library's recorder", "library's save of an aggregate"
PAIRS = ((OUR_RECORDER, RECORDER), (OURS, RECORDER), (OURS, AGGREGATES), (READABLE, RECORDER))


def run(stores: Stores, options: Options) -> Section:
    columns = ("", "single facts/s", "facts/s in batches of 100")
    section = Section("Durable appends", columns)
    section.notes.append(f"Medians of {ROUNDS} interleaved rounds; every commit is synced, but those of views.")
    for kind in options.databases:
        with ExitStack() as opened:
            found = rates(dict(_work(opened, stores, kind, options)), ROUNDS)
        by_name = {name: median(values) for name, values in found.items()}
        names = dict.fromkeys(name.rpartition(",")[0] for name in found)
        section.rows += [[f"{name} {kind}", by_name[f"{name},1"], by_name[f"{name},{BATCH}"]] for name in names]
        section.ratios += _ratios(kind, by_name)
    return section


def _work(opened: ExitStack, stores: Stores, kind: str, options: Options) -> Iterator[tuple[str, Callable[[], int]]]:
    numbers = count()
    for name, appending in _contestants(stores, kind, options):
        append = opened.enter_context(appending)
        yield f"{name},1", partial(_append, append, SINGLE, 1, numbers)
        yield f"{name},{BATCH}", partial(_append, append, BATCHES, BATCH, numbers)


def _contestants(stores: Stores, kind: str, options: Options) -> Iterator[tuple[str, AbstractContextManager[Append]]]:
    yield "a synced write, the floor", synced_write(stores.folder / "floor")
    yield RECORDER, library.recorder(stores.fresh(kind, "append_recorder"))
    yield AGGREGATES, library.aggregates(stores.fresh(kind, "append_aggregates"))
    if not options.peers_only:
        yield OUR_RECORDER, ours.recorder(_begun(stores, kind, "append_our_recorder"))
        yield OURS, ours.append_once(_begun(stores, kind, "append_incumbent"))
        yield READABLE, ours.append_and_follow(_begun(stores, kind, "append_readable"))


def _begun(stores: Stores, kind: str, name: str) -> str:
    """A database in which the roles and people are there already."""
    url, begun = stores.fresh(kind, name), stores.folder / "begun.jsonl"
    begun.write_text("".join(f"{line}\n" for line in map(product.line, _beginning())))
    product.load(url, begun)
    return url


@contextmanager
def synced_write(path: Path) -> Iterator[Append]:
    """What the disk does by itself for one commit, however many facts are in it."""
    with path.open("wb", buffering=0) as out:

        def write(facts: list[Fact]) -> None:
            out.write(bytes(4096))
            os.fdatasync(out.fileno())

        yield write


def _append(append: Append, times: int, size: int, numbers: Iterator[int]) -> int:
    for _ in range(times):
        append([_fact(next(numbers)) for _ in range(size)])
    return times * size


def _beginning() -> Iterator[Fact]:
    """Roles, and people who will come and go in them."""
    said = {"recorded_at": "2025-01-01T00:00:00Z"}
    yield {"type": "organization_registered", "organization": "appended", "name": "Appended AG", **said}
    yield {"type": "account_opened", "organization": "appended", **said}
    for number in range(ROLES):
        yield {"type": "role_defined", "role": f"r-{number}", "organization": "appended", "title": "Buyer", **said}
    for number in range(PEOPLE):
        yield {"type": "person_introduced", "person": f"p-{number}", "name": f"Person {number}", **said}


def _fact(number: int) -> Fact:
    """What the log sees most: somebody comes, a title changes, somebody goes."""
    fact: Fact = {"id": str(uuid.uuid4()), "role": f"r-{number % ROLES}", "effective": "2025-03-01"}
    match number % 3:
        case 0:
            return {"type": "person_took_role", "person": f"p-{number % PEOPLE}", "tenure_kind": "permanent", **fact}
        case 1:
            return {"type": "role_restructured", "title": f"Buyer {number}", **fact}
        case _:
            return {"type": "person_left_role", "person": f"p-{number % PEOPLE}", "reason": "moved", **fact}


def _ratios(kind: str, found: dict[str, float]) -> Iterator[Ratio]:
    for size, what in ((1, "single facts"), (BATCH, f"batches of {BATCH}")):
        for mine, theirs in PAIRS if f"{OURS},1" in found else ():
            goal = GOALS[kind] if size == 1 and theirs == RECORDER and mine != READABLE else None
            share = found[f"{mine},{size}"] / found[f"{theirs},{size}"]
            yield Ratio(f"{kind}: {what}, {mine} over the {theirs}", share, least=goal)
