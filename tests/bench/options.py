"""What a run of the benchmarks is told."""

from dataclasses import dataclass
from pathlib import Path

from tests.bench.stores import KINDS


@dataclass(frozen=True)
class Options:
    sizes: tuple[str, ...] = ("S", "M")
    databases: tuple[str, ...] = KINDS
    rounds: int = 10
    seconds: float = 0.5  # of one turn
    points: int = 5  # random pairs of dates at which every answer is checked first
    starts: int = 5  # of a server, for its first answers
    client: str = "own"
    peers_only: bool = False
    json: Path = Path("var/bench/results.json")
