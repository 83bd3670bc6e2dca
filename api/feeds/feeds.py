"""Feeds over HTTP: connected, listed, changed, pulled, reviewed and removed by administrators of the workspace."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response
from msgspec import UNSET, Meta, UnsetType

from domain.errors import Unavailable
from domain.matching.announcements import Kind as Subject
from jobs.feeds import registry
from jobs.feeds.nominating import nominate
from jobs.feeds.noting import Result
from jobs.feeds.policy import KINDS, Feed
from jobs.feeds.pulling import Puller
from jobs.feeds.registry import Run
from jobs.feeds.rematching import match_again
from jobs.sources.entries import Kind, Options
from projections.rematching import Rematched
from projections.tenants import Tenant

from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, schema_of, takes
from ..http.instants import instant_text
from ..http.parameters import FeedId, Limit
from ..http.site import Site
from . import incoming_shapes as shapes

router = APIRouter(prefix="/v1/feeds", tags=["feeds"])

Admin = Annotated[Caller, requires("admin")]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Url = Annotated[str, Meta(min_length=1, max_length=2_000, description="https://, http:// or folder:NAME")]
Minutes = Annotated[int, Meta(ge=1, le=10_080, description="How often it is asked.")]
Text = Annotated[str, Meta(min_length=1, max_length=200)]
Accepts = Annotated[bool, Meta(description="Whether what is sure by the workspace's settings is accepted at once.")]
Introduces = Annotated[
    tuple[Subject, ...],
    Meta(max_length=3, description="Which kinds that nobody knows yet it introduces when it accepts."),
]
DryRun = Annotated[bool, Query(description="Tell what would be accepted; record nothing.")]
Format = Annotated[str, Meta(description=f"One of {', '.join(KINDS)}.", max_length=40)]


class Reading(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """How a feed is read.

    `organization` is meant where an entry names none. `fields` gives a provider's names for ours, found in the member
    `within` (or in the text, if that is `text`), `kinds` its words for kinds of moves. `unread`: whether entries that
    have no word of a move are kept for a person to read, or skipped. `keep` watched: only what concerns a watch becomes
    a nomination, the rest is counted as `passed_over`.
    """

    organization: Text | None = None
    within: Text | None = None
    fields: Annotated[dict[str, Text], Meta(max_length=20)] = {}
    kinds: Annotated[dict[str, Kind], Meta(max_length=200)] = {}
    unread: Literal["keep", "skip"] = "keep"
    keep: Literal["everything", "watched"] = "everything"


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """A feed to be connected. Its id is made if left out, and it is called as its address."""

    kind: Format
    url: Url
    name: Name | None = None
    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,15}$")] | None = None
    every_minutes: Minutes = 60
    options: Reading = msgspec.field(default_factory=Reading)
    accepts: Accepts = False
    introduces: Introduces = ()


class Changed(msgspec.Struct, forbid_unknown_fields=True):
    """What is named is changed. `state` active also accepts what is held; `held` drop lets it go for good."""

    name: Name | UnsetType = UNSET
    kind: Format | UnsetType = UNSET
    url: Url | UnsetType = UNSET
    every_minutes: Minutes | UnsetType = UNSET
    options: Reading | UnsetType = UNSET
    accepts: Accepts | UnsetType = UNSET
    introduces: Introduces | UnsetType = UNSET
    state: Literal["active", "paused"] | UnsetType = UNSET
    held: Literal["drop"] | UnsetType = UNSET


@router.get("", response_model=shapes.Feeds)
def list_feeds(request: Request, caller: Admin) -> Response:
    """Every feed of the workspace: how it stands, and when it is asked next."""
    feeds = registry.feeds_of(_site(request).store, caller.workspace)
    return _answer(200, {"feeds": [feed_json(feed) for feed in feeds]})


@router.post("", status_code=201, response_model=shapes.Feed, openapi_extra=takes(schema_of(Wanted)))
def connect_feed(request: Request, caller: Admin, body: Body) -> Response:
    """Connect a feed. It is asked for the first time at once."""
    site, wanted = _site(request), decoded(body, Wanted)
    return _answer(201, feed_json(registry.create(site.store, caller.workspace, _said(wanted), site.feeds)))


@router.get("/{id}/runs", response_model=shapes.FeedRuns)
def feed_runs(request: Request, caller: Admin, id: FeedId, limit: Limit = 50) -> Response:
    """The last pulls of a feed, the newest first: what came, what was new, what was wrong."""
    runs = registry.runs_of(_site(request).store, caller.workspace, id, limit)
    return _answer(200, {"runs": [run_json(run) for run in runs]})


@router.get("/{id}/announcements", response_model=shapes.FeedAnnouncements)
def feed_announcements(request: Request, caller: Admin, id: FeedId, limit: Limit = 100) -> Response:
    """What a feed announced and nobody has taken yet: held for review, or waiting to be handed over."""
    tenant: Tenant = _site(request).tenants.of(caller.workspace)
    return _answer(200, {"announcements": registry.untaken(tenant.ledger, id, limit)})


@router.post("/{id}/pull", status_code=202, response_model=shapes.Feed)
def pull_feed(request: Request, caller: Admin, id: FeedId) -> Response:
    """Ask for a feed as soon as the scheduler looks, within half a minute."""
    return _answer(202, feed_json(registry.pull_now(_site(request).store, caller.workspace, id)))


@router.post("/{id}/reread", response_model=shapes.FeedReread)
def reread_feed(request: Request, caller: Admin, id: FeedId) -> Response:
    """Read again what was kept of earlier pulls, with today's readers and options; what now says something else is
    announced. It answers when that is done."""
    site = _site(request)
    result = Puller(site.feeds, nominate).reread(site.tenants.of(caller.workspace), id)
    if result.outcome == "busy":
        raise Unavailable("the feed is being pulled just now; try again when that is done")
    return _answer(200, reread_json(result))


@router.post("/{id}/rematch", response_model=shapes.FeedRematch)
def rematch_feed(request: Request, caller: Admin, id: FeedId, dry_run: DryRun = False) -> Response:
    """Match again what the feed left open: accepted is what is sure now, by the switches and thresholds of now.

    Of what anybody but the feed has touched nothing is decided. It answers when that is done; the 2,000 newest at most.
    What becomes sure of other feeds by it is accepted too; a dry run tells of this feed only.
    """
    tenant = _site(request).tenants.of(caller.workspace)
    return _answer(200, rematch_json(match_again(tenant, id, dry_run=dry_run), dry_run=dry_run))


@router.get("/{id}", response_model=shapes.Feed)
def one_feed(request: Request, caller: Admin, id: FeedId) -> Response:
    """One feed: how it stands, and when it is asked next."""
    return _answer(200, feed_json(registry.feed_of(_site(request).store, caller.workspace, id)))


@router.patch("/{id}", response_model=shapes.Feed, openapi_extra=takes(schema_of(Changed)))
def change_feed(request: Request, caller: Admin, id: FeedId, body: Body) -> Response:
    """Change a feed, pause it, or review it: `state` active accepts what is held, `held` drop does not."""
    site, said = _site(request), _said(decoded(body, Changed))
    if said.pop("held", None) == "drop":
        registry.drop_held(site.store, caller.workspace, id)
    return _answer(200, feed_json(registry.change(site.store, caller.workspace, id, said, site.feeds)))


@router.delete("/{id}", response_model=shapes.Feed)
def remove_feed(request: Request, caller: Admin, id: FeedId) -> Response:
    """Remove a feed with what was kept for it. What it announced stays."""
    store = _site(request).store
    feed = registry.feed_of(store, caller.workspace, id)
    registry.remove(store, caller.workspace, id)
    return _answer(200, feed_json(feed))


def feed_json(feed: Feed) -> dict[str, Any]:
    plain = ("id", "name", "kind", "url", "every_minutes", "accepts", "introduces", "state", "reason", "failures")
    return {
        **{name: getattr(feed, name) for name in plain},
        "newest": feed.newest,
        "options": msgspec.to_builtins(feed.options),
        "next_pull": instant_text(feed.due_at) if feed.state == "active" else None,
        "created_at": instant_text(feed.created_at),
    }


def run_json(run: Run) -> dict[str, Any]:
    plain = ("outcome", "status", "entries", "fresh", "announced", "quarantined", "passed_over", "problems")
    instants = {name: instant_text(getattr(run, name)) for name in ("started_at", "finished_at")}
    return instants | {name: getattr(run, name) for name in plain}


def reread_json(result: Result) -> dict[str, Any]:
    return {name: getattr(result, name) for name in ("entries", "fresh", "announced", "quarantined", "passed_over")}


def rematch_json(found: Rematched, *, dry_run: bool) -> dict[str, Any]:
    counts = {"looked_at": found.looked_at, "open": found.open, "told_anew": found.told_anew}
    return {"dry_run": dry_run, "accepted": found.accepted, **counts, "reviewed": found.reviewed}


def _said(body: Wanted | Changed) -> dict[str, Any]:
    """What was sent, by name, the way of reading as the jobs know it."""
    said = {name: value for name in body.__struct_fields__ if (value := getattr(body, name)) is not UNSET}
    if "options" in said:
        said["options"] = Options(**msgspec.structs.asdict(said["options"]))
    return said


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _answer(status: int, body: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(body), status, {"Cache-Control": "no-store"}, "application/json")
