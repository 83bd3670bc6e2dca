"""Alerts as an Atom feed (RFC 4287), written with the standard library: what there is to say needs a dozen elements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from domain.digests import told

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = "1970-01-01T00:00:00Z"

Json = dict[str, Any]


def atom(address: str, alerts_at: str, workspace: str, alerts: Sequence[Json]) -> bytes:
    """The document; `address` is its own, `alerts_at` that below which each alert lies."""
    feed = Element("feed", {"xmlns": NAMESPACE})
    _say(feed, "id", f"urn:incumbent:alerts:{sha256(address.encode()).hexdigest()[:32]}")
    _say(feed, "title", f"Alerts of {workspace}")
    _say(feed, "updated", max((one["updated_at"] for one in alerts), default=_NEVER))
    SubElement(feed, "link", {"rel": "self", "type": MEDIA_TYPE, "href": address})
    _say(SubElement(feed, "author"), "name", "Incumbent")
    for one in alerts:
        _entry(feed, alerts_at, one)
    document: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _entry(feed: Element, alerts_at: str, alert: Json) -> None:
    entry = SubElement(feed, "entry")
    _say(entry, "id", f"urn:incumbent:alert:{alert['id']}")
    _say(entry, "title", f"Retracted: {alert['reason']}" if alert["state"] == "retracted" else alert["reason"])
    _say(entry, "published", alert["raised_at"])
    _say(entry, "updated", alert["updated_at"])
    SubElement(entry, "link", {"rel": "alternate", "type": "application/json", "href": f"{alerts_at}{alert['id']}"})
    for scheme in ("rule", "severity", "state"):
        SubElement(entry, "category", {"scheme": f"urn:incumbent:{scheme}", "term": alert[scheme]})
    _say(entry, "content", "\n".join(told(alert)), type="text")


def _say(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _UNWRITABLE.sub("\ufffd", text)
