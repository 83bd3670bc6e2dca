"""Two moments of an account in one picture: what came, what went, what is another now."""

from __future__ import annotations

from dataclasses import replace

from msgspec.structs import replace as replaced

from domain.analysis.picture import Picture, Role
from domain.language import say
from projections.account_lives import AccountLife
from projections.analysis.drawing import drawn_at
from projections.moments import Moment
from projections.tenants import Tenant

from .asked import Asked
from .boxes import holders_of
from .dates import dates_told
from .drawing import kept_layout, lives_of, require_units
from .layout import Layout, laid_out_together
from .leads import Leads
from .legends import OVERVIEW
from .maps import Map
from .marked import Marked
from .sheets import Shown, picture

OF_CHANGES = frozenset({"hierarchy"})
CAME, WENT, CHANGED = "came", "went", "changed"


def diff_picture(
    tenant: Tenant, account: str, before: Moment, after: Moment, asked: Asked, *, restricted: bool
) -> bytes:
    """Roles, their holders and who they report to, before and after, as SVG, whichever is asked for first.

    Raises NotFound, InvalidRequest.
    """
    asked = replace(asked, layers=OF_CHANGES)
    return picture(*changed_between(tenant, account, before, after, asked, restricted=restricted))


def changed_between(
    tenant: Tenant,
    account: str,
    before: Moment,
    after: Moment,
    asked: Asked,
    leads: Leads | None = None,
    *,
    restricted: bool,
) -> Shown:
    """The same before it is drawn. Raises NotFound, InvalidRequest."""
    require_units(tenant, asked)
    before, after = sorted((before, after), key=lambda one: (one.as_of, one.position))
    earlier, later = (
        drawn_at(tenant, account, one, restricted=restricted, why=asked.why, group=asked.group)
        for one in (before, after)
    )
    both, marked = compared(earlier.picture, later.picture)
    notes = [say("Before: {note}", note=dates_told(before, earlier.recency))]
    notes += [say("After: {note}", note=dates_told(after, later.recency))]
    layout = _layout(tenant, account, before, after, asked, restricted=restricted)
    notes += [say(OVERVIEW)] if layout.heaps else []
    day = replace(later, picture=both, behind={**earlier.behind, **later.behind})
    shown = Map(day, layout, asked, restricted, marked, leads)
    return Shown(shown, both.account.name or account, notes)


def _layout(tenant: Tenant, account: str, before: Moment, after: Moment, asked: Asked, *, restricted: bool) -> Layout:
    """That of the maps where both are of one position, so that what did not change has the place it has there."""
    if before.position == after.position:
        return kept_layout(tenant, account, after, asked, restricted=restricted)
    then, now = (lives_of(tenant, account, one, restricted=restricted, group=asked.group) for one in (before, after))
    nothing = AccountLife((), {}, (), frozenset())
    lives = {id: _joined(then.get(id, nothing), now.get(id, nothing)) for id in {**then, **now}}
    return laid_out_together(lives, asked.collapse, asked.detail)


def compared(before: Picture, after: Picture) -> tuple[Picture, Marked]:
    """The later one with the roles that are gone, and what changed of each."""
    gone = [one for one in before.roles if one.id not in after.role]
    marks = {one.id: WENT for one in gone}
    marks |= {one.id: CAME for one in after.roles if one.id not in before.role}
    pairs = [(before.role[one.id], one) for one in after.roles if one.id in before.role]
    told = {now.id: text for was, now in pairs if (text := _was(was, now))}
    lines = {now.id: was.reports_to for was, now in pairs if was.reports_to != now.reports_to}
    units = [*after.units, *(one for one in before.units if one.id not in after.unit)]
    known = {one.id for one in after.subsidiaries}
    below = [*after.subsidiaries, *(one for one in before.subsidiaries if one.id not in known)]
    roles = [
        _with_before(one, before.role[one.id]) if one.id in told.keys() | lines.keys() else one for one in after.roles
    ]
    both = replaced(after, roles=[*roles, *gone], units=units, subsidiaries=below)
    return both, Marked(marks | dict.fromkeys(told, CHANGED), told, lines)


def _with_before(now: Role, was: Role) -> Role:
    """With the facts behind what it was among those behind it."""
    ids = {id for one in (was, *was.holders) for some in one.why.values() for id in some}
    return replaced(now, why={**now.why, "before": sorted(ids)}) if ids else now


def _was(before: Role, after: Role) -> str:
    """Whom a role was held by, else what it was called; nothing where both are the same."""
    if [one.person for one in before.holders] != [one.person for one in after.holders]:
        return say("was {earlier}", earlier=holders_of(before))
    return say("was {earlier}", earlier=before.title or before.id) if before.title != after.title else ""


def _joined(earlier: AccountLife, later: AccountLife) -> AccountLife:
    """The posts alone; what only the earlier position knew of keeps a place too."""
    known = {one.id for one in later.posts}
    posts = (*later.posts, *(one for one in earlier.posts if one.id not in known))
    return AccountLife(tuple(sorted(posts)), earlier.units | later.units, (), frozenset())
