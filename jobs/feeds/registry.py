"""Feeds made, listed, changed and deleted."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from domain.errors import InvalidRequest, NotFound
from domain.language import say, word
from domain.log.ledger import Ledger
from domain.log.store import Store
from domain.matching.announcements import Kind as Subject
from domain.readable import readable
from jobs.egress import refuse_url
from jobs.lease import Clock, database_now
from jobs.refusals import EgressRefused
from jobs.sources.entries import KINDS as MOVES
from jobs.sources.entries import Options
from jobs.sources.mapping import NAMES
from jobs.tables import job_leases

from .folders import refuse_folder
from .policy import FOLDER, KINDS, Feed, Policy, values_of
from .seen import untaken as untaken_of
from .tables import feed_entries, feed_pulls, feed_rosters, feed_runs, feed_struck, feeds
from .vault import Vault

_MOST_FEEDS = 1_000
_LONGEST_NAME = 200
_CHANGEABLE = ("name", "kind", "url", "every_minutes", "options", "accepts", "introduces")
_OF_A_FEED = (feed_runs, feed_entries, feed_pulls, feed_rosters, feed_struck)


@dataclass(frozen=True, kw_only=True)
class Run:
    """One pull as its table keeps it."""

    started_at: int
    finished_at: int
    outcome: str
    status: int | None
    entries: int
    fresh: int
    announced: int
    quarantined: int
    passed_over: int
    problems: list[str]


def create(store: Store, workspace: int, said: Mapping[str, Any], policy: Policy, clock: Clock = database_now) -> Feed:
    """A new feed, due at once. Raises InvalidRequest naming the field."""
    options = said.get("options") or Options()
    _refuse(said["kind"], said["url"], options, policy)
    with store.writing(workspace) as connection:
        if len(_rows(connection, workspace)) >= _MOST_FEEDS:
            raise InvalidRequest(say("a workspace has {most:,} feeds at most", most=_MOST_FEEDS), field="name")
        now, id = clock(connection), said.get("id") or secrets.token_hex(6)
        if any(row.id == id for row in _rows(connection, workspace)):
            raise InvalidRequest(say("there is a feed with this id"), field="id")
        row = {"id": id, "kind": said["kind"], "url": said["url"]}
        row |= {"name": said.get("name") or said["url"][:_LONGEST_NAME]}
        row |= {"every_minutes": said["every_minutes"], "options": _encoded(options), "state": "active"}
        row |= {"accepts": said.get("accepts", False), "introduces": _encoded(said.get("introduces", ()))}
        connection.execute(insert(feeds).values(workspace=workspace, due_at=now, created_at=now, failures=0, **row))
        return _found(connection, workspace, row["id"])


def feeds_of(store: Store, workspace: int) -> list[Feed]:
    """In the order they were made."""
    with store.reading(workspace) as connection:
        return feeds_in(connection, workspace)


def feeds_in(connection: Connection, workspace: int) -> list[Feed]:
    return [_feed(row) for row in _rows(connection, workspace)]


def feed_of(store: Store, workspace: int, id: str) -> Feed:
    """Raises NotFound."""
    with store.reading(workspace) as connection:
        return _found(connection, workspace, id)


def change(
    store: Store, workspace: int, id: str, said: Mapping[str, Any], policy: Policy, clock: Clock = database_now
) -> Feed:
    """Other values for a feed. With another address, kind or options it is asked for as if never before."""
    with store.writing(workspace) as connection:
        feed = _found(connection, workspace, id)
        new = {name: said.get(name, getattr(feed, name)) for name in _CHANGEABLE}
        _refuse(new["kind"], new["url"], new["options"], policy)
        values = new | {name: _encoded(new[name]) for name in ("options", "introduces")}
        if any(new[name] != getattr(feed, name) for name in ("kind", "url", "options")):
            values |= {"etag": None, "last_modified": None, "place": None, "due_at": clock(connection), "failures": 0}
        if "state" in said:
            values |= _restated(connection, feed, said["state"], clock(connection))
        connection.execute(update(feeds).where(*its(feed)).values(values))
        return _found(connection, workspace, id)


def _restated(connection: Connection, feed: Feed, state: str, now: int) -> dict[str, Any]:
    """Whoever sets a feed under review to active accepts what is held; to paused leaves it held."""
    if state != "active":
        return {"state": state}
    held = (feed_entries.c.workspace == feed.workspace, feed_entries.c.feed == feed.id, feed_entries.c.state == "held")
    connection.execute(update(feed_entries).where(*held).values(state="waiting"))
    _settle(connection, feed, "accepted")
    return {"state": "active", "reason": None, "due_at": now, "failures": 0}


def drop_held(store: Store, workspace: int, id: str) -> Feed:
    """What is held is not accepted, now or when it is seen again; the feed stays as it is."""
    with store.writing(workspace) as connection:
        feed = _found(connection, workspace, id)
        held = (feed_entries.c.workspace == workspace, feed_entries.c.feed == id, feed_entries.c.state == "held")
        connection.execute(update(feed_entries).where(*held).values(state="dropped", announcements=None))
        _settle(connection, feed, "dropped")
        return feed


def _settle(connection: Connection, feed: Feed, outcome: str) -> None:
    held = (feed_runs.c.workspace == feed.workspace, feed_runs.c.feed == feed.id, feed_runs.c.outcome == "held")
    connection.execute(update(feed_runs).where(*held).values(outcome=outcome))


def pull_now(store: Store, workspace: int, id: str, clock: Clock = database_now) -> Feed:
    """Due at once. Raises InvalidRequest where it is not pulled at all."""
    with store.writing(workspace) as connection:
        feed = _found(connection, workspace, id)
        if feed.state != "active":
            raise InvalidRequest(
                say("the feed is {state}: set its state to active first", state=word(feed.state)), field="state"
            )
        connection.execute(update(feeds).where(*its(feed)).values(due_at=clock(connection)))
        return _found(connection, workspace, id)


def remove(store: Store, workspace: int, id: str) -> None:
    """The feed with everything that was kept for it; what it announced stays. Raises NotFound."""
    with store.writing(workspace) as connection:
        feed = _found(connection, workspace, id)
        for table in _OF_A_FEED:
            connection.execute(delete(table).where(table.c.workspace == workspace, table.c.feed == id))
        connection.execute(delete(feeds).where(*its(feed)))
        connection.execute(delete(job_leases).where(job_leases.c.name == lease_name(workspace, id)))


def runs_of(store: Store, workspace: int, id: str, limit: int) -> list[Run]:
    """The newest first. Raises NotFound."""
    query = select(feed_runs).where(feed_runs.c.workspace == workspace, feed_runs.c.feed == id)
    with store.reading(workspace) as connection:
        _found(connection, workspace, id)
        rows = connection.execute(query.order_by(feed_runs.c.started_at.desc()).limit(limit)).all()
    return [_run(values_of(row)) for row in rows]


def last_runs(store: Store, workspace: int) -> dict[str, Run]:
    """By feed its newest pull, where there was one."""
    own = feed_runs.c.workspace == workspace
    newest = select(feed_runs.c.feed, func.max(feed_runs.c.started_at).label("started_at")).where(own)
    last = newest.group_by(feed_runs.c.feed).subquery()
    same = (feed_runs.c.feed == last.c.feed) & (feed_runs.c.started_at == last.c.started_at)
    with store.reading(workspace) as connection:
        rows = connection.execute(select(feed_runs).join(last, same).where(own)).all()
    return {row.feed: _run(values_of(row)) for row in rows}


def untaken(ledger: Ledger, id: str, limit: int) -> list[dict[str, Any]]:
    """Announcements that are held or waiting, in the order they were seen. Raises NotFound."""
    with ledger.store.reading(ledger.workspace.id) as connection:
        vault = Vault(ledger.keys, _found(connection, ledger.workspace.id, id))
        return untaken_of(connection, vault, limit)


def its(feed: Feed) -> tuple[Any, Any]:
    return feeds.c.workspace == feed.workspace, feeds.c.id == feed.id


def lease_name(workspace: int, id: str) -> str:
    return f"feed {workspace} {id}"


def _run(values: dict[str, Any]) -> Run:
    kept = {name: values[name] for name in Run.__dataclass_fields__}
    return Run(**kept | {"problems": msgspec.json.decode(values["problems"])})


def _rows(connection: Connection, workspace: int) -> Sequence[Any]:
    return connection.execute(
        select(feeds).where(feeds.c.workspace == workspace).order_by(feeds.c.created_at, feeds.c.id)
    ).all()


def _found(connection: Connection, workspace: int, id: str) -> Feed:
    row = connection.execute(select(feeds).where(feeds.c.workspace == workspace, feeds.c.id == id)).one_or_none()
    if row is None:
        raise NotFound(say("no such feed in this workspace"))
    return _feed(row)


def _feed(row: Any) -> Feed:
    values = values_of(row)
    options = msgspec.json.decode(values["options"], type=readable(Options))
    introduces = msgspec.json.decode(values["introduces"], type=readable(tuple[Subject, ...]))
    return Feed(**values | {"options": options, "introduces": introduces})


def _encoded(value: Options | Sequence[Subject]) -> str:
    return msgspec.json.encode(value).decode()


def _refuse(kind: str, url: str, options: Options, policy: Policy) -> None:
    if kind not in KINDS:
        raise InvalidRequest(say("expected one of {names}", names=", ".join(KINDS)), field="kind")
    if kind.startswith("edgar") and policy.contact is None and (urlsplit(url).hostname or "").endswith("sec.gov"):
        raise InvalidRequest(say("EDGAR answers only those who say who they are: set INCUMBENT_CONTACT"), field="kind")
    if url.startswith(FOLDER):
        refuse_folder(url, policy)
    else:
        try:
            refuse_url(url, policy.egress)
        except EgressRefused as refused:
            raise InvalidRequest(refused.detail, field="url") from None
    for name in options.fields:
        if name not in NAMES:
            raise InvalidRequest(say("expected names among {names}", names=", ".join(NAMES)), field="options.fields")
    for move in options.kinds.values():
        if move not in MOVES:
            raise InvalidRequest(say("expected kinds among {names}", names=", ".join(MOVES)), field="options.kinds")
