"""Whether a place can be sent to as it is asked for; what is wrong is named by the field that says it."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from domain.errors import InvalidRequest
from domain.forms import nearest
from jobs.egress import refuse_url
from jobs.refusals import USUAL_PORTS, Egress, EgressRefused
from projections.digests import require_colleague
from projections.moments import moment_of
from projections.snapshots import require, snapshot
from projections.tenants import Tenant

from .events import EVENT_TYPES
from .policy import Kind, Wants

# RFC 5321's mailbox without quoting: what every mail server takes, and nothing that ends a header.
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
_LONGEST_MAILBOX = 254
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def refuse_address(kind: Kind, address: str, egress: Egress) -> None:
    """Raises InvalidRequest for the field `to` or `url`."""
    if kind == "mail":
        if not is_mailbox(address):
            raise InvalidRequest("expected one mail address such as jane@acme.example", field="to")
        return
    try:
        refuse_url(address, egress)
    except EgressRefused as refused:
        raise InvalidRequest(refused.detail, field="url") from None
    if urlsplit(address).scheme != "https" and not _is_allowed_in_the_clear(address, egress):
        raise InvalidRequest("expected an address that begins with https://", field="url")


def is_mailbox(text: str) -> bool:
    return len(text) <= _LONGEST_MAILBOX and _MAILBOX.fullmatch(text) is not None


def refuse_wants(wants: Wants) -> None:
    """Raises InvalidRequest for the field `types`."""
    for type in wants.types:
        if type not in EVENT_TYPES:
            raise InvalidRequest(f"no such type{nearest(type, set(EVENT_TYPES))}", field="types")


def refuse_digest(tenant: Tenant, person: str | None, digest_at: str | None) -> None:
    """A digest is of a colleague's day. Raises InvalidRequest, NotFound."""
    if digest_at is not None and not _TIME.fullmatch(digest_at):
        raise InvalidRequest("expected a time of day such as 07:30", field="digest_at")
    if digest_at is not None and person is None:
        raise InvalidRequest("name the colleague whose digest it is", field="person")
    if person is not None:
        require(tenant, "person", person)
        with snapshot(tenant, moment_of(tenant.ledger)) as at:
            require_colleague(at, person, "person")


def _is_allowed_in_the_clear(url: str, egress: Egress) -> bool:
    """Loopback, where an operator lets it through: nobody else is on that line."""
    parts = urlsplit(url)
    try:
        address, port = ip_address(parts.hostname or ""), parts.port or 80
    except ValueError:
        return False
    return address.is_loopback and egress.allowed.admits(address, port, port in USUAL_PORTS)
