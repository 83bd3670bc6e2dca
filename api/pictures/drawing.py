"""From a question to a picture: reads what it needs and draws it."""

from __future__ import annotations

from dataclasses import replace

from domain.analysis.picture import Picture
from domain.errors import InvalidRequest
from domain.language import say
from projections.account_lives import AccountLife, Post, life_of
from projections.analysis.drawing import Drawn, drawn_at
from projections.groups import group_ever
from projections.moments import Moment
from projections.opportunity_reads import owner_of
from projections.tenants import Tenant

from .asked import LAYERS, Asked
from .layout import Layout, laid_out_together
from .leads import Leads
from .legends import OVERVIEW, notes_of
from .maps import Map
from .one_day import compact, links_of, members_of
from .sheets import Shown, picture


def map_picture(tenant: Tenant, account: str, moment: Moment, asked: Asked, *, restricted: bool) -> bytes:
    """The map of an account as SVG. Raises NotFound."""
    return picture(*shown_at(tenant, account, moment, asked, restricted=restricted))


def shown_at(
    tenant: Tenant, account: str, moment: Moment, asked: Asked, leads: Leads | None = None, *, restricted: bool
) -> Shown:
    """The map of an account before it is drawn. Raises NotFound, InvalidRequest."""
    require_units(tenant, asked)
    drawn = drawn_at(tenant, account, moment, restricted=restricted, why=asked.why, group=asked.group)
    layout = layout_of(tenant, account, moment, drawn, asked, restricted=restricted)
    notes = notes_of(drawn, moment, restricted=restricted) + ([say(OVERVIEW)] if layout.heaps else [])
    return Shown(Map(drawn, layout, asked, restricted, leads=leads), drawn.picture.account.name or account, notes)


def require_units(tenant: Tenant, asked: Asked) -> None:
    """Raises InvalidRequest where something that is to be folded is none."""
    for unit in sorted(asked.collapse):
        if not tenant.ledger.knows("unit", unit):
            raise InvalidRequest(
                say("no unit {unit}; name ids of units with commas between", unit=unit[:100]), field="collapse"
            )


def layout_of(tenant: Tenant, account: str, moment: Moment, drawn: Drawn, asked: Asked, *, restricted: bool) -> Layout:
    """That of the account's life is made once for each position of the log, and kept."""
    if asked.layout == "compact":
        lives = lives_of(tenant, account, moment, restricted=restricted, group=asked.group)
        return laid_out_together(compact(lives, drawn, asked), asked.collapse, asked.detail)
    return kept_layout(tenant, account, moment, asked, restricted=restricted)


def kept_layout(tenant: Tenant, account: str, moment: Moment, asked: Asked, *, restricted: bool) -> Layout:
    key = (account, restricted, moment.position, asked.collapse, asked.detail, asked.group)
    kept: Layout | None = tenant.laid_out.get(key, moment)
    if kept is None:
        lives = lives_of(tenant, account, moment, restricted=restricted, group=asked.group)
        kept = laid_out_together(lives, asked.collapse, asked.detail)
        tenant.laid_out.put(key, moment, kept, frozenset())
    return kept


def lives_of(
    tenant: Tenant, account: str, moment: Moment, *, restricted: bool, group: bool
) -> dict[str | None, AccountLife]:
    """Of the account alone, or by id of each organization that was below it on any day."""
    if not group:
        return {None: life_of(tenant, account, moment, restricted=restricted)}
    ever = group_ever(tenant, account, moment)
    return {one: life_of(tenant, one, moment, restricted=restricted) for one in ever}


def buying_center_picture(tenant: Tenant, opportunity: str, moment: Moment, asked: Asked, *, restricted: bool) -> bytes:
    """Who decides in a sale, with whoever they report to, as SVG. Raises NotFound."""
    account = owner_of(tenant, opportunity, moment)
    asked = replace(asked, layers=frozenset(LAYERS) - {"coverage"}, opportunity=opportunity)
    drawn = drawn_at(tenant, account, moment, restricted=restricted, why=asked.why, group=asked.group)
    lives = lives_of(tenant, account, moment, restricted=restricted, group=asked.group)
    found = {id: _of_members(life, id, drawn, asked) for id, life in lives.items()}
    layout = laid_out_together({id: one for id, one in found.items() if one.posts or id in (None, account)})
    sale = next(one for one in drawn.picture.opportunities if one.id == opportunity)
    notes = notes_of(drawn, moment, restricted=restricted)
    return picture(Map(drawn, layout, asked, restricted), sale.name or opportunity, notes)


def _of_members(life: AccountLife, organization: str | None, drawn: Drawn, asked: Asked) -> AccountLife:
    """Their posts there that day, each below the next superior who is a member too, and members without a post."""
    members, there = members_of(drawn, asked), [one for one in drawn.picture.roles if one.organization == organization]
    kept = {one.id for one in there if any(held.person in members for held in one.holders)}
    posts = [Post(id, _next_above(drawn.picture, id, kept), drawn.picture.role[id].unit) for id in sorted(kept)]
    ties = [(one.person, one.other) for one in drawn.picture.links if members.keys() & {one.person, one.other}]
    near = {*members, *(end for tie in ties for end in tie)}
    near = {id for id in near - drawn.picture.held.keys() if id in members or id in drawn.picture.ours}
    ours, links = drawn.picture.ours & near, links_of(drawn.picture, [one for one in there if one.id in kept])
    return life._replace(posts=tuple(posts), near=tuple(sorted(near)), ours=ours, links=links)


def _next_above(picture: Picture, role: str, kept: set[str]) -> str | None:
    seen, above = {role}, picture.role[role].reports_to
    while above is not None and above not in kept and above in picture.role and above not in seen:
        seen.add(above)
        above = picture.role[above].reports_to
    return above if above in kept and above != role else None
