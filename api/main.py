"""The composition root for an ASGI server: `uvicorn --factory api.main:app`."""

from __future__ import annotations

from functools import partial

from fastapi import FastAPI

from domain.log.store import open_store
from jobs.feeds.kept import KeptOfFeeds
from jobs.upkeep import readiness
from projections.tenants import Tenants

from .alerts.outgoing import outputs_policy
from .app import create_app
from .feeds.feeding import feeds_policy
from .http.health import named
from .http.site import Limits
from .settings import Settings, erasure_ledger_of, read_settings, root_key_of


def app() -> FastAPI:
    """The application as the environment says. Raises Misconfigured."""
    return app_for(read_settings())


def app_for(settings: Settings) -> FastAPI:
    root_key = root_key_of(settings)
    store = open_store(settings.database_url)
    tenants = Tenants(store, root_key, erasure_ledger_of(settings), elsewhere=KeptOfFeeds())
    checks = [named("verify", partial(readiness, store))]
    return create_app(
        tenants,
        store,
        limits=limits_of(settings),
        checks=checks,
        feeding=feeds_policy(settings),
        outgoing=outputs_policy(settings),
    )


def limits_of(settings: Settings) -> Limits:
    return Limits(settings.most_body_bytes, settings.most_streams, settings.wait_seconds, settings.session_hours)
