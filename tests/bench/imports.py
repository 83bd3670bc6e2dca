"""Importing a history with its recorded instants kept, from an empty database to the end of the command."""

from collections.abc import Iterator

from tests.bench import product
from tests.bench.figures import Ratio, Section
from tests.bench.options import Options
from tests.bench.stores import Stores
from tests.serving import incumbent

ALONE = "--no-follow"
GOALS = {"": 5_000.0, ALONE: 10_000.0}  # facts/s; the views are followed unless told otherwise


def run(stores: Stores, size: str, options: Options) -> Section:
    section = Section(f"Import, size {size}", ("", "facts", "seconds", "facts/s"))
    section.notes.append("The start of the command is included.")
    facts = product.facts_file(stores, size)
    for kind in options.databases:
        url = stores.fresh(kind, f"import_{size.lower()}")
        for flag in _flags(url):
            url = stores.fresh(kind, f"import_{size.lower()}")
            done = product.load(url, facts, *filter(None, [flag]))
            rate = done["facts"] / done["seconds"]
            section.rows.append([f"{kind} {flag}", done["facts"], done["seconds"], rate])
            goal = GOALS[flag] if kind == "sqlite" else None
            section.ratios.append(Ratio(f"{kind}: facts/s {flag or 'following included'}", rate, least=goal))
    return section


def _flags(url: str) -> Iterator[str]:
    """With following always; without it where the command can leave it out."""
    yield ""
    if ALONE in incumbent(url, "import", "--help"):
        yield ALONE
