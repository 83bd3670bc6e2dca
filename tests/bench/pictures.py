"""The picture of a large account: what drawing it takes against laying it out."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from api.pictures.asked import LAYERS, Asked
from api.pictures.layout import laid_out
from api.pictures.maps import Map
from api.pictures.sheets import picture
from tests.api.pictures.companies import company
from tests.bench.figures import Ratio, Section, Timing

ROLES, ROUNDS = 3_000, 9
COLUMNS = ("", "p50 ms", "best ms", "rounds")


def run() -> Section:
    section = Section(f"The picture of {ROLES:,} roles, processor time", COLUMNS)
    # A seed that gives a tree of some twenty levels: of 1,500, which others give, each is a bend of most lines.
    life, drawn = company(5, ROLES)
    kept, asked = laid_out(life), Asked(frozenset(LAYERS), "o-1")

    def whole() -> bytes:
        return picture(Map(drawn, laid_out(life), asked, True), "Acme", ["As of 2026-06-30"])

    def frame() -> bytes:
        return picture(Map(drawn, kept, asked, True), "Acme", ["As of 2026-06-30"])

    def brief() -> bytes:
        return picture(Map(drawn, laid_out(life, detail="overview"), asked, True), "Acme", ["As of 2026-06-30"])

    work: dict[str, Callable[[], object]] = {
        "laid out": lambda: laid_out(life),
        "laid out and drawn": whole,
        "another day in the layout that is kept": frame,
        "laid out and drawn as an overview": brief,
    }
    timings = _timed(work)
    section.rows += [[one.name, one.p50 * 1000, min(one.seconds) * 1000, len(one.seconds)] for one in timings.values()]
    layout, drawing, *_ = (one.p50 for one in timings.values())
    section.ratios.append(Ratio("picture over its layout", drawing / layout, most=3))
    return section


def _timed(work: dict[str, Callable[[], object]]) -> dict[str, Timing]:
    """In turns; the garbage collector leaves alone what was there before, as in the server."""
    timings = {name: Timing(name) for name in work}
    gc.collect()
    gc.freeze()
    for _ in range(ROUNDS):
        for name, make in work.items():
            started = time.process_time()
            make()
            timings[name].seconds.append(time.process_time() - started)
    gc.unfreeze()
    return timings
