"""A registry of invented people, roles and organizations as large as asked for, and announcements about them.

Given names come from the product's table of nicknames, family names from syllables; both are as unevenly spread as
names are (the n-th most frequent has 1/n of the first one's share).
"""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from domain.matching.announcements import Announcement
from domain.matching.registry import Organization, Person, Registry, Role, Tenure, registry
from domain.matching.tables import lines

ROLES_EACH = 50
TITLES = (
    "Chief Executive Officer", "Finance Director", "Head of Sales", "IT Manager", "Head of Procurement", "Buyer",
    "Operations Director", "HR Manager", "Legal Counsel", "Plant Manager",
)  # fmt: skip
_SYLLABLES = (
    "ba",
    "der",
    "kin",
    "lo",
    "mar",
    "nel",
    "o",
    "per",
    "ras",
    "son",
    "tel",
    "ve",
    "wick",
    "zin",
    "hol",
    "gra",
)
_FORMS = ("Ltd", "plc", "GmbH", "SA", "Inc", "AG", "BV")
_STARTED, _NOW = 735_000, 739_000


@dataclass
class Crowd:
    """People number as many as roles; each holds one."""

    registry: Registry
    announcements: list[Announcement]


class _Names:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.given = sorted({word for line in lines("nicknames") for word in line.split()})
        self.family = sorted({"".join(random.choices(_SYLLABLES, k=random.randint(2, 4))) for _ in range(30_000)})
        random.shuffle(self.given)
        random.shuffle(self.family)
        self.shares = [
            list(accumulate(1 / place for place in range(1, len(some) + 1))) for some in (self.given, self.family)
        ]

    def one(self) -> str:
        (given,) = self.random.choices(self.given, cum_weights=self.shares[0])
        (family,) = self.random.choices(self.family, cum_weights=self.shares[1])
        return f"{given} {family}".title()

    def body(self) -> str:
        words = self.random.choices(self.family, k=2)
        return f"{' '.join(words).title()} {self.random.choice(_FORMS)}"


def _uneven(count: int) -> list[float]:
    return list(accumulate(1 / (place + 1) for place in range(count)))


def crowd(size: int, announced: int, seed: int = 3) -> Crowd:
    random = Random(seed)
    names = _Names(random)
    bodies = [Organization(f"o{number}", (names.body(),)) for number in range(max(size // ROLES_EACH, 1))]
    roles = [Role(f"r{number}", f"o{number % len(bodies)}", (_title(number // len(bodies)),)) for number in range(size)]
    people = [
        Person(f"p{number}", (names.one(),), {}, (Tenure(f"r{number}", _STARTED, _NOW + random.randint(-400, 4_000)),))
        for number in range(size)
    ]
    known = registry(people, roles, bodies)
    return Crowd(known, [_announcement(random, known, size) for _ in range(announced)])


def _title(number: int) -> str:
    return TITLES[number % len(TITLES)] + (f" {number // len(TITLES) + 1}" if number >= len(TITLES) else "")


def _announcement(random: Random, known: Registry, size: int) -> Announcement:
    """Somebody known takes another role, written as people write: with an initial, a title, or letters left out."""
    person, role = known.people[f"p{random.randrange(size)}"], known.roles[f"r{random.randrange(size)}"]
    given, family = person.names[0].split(" ", 1)
    ways = (person.names[0], f"Dr {given} {family}", f"{given[0]}. {family}", f"{given} {family[:-1]}")
    before = known.organizations[known.roles[person.tenures[0].role].organization or ""].names[0]
    return Announcement(
        person=random.choice(ways),
        organization=known.organizations[role.organization or ""].names[0].rsplit(" ", 1)[0],
        role=role.titles[0],
        on=_NOW,
        kind="joined",
        previous_organization=before,
    )
