"""Who holds one role: the rule of tenures, as far as the workload needs it."""

from collections import defaultdict
from dataclasses import dataclass, field

FOREVER = 10**9


@dataclass
class Tenures:
    """Tenures of one role in days; nobody holds it twice, so the earliest end from the beginning on counts."""

    begins: dict[str, int] = field(default_factory=dict)
    ends: defaultdict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))  # person: {fact: day}

    def end(self, person: str) -> int:
        return min((day for day in self.ends[person].values() if day >= self.begins[person]), default=FOREVER)

    def spans(self) -> list[tuple[int, int, str]]:
        """(first day, end, person) of each tenure that is held at all."""
        all_of_them = [(begin, self.end(person), person) for person, begin in self.begins.items()]
        return sorted(span for span in all_of_them if span[0] < span[1])

    def on(self, day: int) -> list[str]:
        return [person for begin, end, person in self.spans() if begin <= day < end]

    def next_beginning(self, person: str) -> int:
        """The day on which the next holder after this one begins."""
        mine = self.begins[person]
        return min((begin for begin, _, other in self.spans() if begin >= mine and other != person), default=FOREVER)
