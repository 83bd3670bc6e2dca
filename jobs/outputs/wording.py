"""What a delivery says to people: made when it is sent, so that it names nobody who was erased meanwhile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from domain.digests import HEADINGS, Entry, composed, heading_of
from domain.errors import NotFound
from domain.language import after_colon, marked, plain, retold, say, word
from projections import alert_reads, digests
from projections.moments import moment_of
from projections.tenants import Tenant

from .events import FAILING
from .mailing import Words, one_line, paragraphs
from .policy import Outlet
from .queue import Delivery

DIGEST = "alerts.digest"
_PLACES = {
    "mail": marked("the mail subscription {outlet}"),
    "webhook": marked("the webhook {outlet}"),
    "chat": marked("the chat {outlet}"),
}
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ACTIVE = re.compile(r"[&<>]")
_NO_WIDTH = "\u200b"  # `@channel` reads the same and calls nobody
Json = dict[str, Any]


def chat_words(tenant: Tenant, outlet: Outlet, body: str) -> str:
    """One text. Whoever is meant is named where the outlet is set so, else the account by its id."""
    said = msgspec.json.decode(body)
    about, what = said["data"], _plain(said["type"])
    if said["type"] == FAILING:
        return _harmless(_failing(about).subject)
    alert = _alert(tenant, outlet, about) if outlet.names else None
    return _harmless(f"{what}. {_reason(alert)} {_marks(about)}" if alert else f"{what}. {_discreet(about)}")


def mail_words(tenant: Tenant, outlet: Outlet, body: str) -> Words | None:
    """None: there is nothing to say. The subject names nobody: it is read on screens that others see."""
    said = msgspec.json.decode(body)
    about, type = said["data"], said["type"]
    if type == DIGEST:
        return _digest(tenant, outlet, date.fromisoformat(about["day"]))
    alert = _alert(tenant, outlet, about)
    if type == FAILING:
        return _failing(about)
    subject = say("Incumbent: {what}", what=_discreet(about) if "alert" in about else plain(type.replace(".", "_")))
    heading = type.replace(".", "_")
    if alert is None or heading not in HEADINGS:
        return paragraphs(subject, (f"{_plain(type)}.", f"{_reason(alert)} {_marks(about)}" if alert else subject))
    told = composed(outlet.person or "", say("you"), alert["day"], [Entry(heading_of([heading]), alert)])
    return Words(subject, told.text, told.html)


def subject_of(delivery: Delivery) -> tuple[str, str] | None:
    """Of what alert it tells; `*`: of those of a day; None: of none."""
    if delivery.type == DIGEST:
        return "alerts", "*"
    about = msgspec.json.decode(delivery.body)["data"]
    return ("alert", about["alert"]) if "alert" in about else None


def _failing(about: Mapping[str, Any]) -> Words:
    place = say(_PLACES[about["kind"]], outlet=about["outlet"])
    command = "mails" if about["kind"] == "mail" else "webhooks"
    shown = f"incumbent {command} deliveries {about['outlet']} --workspace NAME --state dead"
    replay = f"incumbent {command} replay {about['outlet']} --workspace NAME"
    problem = retold(about["problem"] or say("nothing is known"))
    lines = (
        say("Alerts could not be delivered to {place} and were given up.", place=place),
        say("Of {delivery} the last attempt came to this: {problem}.", delivery=about["delivery"], problem=problem),
        say("`{shown}` shows what is dead, `{replay}` sends it again.", shown=shown, replay=replay),
    )
    return paragraphs(say("Incumbent: {place} has dead letters", place=place), lines)


def _digest(tenant: Tenant, outlet: Outlet, day: date) -> Words | None:
    found = digests.digest(tenant, outlet.person or "", day, restricted=outlet.restricted)
    return Words(found.subject, found.text, found.html) if found.alerts else None


def _alert(tenant: Tenant, outlet: Outlet, about: Mapping[str, Any]) -> Json | None:
    """As it is read today; None for what is no alert, or none any more that the outlet may be told of."""
    if "alert" not in about:
        return None
    try:
        return alert_reads.one(tenant, about["alert"], moment_of(tenant.ledger), restricted=outlet.restricted)
    except NotFound:
        return None


def _reason(alert: Json) -> str:
    """With whom and what it is about, where the reason alone does not name them."""
    reason = str(alert["reason"])
    about = [alert[name] for name in ("name", "title", "account_name") if name in alert and alert[name] not in reason]
    return f"{reason} {', '.join(about)}" if about else reason


def _discreet(about: Mapping[str, Any]) -> str:
    """An alert by ids and codes; nothing of what is none."""
    rule = _plain(about["rule"]) if "rule" in about else ""
    account = say("account {account}", account=about["account"]) if "account" in about else ""
    what = f"{rule}{after_colon(account)}" if rule and account else rule or account
    return " ".join(filter(None, (what, _marks(about))))


def _marks(about: Mapping[str, Any]) -> str:
    marks = [f"{word(name)} {word(about[name])}" for name in ("severity", "day", "until", "alert") if name in about]
    return f"({', '.join(marks)})" if marks else ""


def _plain(code: str) -> str:
    """`alert.raised` and `champion_left` as people write them."""
    told = plain(code.replace(".", "_"))
    return f"{told[:1].upper()}{told[1:]}"


def _harmless(text: str) -> str:
    """For chats that take `{"text": …}`: nothing in it is markup, a link or a call to everybody."""
    escaped = _ACTIVE.sub(lambda found: _ENTITIES[found[0]], one_line(text))
    return escaped.replace("@", "@" + _NO_WIDTH)
