"""Benchmarks of Incumbent against what else one would take, as ratios of one run.

    python -m tests.bench [append|map|import|rebuild|freshness|matching|nominating|influence|analysis|portfolio
        |search|moments|pictures|browsing|all] [--size S M L]

Databases are fresh and thrown away, unless INCUMBENT_BENCH_DIR names a folder to keep and go on with. PostgreSQL is a
private server, unless INCUMBENT_BENCH_POSTGRES_URL names one.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from tests.bench import (
    analyzed_life,
    analyzing,
    append,
    browsing,
    cold,
    figures,
    freshness,
    imports,
    influence,
    maps,
    matching,
    moments,
    nominating,
    pictures,
    portfolio,
    rebuild,
    search,
    stores,
)
from tests.bench.options import Options
from tests.bench.workload import SIZES

WHAT = (
    "append", "map", "import", "rebuild", "freshness", "matching", "nominating", "influence", "analysis", "portfolio",
    "search", "moments", "pictures", "browsing",
)  # fmt: skip


def main() -> None:
    parser = _parser()
    asked = parser.parse_args()
    what = WHAT if asked.what == "all" else (asked.what,)
    options = Options(
        tuple(asked.size), tuple(asked.database), asked.rounds, asked.seconds, asked.points, asked.starts,
        asked.client, asked.peers_only, asked.json,
    )  # fmt: skip
    found: list[figures.Section] = []
    with stores.opened() as opened:
        for section in sections(what, opened, options):
            figures.show(section)
            found.append(section)
            figures.save(found, options.json)
    figures.console.print(f"The same as JSON: {options.json}")


def sections(what: tuple[str, ...], opened: stores.Stores, options: Options) -> Iterator[figures.Section]:
    if "append" in what:
        yield append.run(opened, options)
    if "matching" in what and not options.peers_only:
        yield from matching.run()
    if "nominating" in what and not options.peers_only:
        yield from nominating.run(opened, options)
    if "pictures" in what and not options.peers_only:
        yield pictures.run()
    if "browsing" in what and not options.peers_only:
        yield browsing.run(opened)
    if "influence" in what and not options.peers_only:
        yield influence.run()
    if "analysis" in what and not options.peers_only:
        yield analyzing.run(opened, options)
        yield analyzed_life.run(opened, options)
    if "search" in what and not options.peers_only:
        yield from search.run(opened)
    if "portfolio" in what and not options.peers_only:
        yield portfolio.run(opened, options)
    for size in options.sizes:
        if "map" in what:
            yield maps.run(opened, size, options)
            yield cold.run(opened, size, options)
        if "moments" in what and not options.peers_only:
            yield moments.run(opened, size)
        if not options.peers_only:
            yield from _of_the_product_alone(what, opened, size, options)


def _of_the_product_alone(
    what: tuple[str, ...], opened: stores.Stores, size: str, options: Options
) -> Iterator[figures.Section]:
    for name, run in {"import": imports.run, "rebuild": rebuild.run, "freshness": freshness.run}.items():
        if name in what:
            yield run(opened, size, options)


def _parser() -> argparse.ArgumentParser:
    usual = Options()
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", nargs="?", default="all", choices=[*WHAT, "all"])
    parser.add_argument("--size", nargs="+", default=usual.sizes, choices=SIZES)
    parser.add_argument("--database", nargs="+", default=usual.databases, choices=stores.KINDS)
    parser.add_argument("--rounds", type=int, default=usual.rounds, help="turns of each contestant")
    parser.add_argument("--seconds", type=float, default=usual.seconds, help="of one turn")
    parser.add_argument("--points", type=int, default=usual.points, help="random dates at which answers are checked")
    parser.add_argument("--starts", type=int, default=usual.starts, help="of a server, for its first answers")
    parser.add_argument("--client", default=usual.client, choices=["own", "wrk"])
    parser.add_argument("--peers-only", action="store_true", help="leave Incumbent out")
    parser.add_argument("--json", type=Path, default=usual.json)
    return parser


if __name__ == "__main__":
    main()
