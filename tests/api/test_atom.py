"""The Atom feed as a reader of feeds reads it, whatever is in the names."""

from typing import Any
from xml.etree.ElementTree import Element, fromstring

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from api.alerts.atom import NAMESPACE, atom

from .alerting import a_departure, looked
from .conftest import World

ADDRESS = "http://incumbent.example/v1/alerts.atom?severity=high"
AT = "2026-03-02T09:00:00.000000Z"
ALERT: dict[str, Any] = {
    "id": "a-1", "state": "open", "rule": "champion_left", "severity": "high", "day": "2026-03-01",
    "reason": "Ann left Acme.", "raised_at": AT, "updated_at": AT,
}  # fmt: skip
NEEDED = ("id", "title", "updated")


def read(document: bytes) -> Element:
    return fromstring(document)  # noqa: S314  our own


@given(st.text())
def test_it_is_well_formed_whatever_a_name_holds(reason: str) -> None:
    feed = read(atom(ADDRESS, "http://x/", reason, [{**ALERT, "reason": reason}]))
    assert feed.tag == f"{{{NAMESPACE}}}feed"
    (entry,) = feed.findall(f"{{{NAMESPACE}}}entry")
    assert entry.findtext(f"{{{NAMESPACE}}}id") == "urn:incumbent:alert:a-1"


def test_it_has_what_the_standard_asks_for() -> None:
    feed = read(atom(ADDRESS, "http://x/", "ours", [ALERT]))
    for part in (feed, *feed.findall(f"{{{NAMESPACE}}}entry")):
        assert all(part.findtext(f"{{{NAMESPACE}}}{name}") for name in NEEDED)
    assert feed.findtext(f"{{{NAMESPACE}}}author/{{{NAMESPACE}}}name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{{{NAMESPACE}}}link")}
    assert links["self"] == ADDRESS


def test_a_reader_finds_the_entries_and_knows_them_again_when_they_change(world: World) -> None:
    left = a_departure(world)
    client = world.client()
    answer = client.get("/v1/alerts.atom?rule=champion_left")
    assert answer.headers["content-type"] == "application/atom+xml"
    before = feedparser.parse(answer.content)
    assert not before.bozo
    client.post("/v1/facts", json={"type": "fact_withdrawn", "fact": left}).raise_for_status()
    looked(world)
    again = client.get("/v1/alerts.atom?rule=champion_left", headers={"If-None-Match": answer.headers["etag"]})
    after = feedparser.parse(again.content)
    assert [one.id for one in after.entries] == [one.id for one in before.entries]
    assert after.entries[0].title.startswith("Retracted: ")
    assert after.entries[0].updated_parsed >= before.entries[0].updated_parsed
    assert after.entries[0].published == before.entries[0].published
