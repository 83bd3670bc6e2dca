"""Every table there is, for the one schema history: importing this module defines them all."""

from domain.log.tables import metadata

from . import builds, rule_settings, views, watch_list

__all__ = ["builds", "metadata", "rule_settings", "views", "watch_list"]
