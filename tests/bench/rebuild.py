"""Rebuilding all views, against reading, decrypting and writing the same rows without any logic."""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench import ours, product, workload
from tests.bench.figures import Ratio, Section
from tests.bench.options import Options
from tests.bench.stores import Stores
from tests.serving import incumbent

ROUNDS, EMPTY = 3, "empty"


def run(stores: Stores, size: str, options: Options) -> Section:
    section = Section(f"Rebuild, size {size}", ("", "facts", "seconds", "facts/s"))
    section.notes.append(f"Medians of {ROUNDS} interleaved rounds; the command without that of an empty workspace.")
    facts = product.facts_file(stores, size)
    for kind in options.databases:
        url, loaded = stores.once(kind, f"incumbent_{size.lower()}", lambda url: product.load(url, facts))
        found = _rounds(url, [account.id for account in workload.accounts(size)])
        section.rows += [[f"{kind} {name}", loaded["facts"], s, loaded["facts"] / s] for name, s in found.items()]
        share = found["rows without logic"] / found["rebuild"]
        section.ratios.append(Ratio(f"{kind}: rebuild over the rows without logic, facts/s", share, least=0.4))
    return section


def _rounds(url: str, accounts: list[str]) -> dict[str, float]:
    found: dict[str, list[float]] = {"rebuild": [], "rows without logic": []}
    incumbent(url, "keys", "create", "--workspace", EMPTY, "--scope", "read")
    for _ in range(ROUNDS):
        found["rebuild"].append(max(_rebuild(url, product.WORKSPACE) - _rebuild(url, EMPTY), 0.001))
        with TemporaryDirectory() as folder:
            found["rows without logic"].append(ours.rows_without_logic(url, accounts, Path(folder)))
    return {name: median(seconds) for name, seconds in found.items()}


def _rebuild(url: str, workspace: str) -> float:
    started = time.perf_counter()
    incumbent(url, "rebuild", "--workspace", workspace)
    return time.perf_counter() - started
