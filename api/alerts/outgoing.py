"""What the settings say of what is sent."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr
from ipaddress import ip_address

from domain.errors import Misconfigured
from jobs.addresses import parse_allowed
from jobs.outputs.checking import is_mailbox
from jobs.outputs.mailing import Smtp
from jobs.outputs.policy import Policy
from jobs.outputs.sending import Sender
from jobs.refusals import Egress

from ..page.speech import spoken_in
from ..settings import Settings

_SECONDS = 15.0
_MOST_ANSWER = 65_536


def outputs_policy(settings: Settings) -> Policy:
    """Raises Misconfigured naming the setting."""
    allowed = parse_allowed(settings.egress_allow)
    egress = Egress("Incumbent-Webhooks", allowed, seconds=_SECONDS, most_bytes=_MOST_ANSWER)
    keep = timedelta(days=settings.keep_deliveries_days)
    return Policy(egress=egress, smtp=_smtp(settings), keep=keep)


def sender(settings: Settings) -> Sender:
    return Sender(outputs_policy(settings), language=spoken_in)


def _smtp(settings: Settings) -> Smtp | None:
    if settings.smtp_host is None:
        return None
    shown = settings.smtp_from or ""
    if not shown.isprintable() or not is_mailbox(parseaddr(shown)[1]):
        raise Misconfigured("INCUMBENT_SMTP_FROM: expected an address such as Incumbent <alerts@acme.example>")
    if settings.smtp_security == "none" and not _is_this_machine(settings.smtp_host):
        raise Misconfigured("INCUMBENT_SMTP_SECURITY: none is only for a server on this machine: starttls or tls")
    return Smtp(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=shown,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        unsubscribe=settings.smtp_unsubscribe,
    )


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
