"""What one pull comes to: which entries are news, which rosters tell of moves, whether a person should look first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from domain.language import in_english
from jobs.sources.entries import Bad, Roster

from .guards import Past, Pull, absurd, day_of, emptied, gone_bad, mostly_absurd, takes_back_much
from .policy import Feed, values_of
from .reading import Gathered
from .rosters import derived, gone_from
from .seen import Fresh, contents, fresh_of, known_count, said_once, taken_back
from .striking import marks_of, without
from .tables import feed_rosters, feed_runs
from .vault import Vault

_USUAL = 10


@dataclass
class Judged:
    """`reason`: why all of it is held; `rosters`: those to be kept, by organization."""

    fresh: list[Fresh] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    rosters: dict[str, Roster] = field(default_factory=dict)
    newest: str | None = None
    reason: str | None = None

    @property
    def hold_all(self) -> bool:
        """Unless it is only some roster that has to be looked at."""
        return self.reason is not None and not any(one.held for one in self.fresh)


def judge(connection: Connection, vault: Vault, found: Gathered, today: date) -> Judged:
    entries = [*found.entries.values()]
    wrong = {entry.id: bad for place, entry in enumerate(entries, 1) if (bad := absurd(entry, place, today))}
    entries = sorted((one for one in entries if one.id not in wrong), key=lambda one: (one.published or "", one.id))
    gone = found.withdrawn - found.entries.keys()
    ids = [vault.hash(id) for id in [*(one.id for one in entries), *(one.entry for one in found.rosters)]]
    seen = contents(connection, vault.feed, [*ids, *map(vault.hash, gone)])
    back = taken_back(gone, seen, vault)
    fresh = said_once(connection, vault.feed, fresh_of(entries, seen, vault), seen)
    judged = Judged([*fresh, *back], [*found.bad, *wrong.values()])
    unseen = sum(hashed not in seen for hashed in ids)
    days = sorted(str(day) for entry in entries if (day := day_of(entry)))
    new_days = [str(day) for one in entries if vault.hash(one.id) not in seen and (day := day_of(one))]
    pull = Pull(count=found.count, fresh=unseen, days=new_days, listing=vault.feed.listing)
    judged.newest = max([*days[-1:], vault.feed.newest or ""]) or None
    judged.reason = gone_bad(_past(connection, vault.feed), pull) or takes_back_much(len(back), len(judged.fresh))
    if mostly_absurd(len(found.entries), len(wrong)):
        judged.reason = in_english("most entries are dated as nothing can be")
    _rosters(connection, vault, found.rosters, seen, judged)
    return judged


def _past(connection: Connection, feed: Feed) -> Past:
    counted = (feed_runs.c.workspace == feed.workspace, feed_runs.c.feed == feed.id)
    good = feed_runs.c.outcome.in_(("done", "accepted", "dropped"))
    query = select(feed_runs.c.entries).where(*counted, good).order_by(feed_runs.c.started_at.desc()).limit(_USUAL)
    return Past(list(connection.scalars(query)), known_count(connection, feed), feed.newest)


def _rosters(
    connection: Connection, vault: Vault, rosters: Sequence[Roster], seen: dict[bytes, bytes], judged: Judged
) -> None:
    """In the order of their days, each against the one before; an older one than is known tells nothing more."""
    marks = marks_of(connection, vault.feed)
    for listed in sorted(rosters, key=lambda one: (one.published, one.entry)):
        roster = without(listed, marks, vault)
        hashed = vault.hash(roster.entry)
        if hashed in seen:
            continue
        if roster.withdrawn:
            cancelled = in_english("a notice was cancelled: look at what it told")
            judged.bad.append(Bad(place=len(judged.bad) + 1, problem=cancelled))
        before = judged.rosters.get(roster.key) or _known(connection, vault, roster)
        judged.fresh.append(_told(vault, hashed, before, roster, judged))
        if not roster.withdrawn and (before is None or before.published <= roster.published):
            judged.rosters[roster.key] = roster


def _told(vault: Vault, hashed: bytes, before: Roster | None, roster: Roster, judged: Judged) -> Fresh:
    fresh = Fresh(hashed, vault.hash(roster.published), ())
    if before is None or roster.withdrawn or roster.published < before.published:
        return fresh
    moves = derived(vault.feed.id, before.seats, roster)
    held = emptied(len(before.seats), gone_from(before.seats, roster))
    if held:
        judged.reason = judged.reason or in_english("more than half of a roster is gone at once")
    return replace(fresh, announcements=moves, held=held)


def _known(connection: Connection, vault: Vault, roster: Roster) -> Roster | None:
    kept = (feed_rosters.c.workspace == vault.feed.workspace, feed_rosters.c.feed == vault.feed.id)
    query = select(feed_rosters).where(*kept, feed_rosters.c.organization == vault.hash(roster.key))
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    values = values_of(row)
    return replace(roster, published=values["published"], seats=vault.seats(values["seats"]))


def keep_rosters(connection: Connection, vault: Vault, rosters: dict[str, Roster]) -> None:
    for key, roster in rosters.items():
        own = {"workspace": vault.feed.workspace, "feed": vault.feed.id, "organization": vault.hash(key)}
        where = [feed_rosters.c[name] == value for name, value in own.items()]
        connection.execute(delete(feed_rosters).where(*where))
        kept = own | {"published": roster.published, "seats": vault.sealed(roster.seats)}
        connection.execute(insert(feed_rosters).values(kept))
