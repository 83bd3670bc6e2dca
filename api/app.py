"""The application: routers, the table of problems, the description. Nothing happens at import."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from domain.log.store import Store
from jobs.feeds.policy import Policy
from jobs.outputs.policy import Policy as OutputsPolicy
from projections.heads import Heads, heads_of
from projections.tenants import Tenants

from .accounts import accounts, handover, map, moves, opportunities, organizations, our_side, people, roles
from .alerts import alert_feeds, alerts, key_moments, mail_subscriptions, rules, webhooks
from .analysis import (
    analysis,
    coverage,
    encounters,
    fitting,
    leading,
    plan,
    portfolio,
    questionnaires,
    remaps,
    trends,
)
from .facts import facts, search, stream_of_facts, vocabularies, what_if
from .feeds import feeds, matching, nominations, watches
from .formats import map_formats
from .http import docs_page, health
from .http.access import Access
from .http.bodiless import Bodiless
from .http.health import Check, checks_of
from .http.noting import AccessNotes
from .http.openapi import DESCRIPTION, Description
from .http.problems import handle_problems
from .http.quick import QuickMaps
from .http.site import HEADS, Limits, Site
from .http.streams import Streams
from .page import routers as page
from .page.astray import handle_astray
from .pictures import pictured, printed, timelines
from .workspace import keys, workspace_settings

# The map is asked for most, and routes are tried in turn; streams come before the single fact and the single alert,
# whose paths would match them too.
ROUTERS = (
    map, stream_of_facts, facts, accounts, people, roles, moves, opportunities, organizations, matching, nominations,
    feeds, keys, health, coverage, our_side, questionnaires, analysis, what_if, handover, plan, portfolio, vocabularies,
    trends, key_moments, rules, workspace_settings, watches, alert_feeds, alerts, webhooks,
    mail_subscriptions, docs_page, search, encounters, fitting, leading, remaps,
    map_formats, timelines, pictured, printed,
)  # fmt: skip


def create_app(
    tenants: Tenants,
    store: Store,
    *,
    limits: Limits | None = None,
    checks: Sequence[Check] = (),
    feeding: Policy | None = None,
    outgoing: OutputsPolicy | None = None,
) -> FastAPI:
    """The HTTP interface to these workspaces; `checks` are looked at by /health/ready besides its own."""
    app = FastAPI(
        title="Incumbent",
        version=_version(),
        description=DESCRIPTION,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        routes=_routes(),
    )
    policies = feeding or Policy(), outgoing or OutputsPolicy()
    app.state.site = _site(tenants, store, limits or Limits(), (*checks_of(store), *checks), policies)
    app.state.described = Description(app)
    handle_problems(app)
    handle_astray(app)
    app.add_middleware(QuickMaps, site=app.state.site)
    app.add_middleware(Bodiless)
    return app


@cache
def _routes() -> list[BaseRoute]:
    """The same for every application of a process: a route finds what it works on in the state of the one that was
    asked. What each takes is worked out when the first request comes, which costs more than many requests."""
    together = APIRouter(generate_unique_id_function=lambda route: route.name)
    for module in (*ROUTERS, *page.MODULES):
        together.include_router(module.router)
    return together.routes


def _site(
    tenants: Tenants, store: Store, limits: Limits, checks: Sequence[Check], policies: tuple[Policy, OutputsPolicy]
) -> Site:
    return Site(
        tenants=tenants,
        store=store,
        access=Access(store, tenants.clock),
        notes=AccessNotes(store, tenants.clock),
        streams=Streams(limits.most_streams),
        limits=limits,
        checks=checks,
        feeds=policies[0],
        outputs=policies[1],
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[Mapping[str, Heads]]:
    """What belongs to the server's event loop is given to its requests as their state."""
    site: Site = app.state.site
    async with heads_of(site.store) as heads:
        yield {HEADS: heads}
    site.notes.flush()


def _version() -> str:
    try:
        return version("incumbent")
    except PackageNotFoundError:
        return "0"
