"""What can be known of an account, element by element: each a slot that is filled or empty.

The seven elements stay apart: hierarchy between roles, people filling them, informal power (with its source and the
person's motivations), informal links (tone and strength), our links, buying roles, attitudes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from ..dates import span_of
from ..roles import ASKED_AGAIN
from .freshness import About, about_link
from .picture import Held, Link, Role
from .study import Study
from .team import unplayed

ELEMENTS = ("hierarchy", "holders", "power", "links", "our_links", "buying_roles", "attitudes")
TEAM = "team"
NEW_HOLDERS = "new_holders"
_OURS = 1.0  # whoever plays a role in the team does so for the whole account


class Slot(NamedTuple):
    """`about`: the subjects by the fields that name them in the fact (of this type) that fills it, by `field`;
    `importance` from 0 to 1 is that of whom it is about."""

    element: str
    about: About
    field: str
    fact: str
    filled: bool
    question: str
    importance: float


def slots(study: Study) -> list[Slot]:
    """Every slot there is, in the order of the elements; those beside them, of new holders and the team, last."""
    looks = (_hierarchy, _holders, _power, _links, _our_links, _buying_roles, _attitudes, _new_holders, _team)
    return list(chain.from_iterable(look(study) for look in looks))


def _hierarchy(study: Study) -> Iterator[Slot]:
    """One role may report to none: the head, the most important of those that do not."""
    heads = [role for role in study.picture.roles if role.reports_to is None]
    head = max(heads, key=lambda role: (study.height(role), role.id), default=None)
    for role in study.picture.roles:
        if role is not head:
            question = f"To whom does {_title(role)} report?"
            said = role.reports_to is not None
            yield Slot(
                "hierarchy", (("role", role.id),), "reports_to", "role_restructured", said, question, _of(study, role)
            )


def _holders(study: Study) -> Iterator[Slot]:
    """That a role has become vacant is known; that it was never filled, is not knowing who fills it."""
    vacated = {one.get("role") for one in study.picture.findings if one["kind"] == "vacant" and one.get("since")}
    for role in study.picture.roles:
        filled, question = bool(role.holders) or role.id in vacated, f"Who is {_title(role)}?"
        yield Slot("holders", (("role", role.id),), "person", "person_took_role", filled, question, _of(study, role))


def _power(study: Study) -> Iterator[Slot]:
    for id in study.picture.theirs:
        name, weight = study.call(id), study.importance(id)
        for held in study.picture.held[id]:
            yield from _of_power(study, held, name, weight)
        described, person = study.beside.of(id).said, (("person", id),)
        said = any(described.get(field) is not None for field in ("motivations", "drivers"))
        yield Slot("power", person, "motivations", "person_described", said, f"What moves {name}?", weight)


def _of_power(study: Study, held: Held, name: str, weight: float) -> Iterator[Slot]:
    slot = partial(Slot, "power", (("person", held.holder.person), ("role", held.role.id)), fact="power_assessed")
    power, title = held.holder.power, _title(held.role)
    asked = f"How much informal power does {name} have as {title}, from 0 to 10?"
    yield slot(field="power", filled=power is not None, question=asked, importance=weight)
    if power is not None:
        rests = f"What does the power of {name} as {title} rest on?"
        yield slot(field="sources", filled=bool(held.holder.power_sources), question=rests, importance=weight)


def _links(study: Study) -> Iterator[Slot]:
    for id in study.picture.theirs:
        own = [link for link in study.picture.links_of.get(id, ()) if link.across(id) not in study.picture.ours]
        question = f"Whose advice does {study.call(id)} seek, and whom do they trust?"
        yield Slot("links", (("person", id),), "other", "link_rated", bool(own), question, study.importance(id))
    yield from _rated(study, "links", [link for link in study.picture.links if not _is_ours(study, link)])


def _our_links(study: Study) -> Iterator[Slot]:
    for id in study.picture.theirs:
        known, question = any(study.picture.our_links(id)), f"Who of us knows {study.call(id)}?"
        yield Slot("our_links", (("person", id),), "other", "link_rated", known, question, study.importance(id))
    yield from _rated(study, "our_links", [link for link in study.picture.links if _is_ours(study, link)])


def _rated(study: Study, element: str, links: list[Link]) -> Iterator[Slot]:
    """Tone and strength are two things."""
    for link in links:
        ends, pair = (link.person, link.other), f"{study.call(link.person)} and {study.call(link.other)}"
        weight = max(study.importance(id) for id in ends)
        about = about_link(*ends, link.kind, directed=link.directed)
        slot = partial(Slot, element, about, fact="link_rated")
        for name, value, asked in (
            ("tone", link.tone, f"How warm is it between {pair}, from -2 to 2?"),
            ("strength", link.strength, f"How close are {pair}, from 0 to 10?"),
        ):
            yield slot(field=name, filled=value is not None, question=asked, importance=weight)


def _buying_roles(study: Study) -> Iterator[Slot]:
    for sale in study.sales:
        called = f"“{sale.opportunity.name or sale.opportunity.id}”"
        slot = partial(Slot, "buying_roles", field="buying_role", fact="buying_role_assigned")
        about, players = (("opportunity", sale.opportunity.id),), {one.person for one in sale.center}
        yield slot(about, filled=bool(sale.deciders), question=f"Who decides on {called}?", importance=1.0)
        for id in (need.person for need in sale.needed):
            asked = f"Which part does {study.call(id)} play in {called}?"
            whom = (*about, ("person", id))
            yield slot(whom, filled=id in players, question=asked, importance=study.importance(id))


def _attitudes(study: Study) -> Iterator[Slot]:
    for sale in study.sales:
        told = {one.person: one.attitude for one in sale.center}
        for id in dict.fromkeys([*told, *(need.person for need in sale.needed)]):
            about = (("opportunity", sale.opportunity.id), ("person", id))
            asked = (
                f"Where does {study.call(id)} stand on “{sale.opportunity.name or sale.opportunity.id}”, from -2 to 2?"
            )
            filled, weight = told.get(id) is not None, study.importance(id)
            yield Slot("attitudes", about, "attitude", "attitude_changed", filled, asked, weight)


def _new_holders(study: Study) -> Iterator[Slot]:
    """What a predecessor made of the post says little about whoever came after."""
    for id in study.picture.theirs:
        for held in (held for held in study.picture.held[id] if _is_new(study, held)):
            about, called = (("person", id), ("role", held.role.id)), {"who": study.call(id), "post": _title(held.role)}
            slot = partial(Slot, NEW_HOLDERS, about, fact="job_crafted", importance=study.importance(id))
            for name, asked in ASKED_AGAIN.items():
                said = held.holder.crafted.get(name) is not None
                yield slot(field=name, filled=said, question=asked.format(**called))


def _is_new(study: Study, held: Held) -> bool:
    """Somebody of whom nobody knows since when they hold a post may hold it since long."""
    if held.holder.since is None:
        return False
    return study.day.toordinal() - span_of(held.holder.since).first <= study.parameters.completeness.new_for


def _team(study: Study) -> Iterator[Slot]:
    """Who plays a role, and how far; where nobody is there yet, nobody is to be asked how far."""
    account = study.picture.account
    slot = partial(Slot, TEAM, fact="team_role_played")
    where, labels = account.name or account.id, study.beside.words.labels("team_role")
    for _word, label in unplayed(study):
        asked = f"Who of us is the {label.lower()} at {where}?"
        yield slot((("organization", account.id),), "person", filled=False, question=asked, importance=_OURS)
    for one in study.beside.team:
        about, label = (("organization", account.id), ("person", one.person)), labels.get(one.team_role, one.team_role)
        asked = f"How far is {study.call(one.person)} the {label.lower()} at {where}, from 0 to 10?"
        yield slot(about, "person", filled=True, question=asked, importance=_OURS)
        yield slot(about, "degree", filled=one.degree is not None, question=asked, importance=_OURS)


def _is_ours(study: Study, link: Link) -> bool:
    return bool({link.person, link.other} & study.picture.ours)


def _of(study: Study, role: Role) -> float:
    return max((study.importance(one.person) for one in role.holders), default=study.height(role))


def _title(role: Role) -> str:
    return role.title or role.id
