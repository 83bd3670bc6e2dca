"""Officers as Companies House's own tests write them, listed in pages: all dates are announced as they stand."""

from __future__ import annotations

import json
import re
from typing import Any

from domain.log.store import Store
from jobs.feeds.policy import Secrets
from jobs.sources.entries import Options
from tests.jobs.feeds.pulled import worlds
from tests.jobs.feeds.register import KEY, OFFICERS, Register
from tests.real.uk import SHARED

FIXTURES = SHARED / "companies-house" / "fixtures"
_COMMA = re.compile(r",(\s*[}\]])")
_SHELL = re.compile(r"(?:ISODate|NumberLong|NumberInt|ObjectId)\(\s*(\"[^\"]*\"|\d+)\s*\)")


def documents() -> list[dict[str, Any]]:
    """Records as the register's database prints them; templates and bodies of requests are none."""
    found = []
    for path in sorted(FIXTURES.glob("*.json")):
        text = _COMMA.sub(r"\1", _SHELL.sub(r"\1", path.read_text()))
        if '"<' not in text and isinstance(record := json.loads(text), dict) and "_id" in record and "data" in record:
            found.append(record)
    return found


def as_listed(record: dict[str, Any]) -> dict[str, Any]:
    """As the list of officers shows a record: dates as days, the name in one."""
    data = record["data"]
    name = data.get("company_name")
    if data.get("surname"):
        given = " ".join(filter(None, (data.get("forename"), data.get("other_forenames"))))
        name = f"{data['surname'].upper()}, {given}"
    days = {key: data[key][:10] for key in ("appointed_on", "appointed_before", "resigned_on") if data.get(key)}
    kept = {key: data[key] for key in ("officer_role", "is_pre_1992_appointment", "occupation") if data.get(key)}
    return {"name": name, **kept, **days, "links": {"self": f"/company/12345678/appointments/{record['_id']}"}}


def test_everybody_listed_is_announced_with_the_dates_of_the_record(store: Store) -> None:
    listed = {record["_id"]: as_listed(record) for record in documents()}
    assert listed
    with worlds(store, secrets=Secrets(KEY, None, frozenset({"127.0.0.1"}))) as world:
        world.pages[OFFICERS] = Register(held=listed).list
        url = world.place.url(f"{OFFICERS}?items_per_page=3")
        feed = world.feed(kind="companies-house-officers", url=url, options=Options(organization="Test Company"))
        assert world.pull(feed).quarantined == 0
    told = {(one.entry.rpartition("/")[2], one.starts) for one in world.delivered}
    assert told == {pair for id, item in listed.items() for pair in expected(id, item)}


def expected(id: str, item: dict[str, Any]) -> list[tuple[str, str | None]]:
    began = item.get("appointed_on") or f"[..{item['appointed_before']}]"
    left = [(f"{id}#left", item["resigned_on"])] if "resigned_on" in item else []
    return [(f"{id}#joined", began), *left]
