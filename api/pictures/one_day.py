"""Who is shown on a map of one day, and the life of an account as if there were no other day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from domain.analysis.picture import Picture, Role
from domain.errors import NotFound
from domain.language import say
from projections.account_lives import AccountLife, Post, Tie
from projections.analysis.drawing import Drawn

from .asked import Asked
from .boxes import Standing
from .layout import Layout


def members_of(drawn: Drawn, asked: Asked) -> dict[str, Standing]:
    """Of the buying center that is asked for, and whoever else stands somewhere on that sale. Raises NotFound where the
    map shows no such opportunity."""
    if asked.opportunity is None:
        return {}
    sale = next((one for one in drawn.picture.opportunities if one.id == asked.opportunity), None)
    if sale is None:
        raise NotFound(
            say("no opportunity {opportunity} of this account that day", opportunity=asked.opportunity),
            field="opportunity",
        )
    others: dict[str, Standing] = {one.person: one for one in sale.attitudes}
    return others | {one.person: one for one in reversed(sale.buying_center)}


def near_of(drawn: Drawn, asked: Asked) -> set[str]:
    """Whoever holds no role there that day, and is shown by a layer."""
    found = set(members_of(drawn, asked))
    if "links" in asked.layers:
        found |= {end for link in drawn.picture.links for end in (link.person, link.other)}
    if "coverage" in asked.layers:
        found |= {one.person for one in drawn.beside.coverage}
    return found - drawn.picture.held.keys()


def perhaps_near(layout: Layout, asked: Asked) -> set[str]:
    """Whoever is shown by a layer on any day; of coverage alone, all who are near."""
    near = {*layout.people, *(id for heap in layout.crowd for id in heap.roles)}
    if "coverage" in asked.layers:
        return near
    tied = "links" in asked.layers or asked.opportunity is not None
    return near - layout.covering if tied else set()


def compact(lives: Mapping[str | None, AccountLife], drawn: Drawn, asked: Asked) -> dict[str | None, AccountLife]:
    """One day alone: its roles under that day's superiors, and whoever is shown beside them."""
    posts, parents = defaultdict[str | None, list[Post]](list), {one.id: one.parent for one in drawn.picture.units}
    for one in drawn.picture.roles:
        posts[one.organization].append(Post(one.id, one.reports_to, one.unit))
    near, links = near_of(drawn, asked), links_of(drawn.picture, drawn.picture.roles)
    return {
        id: life._replace(
            posts=tuple(sorted(posts[id])), units=parents, near=tuple(near.intersection(life.near)), links=links
        )
        for id, life in lives.items()
    }


def links_of(picture: Picture, roles: Sequence[Role]) -> frozenset[Tie]:
    """Those of the day, each between the first of these roles of its people."""
    held = {held.person: one.id for one in reversed(roles) for held in one.holders}
    return frozenset(
        Tie(one.person, one.other, one.kind, held.get(one.person), held.get(one.other)) for one in picture.links
    )
