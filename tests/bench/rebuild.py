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

ROUNDS = 3


def run(stores: Stores, size: str, options: Options) -> Section:
    section = Section(f"Rebuild, size {size}", ("", "facts", "seconds", "facts/s"))
    section.notes.append(f"Medians of {ROUNDS} interleaved rounds; the command without the time of `incumbent --help`.")
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
    for _ in range(ROUNDS):
        found["rebuild"].append(
            max(_seconds(url, "rebuild", "--workspace", product.WORKSPACE) - _seconds(url, "--help"), 0.001)
        )
        with TemporaryDirectory() as folder:
            found["rows without logic"].append(ours.rows_without_logic(url, accounts, Path(folder)))
    return {name: median(seconds) for name, seconds in found.items()}


def _seconds(url: str, *arguments: str) -> float:
    started = time.perf_counter()
    incumbent(url, *arguments)
    return time.perf_counter() - started
