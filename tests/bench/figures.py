"""What a benchmark found: measured rows, ratios of one run, and the goals they are held against."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

console = Console(width=150, highlight=False)


@dataclass
class Timing:
    """Times of one contestant, in seconds, over all its turns."""

    name: str
    seconds: list[float] = field(default_factory=list)
    bytes: int = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p99(self) -> float:
        return percentile(self.seconds, 0.99)


@dataclass(frozen=True)
class Ratio:
    """One figure over another of the same run; `most` or `least` is the goal, if there is one."""

    what: str
    measured: float
    most: float | None = None
    least: float | None = None

    @property
    def goal(self) -> str:
        if self.most is not None:
            return f"<= {short(self.most)}"
        return f">= {short(self.least)}" if self.least is not None else ""

    @property
    def verdict(self) -> str:
        if self.most is None and self.least is None:
            return ""
        below = self.most is None or self.measured <= self.most
        above = self.least is None or self.measured >= self.least
        return "yes" if below and above else "NO"


@dataclass
class Section:
    """One table of figures and one of ratios."""

    title: str
    columns: Sequence[str]
    rows: list[list[str | float]] = field(default_factory=list)
    ratios: list[Ratio] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add_timings(self, timings: Sequence[Timing]) -> None:
        self.rows += [[t.name, t.p50 * 1000, t.p99 * 1000, len(t.seconds), t.bytes] for t in timings]


TIMING_COLUMNS = ("", "p50 ms", "p99 ms", "requests", "bytes")


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def short(value: str | float | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.1f}"


def show(section: Section) -> None:
    console.rule(section.title, align="left")
    for note in section.notes:
        console.print(note, soft_wrap=True)
    _print_table(section.columns, [[short(cell) for cell in row] for row in section.rows])
    if section.ratios:
        lines = [[ratio.what, short(ratio.measured), ratio.goal, ratio.verdict] for ratio in section.ratios]
        _print_table(("ratio", "measured", "goal", "met"), lines)


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(box=None, pad_edge=False)
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    console.print(table, "")


def save(sections: Sequence[Section], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {"at": datetime.now(UTC).isoformat(timespec="seconds")}
    found["sections"] = [asdict(section) for section in sections]
    path.write_text(json.dumps(found, indent=1) + "\n")
