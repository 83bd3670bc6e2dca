"""A rebuild beside the live views, compared."""

from sqlalchemy import update

from projections.intervals import OPEN
from projections.roles import roles
from projections.tenants import Tenants
from tests.generator import ACCOUNTS
from tests.projections.told import random_world


def test_live_views_are_what_a_rebuild_gives(tenants: Tenants) -> None:
    tenant = random_world(tenants, 5).tenant
    tenant.catch_up()
    whole, some = tenant.verify(), tenant.verify(ACCOUNTS)
    assert whole.compared >= 20
    assert whole.differing == []
    assert (some.compared, some.differing) == (len(ACCOUNTS), [])


def test_a_row_changed_by_hand_is_found(tenants: Tenants) -> None:
    tenant = random_world(tenants, 5).tenant
    tenant.catch_up()
    with tenant.ledger.store.writing(tenant.workspace.id) as connection:
        where = (roles.c.workspace == tenant.workspace.id, roles.c.home == "r-1", roles.c.known_to == OPEN)
        connection.execute(update(roles).where(*where).values(title="Somebody was here"))
    assert tenant.verify().differing == ["role r-1"]
    assert tenant.verify(ACCOUNTS).differing
