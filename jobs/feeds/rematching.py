"""What waits of a feed, matched again on request: its switches, thresholds or aliases may be others by now."""

from __future__ import annotations

from domain.errors import InvalidRequest
from domain.language import say, word
from projections.rematching import Rematched, rehearsed, rematched
from projections.tenants import Tenant

from .nominating import accepting, rules_of
from .registry import feed_of


def match_again(tenant: Tenant, id: str, *, dry_run: bool) -> Rematched:
    """Only what nobody but the feed has touched. Raises NotFound; InvalidRequest where the feed is not active."""
    feed = feed_of(tenant.ledger.store, tenant.workspace.id, id)
    if feed.state != "active":
        raise InvalidRequest(
            say("the feed is {state}: set its state to active first", state=word(feed.state)), field="state"
        )
    tenant.catch_up()
    rules = rules_of(tenant, feed)
    return rehearsed(tenant, id, rules) if dry_run else rematched(tenant, id, rules, accepting(tenant))
