"""One opportunity at a moment: as its account's map shows it, with whose it is and what the people are called."""

from __future__ import annotations

from typing import Any

from domain.errors import NotFound
from domain.language import say

from .account_maps import header
from .action_reads import actions_of
from .buying import opportunity_of
from .fields import fields_of
from .findings import findings_of_sale
from .interaction_reads import interactions_about
from .moments import Moment
from .names import Names
from .opportunities import opportunities
from .snapshots import Snapshot, one_of, require, snapshot
from .sources import sources_of
from .tenants import Tenant
from .why import explain_members

Json = dict[str, Any]
_ONLY = fields_of("opportunities,findings")


def opportunity(tenant: Tenant, id: str, moment: Moment, restricted: bool, *, why: bool = False) -> Json:
    """The opportunity with its buying center; before it was opened only what it is called. Raises NotFound.

    `why` and `stated_since` tell of each value which fact says so and since when. Attitudes come with the buying
    center, to those who may see them, and in `attitudes` of whoever plays no part; with `why` each of these names the
    facts of their values too. Who holds no role at the account any more is named in `findings`.
    """
    require(tenant, "opportunity", id)
    with snapshot(tenant, moment) as at:
        row = one_of(at.holding_rows(opportunities.c.home, [id]))
        owner = None if row is None else row.organization
        shown = _shown(tenant, id, owner, moment, restricted)
        own = _named(at, owner, shown)
        if why:
            explain_members(at, {"id": id, **own})
        told = {**dict.fromkeys(("name", "organization")), **shown}
        sources = {"why": {}, "stated_since": {}} if row is None else sources_of(at, tenant.ledger.keys, row, told)
        actions, met = actions_of(at, "opportunity", id, restricted=restricted), interactions_about(at, id)
    called = {"name": None if row is None else row.name, "status": None if row is None else row.life}
    about = {**sources, "actions": actions, "interactions": met}
    return {**header(moment, restricted), "id": id, **called, **own, **about}


def owner_of(tenant: Tenant, id: str, moment: Moment) -> str:
    """The account that it belongs to that day. Raises NotFound, also where it was not opened yet."""
    require(tenant, "opportunity", id)
    with snapshot(tenant, moment) as at:
        row = one_of(at.holding_rows(opportunities.c.home, [id]))
    if row is None or row.organization is None:
        raise NotFound(say("opportunity {id} was not open that day", id=id), field="opportunity")
    return str(row.organization)


def _named(at: Snapshot, owner: str | None, shown: Json) -> Json:
    """With the names of whose it is, of the people in its buying center, and of whoever else stands somewhere."""
    names = Names(at)
    names.learn("organization", [owner])
    told: Json = {name: shown[name] for name in ("buying_center", "attitudes") if name in shown}
    names.learn("person", [one["person"] for some in told.values() for one in some])
    whose = {"organization": owner, "organization_name": owner and names.of("organization", owner)}
    named: Json = {
        name: [{**one, "name": names.of("person", one["person"])} for one in some] for name, some in told.items()
    }
    return {**whose, **shown, **named}


def _shown(tenant: Tenant, id: str, owner: str | None, moment: Moment, restricted: bool) -> Json:
    """The entry on the map of the account that it belongs to, with what is odd about it there."""
    if owner is not None:
        with tenant.timelines.scene(owner, moment, _ONLY) as scene:
            for number in scene.opportunity_rows.tolist():
                if scene.text(opportunities, "home", number) == id:
                    entry = opportunity_of(scene, number, restricted=restricted)
                    return entry | {"findings": findings_of_sale(scene, id, restricted=restricted)}
    return {"buying_center": [], "findings": []}
