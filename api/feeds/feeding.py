"""What the settings say of feeds."""

from __future__ import annotations

from datetime import timedelta

from pydantic import SecretStr

from jobs.addresses import parse_allowed
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Policy, Secrets
from jobs.feeds.pulling import Puller
from jobs.refusals import Egress

from ..settings import Settings


def feeds_policy(settings: Settings) -> Policy:
    """Raises Misconfigured."""
    return Policy(
        egress=_egress(settings),
        secrets=Secrets(_said(settings.companies_house_key), _said(settings.companies_house_stream_key)),
        contact=settings.contact,
        host_gap=settings.feed_host_gap,
        keep_bytes=timedelta(days=settings.keep_pulled_days),
        drop_folder=settings.drop_folder,
    )


def puller(settings: Settings) -> Puller:
    """What it pulls becomes nominations."""
    return Puller(feeds_policy(settings), nominate)


def _egress(settings: Settings) -> Egress:
    name = f"Incumbent ({settings.contact})" if settings.contact else "Incumbent"
    allowed = parse_allowed(settings.egress_allow)
    return Egress(user_agent=name, allowed=allowed, most_bytes=settings.most_feed_bytes)


def _said(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()
