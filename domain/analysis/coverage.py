"""Our people by theirs: who of us knows whom how well, how high we reach, and whom nobody of us knows."""

from __future__ import annotations

from collections.abc import Iterable

from ..language import say
from ..levels import RUNGS, Level
from .phrases import call, unknown_to_us
from .picture import Link, Role
from .study import Json, Study, facts_behind


def coverage(study: Study) -> Json:
    """`people`: each of theirs with the links of ours and who covers them; `colleagues`: ours who know any of them;
    `unknown`: ids of those nobody knows, the most important first; `reached` and `highest`: the highest role known to
    us and that there is, by the levels of roles."""
    people = [_person(study, id) for id in study.picture.theirs]
    colleagues = sorted({link["colleague"] for one in people for link in one["links"]})
    return {
        "people": people,
        "colleagues": [study.named(id) for id in colleagues],
        "unknown": _unknown(study),
        "reached": highest_known(study),
        "highest": highest_seat(study, study.picture.theirs, study.picture.roles),
    }


def _unknown(study: Study) -> list[str]:
    unknown = (id for id in study.picture.theirs if not study.known(id))
    return sorted(unknown, key=lambda id: (-study.importance(id), id))


def _person(study: Study, id: str) -> Json:
    links = sorted(study.picture.our_links(id), key=lambda link: (link.across(id), link.kind))
    return {
        **study.named(id),
        "roles": [held.role.id for held in study.picture.held[id]],
        "known": study.known(id),
        "links": [_link(study, id, link) for link in links],
        "covered_by": [
            {"colleague": one.person, "part": one.part, "covered": {"kind": one.covered[0], "id": one.covered[1]}}
            | study.by([one.fact])
            for one in study.beside.covering(study.picture, id)
        ],
    }


def _link(study: Study, id: str, link: Link) -> Json:
    missing = {"gap": link.desired - (link.strength or 0)} if link.desired is not None else {}
    said = {"tone": link.tone, "strength": link.strength, "desired": link.desired}
    return {
        "colleague": link.across(id),
        "kind": link.kind,
        **{name: value for name, value in said.items() if value is not None},
        **missing,
        **facts_behind(link.why),
    }


def highest_known(study: Study) -> Json | None:
    """The highest post of somebody whom we know."""
    return highest_seat(study, [id for id in study.picture.theirs if study.known(id)], study.picture.roles)


def known_to_one(study: Study) -> dict[str, list[str]]:
    """By colleague of ours whom nobody else of us knows."""
    found: dict[str, list[str]] = {}
    least = study.parameters.coverage.known_from
    for id in study.picture.theirs:
        knowing = {link.across(id) for link in study.picture.our_links(id) if link.counts(least)}
        if len(knowing) == 1:
            found.setdefault(next(iter(knowing)), []).append(id)
    return found


def level_reached(study: Study) -> str | None:
    """The level of the highest post of somebody whom we know, as it was stated, else by its title."""
    reached = highest_known(study)
    if reached is None:
        return None
    role = study.picture.role[reached["role"]]
    rank = study.level(role).rank
    by_title = next((word for word, rung in RUNGS if rank is not None and rung <= rank), None)
    return by_title if role.level is None else str(role.level)


def highest_seat(study: Study, people: Iterable[str], roles: Iterable[Role]) -> Json | None:
    """The highest of these posts that one of these people holds: by the workspace's numbers where any has one, else by
    words and titles; of posts as high that with the most below it."""
    wanted = set(people)
    held = [(role, holder.person) for role in roles for holder in role.holders if holder.person in wanted]
    seats = [(study.level(role), role, id) for role, id in held]
    order = {role.id: study.height(role) for role, _ in held}
    best = max(seats, key=lambda seat: (*height_of(seat[0]), order[seat[1].id], seat[1].id, seat[2]), default=None)
    return None if best is None or best[0] == Level() else _seat(study, best[1], best[2])


def height_of(level: Level) -> tuple[float, float]:
    """To be compared: what is not known is lowest."""
    numbers = (level.number, level.rank)
    first, second = (float("-inf") if one is None else float(one) for one in numbers)
    return first, second


def _seat(study: Study, role: Role, person: str) -> Json:
    held = (one.why for one in role.holders if one.person == person)
    why = facts_behind(role.why, *held, of=("title", "level", "person"))
    return {"role": role.id, "title": role.title, **study.named(person), **why}


def told(found: Json) -> list[str]:
    """In words, a line each."""
    known, people = [one for one in found["people"] if one["known"]], {one["person"]: one for one in found["people"]}
    ours = len({link["colleague"] for one in known for link in one["links"] if not _strained(link)})
    counts = {"known": len(known), "people": len(people), "ours": ours}
    posts = {"reached": _words(found["reached"]), "highest": _words(found["highest"])}
    lines = [say("{known} of {people} people here are known to {ours} of ours", **counts)]
    lines += [say("The highest role known to us: {reached}; that there is: {highest}", **posts)]
    missing = [people[id] for id in found["unknown"]]
    unknown, bad = ([call(one) for one in missing if _bad(one) is so] for so in (False, True))
    said = unknown_to_us(unknown, bad)
    return lines + ([f"{said[:1].upper()}{said[1:]}"] if said else [])


def _bad(one: Json) -> bool:
    return any(map(_strained, one["links"]))


def _strained(link: Json) -> bool:
    return bool(link.get("tone", 0) < 0)


def _words(seat: Json | None) -> str:
    return f"{seat['title'] or seat['role']} ({call(seat)})" if seat else say("none")
