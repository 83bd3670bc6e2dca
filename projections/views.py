"""Every view there is. A new view is one line here."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from domain.facts import REGISTRY, Fact

from .actions import ACTIONS
from .alerts import ALERTS
from .aliases import ALIASES
from .attitudes import ATTITUDES
from .crafted import CRAFTED_JOBS
from .culture import CULTURE
from .interactions import INTERACTIONS
from .intervals import View
from .merged import MERGED
from .nominations import NOMINATIONS
from .opportunities import BUYING_ROLES, OPPORTUNITIES
from .organizations import ACCOUNTS, ORGANIZATIONS, RELATIONS, UNITS
from .people import LINKS, PEOPLE
from .responsibilities import CONTACT_RULES, COVERAGE
from .restructurings import RESTRUCTURINGS
from .roles import ROLES
from .rumors import RUMORS
from .successors import SUCCESSORS
from .team_roles import TEAM_ROLES
from .tenures import POWERS, TENURES
from .vocabularies import VOCABULARY

VIEWS: tuple[View, ...] = (
    ORGANIZATIONS, ACCOUNTS, RELATIONS, RESTRUCTURINGS, UNITS, ROLES, SUCCESSORS, TENURES, POWERS, CRAFTED_JOBS,
    PEOPLE, LINKS,
    OPPORTUNITIES, BUYING_ROLES, ATTITUDES, NOMINATIONS, *ALIASES, COVERAGE, CONTACT_RULES, *CULTURE, VOCABULARY,
    ALERTS, TEAM_ROLES, ACTIONS, INTERACTIONS, *MERGED.values(), RUMORS,
)  # fmt: skip

BY_HOME: dict[str, list[View]] = defaultdict(list)
for _view in VIEWS:
    BY_HOME[_view.home].append(_view)

WITHIN: dict[View, tuple[View, ...]] = {
    outer: tuple(view for view in VIEWS if view.within is outer) for outer in {view.within for view in VIEWS} if outer
}


@cache
def _views_for(home: str, type: str, rumored: bool) -> tuple[View, ...]:
    return tuple(
        view for view in (*BY_HOME[home], RUMORS) if view.rumored == rumored and issubclass(REGISTRY[type], view.types)
    )


def views_for(home: str, fact: Fact) -> tuple[View, ...]:
    """The views of a home that a fact can change."""
    return _views_for(home, fact.type, fact.certainty == "rumored")
