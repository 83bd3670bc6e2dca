"""What feeds keep of people, as far as whoever erases has to know of it."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.log.elsewhere import Leaving
from domain.log.keys import KeyRing

from .tables import feed_entries, feed_pulls, feed_rosters


class KeptOfFeeds:
    """Documents, announcements that wait, rosters: under the workspace's key, where erasure has to reach them."""

    tables = (feed_pulls.name, feed_entries.name, feed_rosters.name)

    def forget(self, connection: Connection, keys: KeyRing, leaving: Leaving) -> None:
        from .forgetting import forget  # readers take long to import, and few commands erase anybody

        forget(connection, keys, leaving)
