"""One opportunity at a moment: as its account's map shows it, with whose it is and what the people are called."""

from __future__ import annotations

from typing import Any

from .account_maps import header
from .buying import opportunity_of
from .fields import fields_of
from .moments import Moment
from .names import Names
from .opportunities import opportunities
from .snapshots import one_of, require, snapshot
from .tenants import Tenant

Json = dict[str, Any]
_ONLY = fields_of("opportunities")


def opportunity(tenant: Tenant, id: str, moment: Moment, restricted: bool) -> Json:
    """The opportunity with its buying center; before it was opened only what it is called. Raises NotFound.

    Attitudes come with the buying center, to those who may see them.
    """
    require(tenant, "opportunity", id)
    with snapshot(tenant, moment) as at:
        row = one_of(at.rows(opportunities, at.holding(opportunities) & (opportunities.c.home == id)))
        owner = None if row is None else row.organization
        names = Names(at)
        names.learn("organization", [owner])
        shown = _shown(tenant, id, owner, moment, restricted)
        names.learn("person", [member["person"] for member in shown["buying_center"]])
        whose = {"organization": owner, "organization_name": owner and names.of("organization", owner)}
        center = [{**member, "name": names.of("person", member["person"])} for member in shown["buying_center"]]
    called = {"name": None if row is None else row.name, "status": None if row is None else row.life}
    return {**header(moment, restricted), "id": id, **called, **whose, **shown, "buying_center": center}


def _shown(tenant: Tenant, id: str, owner: str | None, moment: Moment, restricted: bool) -> Json:
    """The entry on the map of the account that it belongs to."""
    if owner is not None:
        with tenant.timelines.scene(owner, moment, _ONLY) as scene:
            for number in scene.opportunity_rows.tolist():
                if scene.text(opportunities, "home", number) == id:
                    return opportunity_of(scene, number, restricted=restricted)
    return {"buying_center": []}
