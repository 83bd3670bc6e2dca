"""The index finds whom comparing with everybody would find, and forgets what is taken."""

from random import Random

import pytest

from domain.matching.blocking import NameIndex
from domain.matching.likeness import Likening, Shares
from domain.matching.names import PersonName, parse

GIVEN = ("Jane", "Robert", "Bob", "Elizabeth", "Liz", "Sergey", "Maria", "Ann", "John", "Margaret", "Wei", "Oluwaseun")
NEAR = ("ga_am", "gaha_", "_aham", "gah_m", "ga_ham")
FAMILY = ("Roe", "Doe", "Smith", "Müller", "Randall", "Younger-Ross", "Okonkwo", "Martínez", "Li", "O'Brien", "Novak")


def crowd(seed: int, size: int) -> list[PersonName]:
    random = Random(seed)
    return [parse(f"{random.choice(GIVEN)} {random.choice(FAMILY)}") for _ in range(size)]


def written_otherwise(random: Random) -> str:
    given, family = random.choice(GIVEN), random.choice(FAMILY)
    return random.choice([
        f"{given} {family}", f"{given[0]} {family}", f"{family.upper()}, {given}", f"Dr {given} {family} OBE",
        f"{given} {family[:2]}{family[3:]}", f"{given} X {family}",
    ])  # fmt: skip


def likest(asked: PersonName, known: list[PersonName], index: NameIndex[int], numbers: list[int]) -> float:
    likening = Likening(asked, Shares(index.share, index.share_of_initial))
    return max((likening.to(known[number]).bits for number in numbers), default=float("-inf"))


@pytest.mark.parametrize(("seed", "size"), [(1, 30), (2, 300), (3, 3_000)])
def test_the_likest_of_all_is_found(seed: int, size: int) -> None:
    known, index, random = crowd(seed, size), NameIndex[int](), Random(seed)
    for number, name in enumerate(known):
        index.put(number, [name])
    for _ in range(100):
        asked = parse(written_otherwise(random))
        best = likest(asked, known, index, list(range(size)))
        found = likest(asked, known, index, index.near(asked))
        assert found == pytest.approx(best) or best < 0, asked


def test_a_mistyped_name_beside_a_common_one_is_found() -> None:
    """More people bear either than are looked at, and many a rarer name that the written word is nearer to."""
    letters = "bcdeflnoprsuvx"
    known = [f"Xa{number} Yo{number}" for number in range(3_000)]
    known += [f"Robert Bu{number}" for number in range(210)] + [f"Ann{number} Graham" for number in range(210)]
    known += [f"Zo{place}{one} {name.replace('_', one)}" for place, name in enumerate(NEAR) for one in letters]
    index = NameIndex[int]()
    for number, name in enumerate([*known, "Robert Graham"]):
        index.put(number, [parse(name)])
    assert len(known) in index.near(parse("Robert Gaham"))


def test_looking_at_few_would_be_noticed() -> None:
    """The control: an index that gives only some of what it finds fails the test above."""
    known, index, random = crowd(2, 300), NameIndex[int](), Random(2)
    for number, name in enumerate(known):
        index.put(number, [name])
    asked = [parse(written_otherwise(random)) for _ in range(100)]
    worse = [
        one
        for one in asked
        if likest(one, known, index, index.near(one)[3::4]) < likest(one, known, index, index.near(one))
    ]
    assert worse


def test_what_is_taken_was_never_there() -> None:
    known, whole, part = crowd(4, 200), NameIndex[int](), NameIndex[int]()
    for number, name in enumerate(known):
        whole.put(number, [name])
        if number % 2:
            part.put(number, [name])
    for number in range(0, 200, 2):
        whole.take(number, [known[number]])
    for name in known:
        assert sorted(whole.near(name)) == sorted(part.near(name))
        assert [whole.share(word) for word in name.words] == [part.share(word) for word in name.words]


def test_what_is_compared_does_not_grow_with_the_registry() -> None:
    sizes = []
    for size in (1_000, 10_000):
        known, index = crowd(5, size), NameIndex[int]()
        for number, name in enumerate(known):
            index.put(number, [name])
        sizes.append(max(len(index.near(name)) for name in known[:50]))
    assert sizes[1] <= 2 * sizes[0]


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("Jane Smith", "J Smith"),
        ("J Smith", "Jane Smith"),
        ("Robert Smth", "Robert Smith"),
        ("Jnae Smith", "Jane Smith"),
        ("Bob Smith", "Robert Smith"),
    ],
)
def test_one_of_very_many_of_a_name_is_found(asked: str, known: str) -> None:
    index = NameIndex[int]()
    for number in range(400):
        index.put(number, [parse(f"{('Wei', 'Oluwaseun', 'Maria')[number % 3]} Smith")])
    for number in range(400, 800):
        index.put(number, [parse(f"{('Jane', 'Robert')[number % 2]} {FAMILY[number % 7].replace('Smith', 'Roe')}")])
    index.put(800, [parse(known)])
    assert 800 in index.near(parse(asked))
