"""Random companies as pictures take them: any shape of reporting, units across it, names of any script."""

from __future__ import annotations

from random import Random

from domain.analysis.beside import Beside, Covering
from domain.analysis.picture import Account, Holder, Link, Member, Opportunity, Person, Picture, Role, Unit
from projections.account_lives import AccountLife, Post, Tie
from projections.analysis.drawing import Drawn
from projections.recency import Recency

NAMES = (
    "Jane Roe", "Adalbert-Maximilian von und zu Hohenlohe-Waldenburg-Schillingsfürst", "محمد بن عبد الرحمن الأنصاري",
    "歐陽震華歐陽震華歐陽震華歐陽震華", "Ng", "Nguye\u0302\u0303n Thi\u0323 Minh Khai", "W" * 60, "ვახტანგ ჯორდანია",
    "<b>Bob</b> & \"Co\"",
    "👩‍🚀 Astronaut", "नरेन्द्र दामोदरदास", "\u202eevil\u0000\u0007", "", "i" * 200,
)  # fmt: skip
TITLES = (
    "CFO",
    "Head of Financial Planning, Analysis and Everything Else There Is",
    "Управляющий директор",
    "部長",
    "",
)


def company(seed: int, size: int) -> tuple[AccountLife, Drawn]:
    """A company of so many roles; a tenth of them hold on other days only."""
    random = Random(seed)
    reach = random.choice([3, 30, size])
    above = [None] + [f"r{random.randrange(max(0, one - reach), one)}" for one in range(1, size)]
    units = [Unit(id=f"u{one}", name=random.choice(TITLES), culture={"bureaucratic": 1.0}) for one in range(size // 8)]
    roles = [_role(random, one, above[one], units) for one in range(size)]
    posts = tuple(sorted(Post(one.id, one.reports_to, one.unit) for one in roles))
    outside = [Person(id=f"x{one}", name=random.choice(NAMES), ours=one % 3 == 0) for one in range(random.randrange(9))]
    people = [Person(id=f"p{one}", name=random.choice(NAMES)) for one in range(size)] + outside
    links = [_link(random, people) for _ in range(size // 2)]
    members = [
        Member(person=random.choice(people).id, buying_role="decider", attitude=random.randint(-2, 2))
        for _ in people[::5]
    ]
    shown = [one for one in roles if random.random() < 0.9]
    picture = Picture(
        as_of="2026-06-30", position=7, account=Account(id="acme", name=random.choice(NAMES)), units=units, roles=shown,
        people=people, links=links, opportunities=[Opportunity(id="o-1", buying_center=members)],
    )  # fmt: skip
    near, ours = tuple(one.id for one in outside), frozenset(one.id for one in outside if one.ours)
    life = AccountLife(posts, {one.id: None for one in units}, near, ours, links=_ties(roles, links))
    return life, Drawn(
        picture,
        Beside(coverage=_covering(random, outside, people, units)),
        {one.id: random.random() for one in people},
        Recency(),
    )


def _ties(roles: list[Role], links: list[Link]) -> frozenset[Tie]:
    """As if the roles that are not shown held on another day."""
    held = {holder.person: role.id for role in roles for holder in role.holders}
    return frozenset(Tie(one.person, one.other, one.kind, held.get(one.person), held.get(one.other)) for one in links)


def _covering(random: Random, outside: list[Person], people: list[Person], units: list[Unit]) -> tuple[Covering, ...]:
    """By whoever is ours, of people and units."""
    covered = [("person", one.id) for one in people[::20]] + [("unit", one.id) for one in units[::5]]
    ours = [one.id for one in outside if one.ours]
    return tuple(Covering(random.choice(ours), "lead", one, "f") for one in covered) if ours else ()


def _role(random: Random, number: int, above: str | None, units: list[Unit]) -> Role:
    count = random.choice([0, 1, 1, 1, 2])
    holders = [Holder(person=f"p{number}", name=random.choice(NAMES)) for _ in range(count)]
    unit = random.choice(units).id if units and random.random() < 0.7 else None
    dotted = [f"r{random.randrange(number)}"] if number and random.random() < 0.1 else []
    title = random.choice(TITLES)
    return Role(id=f"r{number}", title=title, unit=unit, reports_to=above, dotted_to=dotted, holders=holders)


def _link(random: Random, people: list[Person]) -> Link:
    one, other = random.choice(people).id, random.choice(people).id
    return Link(person=one, other=other, kind="advice", tone=random.randint(-2, 2), strength=random.randint(0, 10))
