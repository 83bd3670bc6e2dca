"""The views there are, in one place: a view of an account adds a line here, and its tab shows."""

from __future__ import annotations

from typing import NamedTuple


class View(NamedTuple):
    """A view of the whole workspace; `scope`: what a key needs to be led there."""

    name: str
    label: str
    path: str
    scope: str = "read"


class Tab(NamedTuple):
    """A view of an account; `label` is what gettext translates."""

    name: str
    label: str
    path: str


def _(text: str) -> str:
    """Marks a text for extraction; templates translate it."""
    return text


VIEWS = (
    View("accounts", _("Accounts"), "/"),
    View("portfolio", _("Portfolio"), "/portfolio", "restricted"),
    View("alerts", _("Alerts"), "/alerts"),
    View("nominations", _("Nominations"), "/nominations"),
    View("feeds", _("Feeds"), "/feeds", "admin"),
)

# `{id}` stands for the account.
TABS = (
    Tab("map", _("Map"), "/accounts/{id}"),
    Tab("roles", _("Roles"), "/accounts/{id}/roles"),
    Tab("differences", _("Differences"), "/accounts/{id}/differences"),
    Tab("analysis", _("Analysis"), "/accounts/{id}/analysis"),
    Tab("opportunities", _("Opportunities"), "/accounts/{id}/opportunities"),
    Tab("coverage", _("Coverage"), "/accounts/{id}/coverage"),
    Tab("alerts", _("Key moments"), "/accounts/{id}/alerts"),
    Tab("timeline", _("Timeline"), "/accounts/{id}/timeline"),
    Tab("handover", _("Handover"), "/accounts/{id}/handover"),
)
