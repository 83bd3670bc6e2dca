"""Peer with both clocks: one row per state and rectangle of (valid time x recorded time), found by an ordinary index.

SQLite has no dates, so days and seconds are numbers there; PostgreSQL has its own types.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import orjson
import psycopg
from fastapi import FastAPI, Response

from tests.bench.postgres import plain

# What holds has no end yet, so the present lies in one stretch of the index.
NOW = """SELECT role, title, reports_to, holder FROM intervals
    WHERE account = :account AND known_to = :instant AND valid_to = :day"""
PAST_AS_KNOWN_NOW = """SELECT role, title, reports_to, holder FROM intervals
    WHERE account = :account AND known_to = :instant AND valid_to > :as_of AND valid_from <= :as_of"""
PAST = """SELECT role, title, reports_to, holder FROM intervals
    WHERE account = :account AND known_to > :known_at AND known_from <= :known_at
        AND valid_to > :as_of AND valid_from <= :as_of"""
FOREVER = {"day": "9999-12-31", "instant": "9999-12-31T00:00:00Z"}

app = FastAPI()
url = os.environ.get("INTERVALS_URL", "")
here = threading.local()


def day_number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def second_number(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp())


def sqlite_rows(sql: str, values: dict[str, str]) -> Iterable[tuple[Any, ...]]:
    if not hasattr(here, "sqlite"):
        here.sqlite = sqlite3.connect(url.removeprefix("sqlite:///"))
        here.sqlite.executescript("PRAGMA cache_size = -262144; PRAGMA mmap_size = 2147483648")
    days = {name: day_number(values[name]) for name in ("day", "as_of") if name in values}
    seconds = {name: second_number(values[name]) for name in ("instant", "known_at") if name in values}
    rows: sqlite3.Cursor = here.sqlite.execute(sql, values | days | seconds)
    return rows


def postgres_rows(sql: str, values: dict[str, str]) -> Iterable[tuple[Any, ...]]:
    if not hasattr(here, "postgres"):
        here.postgres = psycopg.connect(plain(url), autocommit=True)
    for name in values:
        sql = sql.replace(f":{name}", f"%({name})s")
    rows: psycopg.Cursor[tuple[Any, ...]] = here.postgres.execute(sql, values)
    return rows


@app.get("/accounts/{account}/map")
def account_map(account: str, as_of: str | None = None, known_at: str | None = None) -> Response:
    sql = NOW if as_of is None else PAST_AS_KNOWN_NOW if known_at is None else PAST
    asked = {"account": account, "as_of": as_of, "known_at": known_at}
    values = FOREVER | {name: value for name, value in asked.items() if value is not None}
    rows = (sqlite_rows if url.startswith("sqlite") else postgres_rows)(sql, values)
    body = [{"role": role, "title": title, "reports_to": above, "holder": who} for role, title, above, who in rows]
    return Response(orjson.dumps(body), media_type="application/json")
