"""How far we have come into an account: roles, held ones, people known and covered, by unit and by level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from ..language import say, word
from ..levels import RUNGS, Level
from .coverage import height_of, highest_seat
from .picture import Role
from .study import Json, Study, ids_behind

_UNKNOWN = "unknown"


def penetration(study: Study) -> Json:
    """`account`, `units` and `levels` (the highest first): of each how many `roles` there are, how many are `held`, and
    of the `people` in them how many we know (`known`) and how many somebody covers by themselves or through a unit
    (`covered`). `reached` is the highest post known to us; `why`: the facts behind the figures, where asked for."""
    roles = study.picture.roles
    units = _grouped(roles, lambda role: role.unit or "")
    levels = _grouped(roles, lambda role: _label(study, study.level(role)))
    ordered = sorted(levels, key=lambda label: max(height_of(study.level(one)) for one in levels[label]), reverse=True)
    return {
        "account": _figures(study, roles),
        "units": [_unit(study, unit, units[unit]) for unit in sorted(units, key=lambda unit: (not unit, unit))],
        "levels": [{"level": label, **_figures(study, levels[label])} for label in ordered],
    }


def _grouped(roles: Iterable[Role], key: Callable[[Role], str]) -> dict[str, list[Role]]:
    found = defaultdict(list)
    for role in roles:
        found[key(role)].append(role)
    return found


def _label(study: Study, level: Level) -> str:
    """The workspace's word for its number, else the word of titles.toml that is as high or the next below."""
    if level.number is not None:
        terms = study.beside.words.of("level")
        return next((one.label for one in terms if one.rank == level.number), f"level {level.number}")
    rank = level.rank
    return _UNKNOWN if rank is None else next((word for word, least in RUNGS if rank >= least), RUNGS[-1][0])


def _unit(study: Study, unit: str, roles: list[Role]) -> Json:
    """The last entry, without a unit, are roles in none."""
    named = study.picture.unit.get(unit)
    return {"unit": unit or None, "name": named.name if named else None, **_figures(study, roles)}


def _figures(study: Study, roles: list[Role]) -> Json:
    theirs = {one.person for role in roles for one in role.holders} - study.picture.ours
    known = {id for id in theirs if study.known(id)}
    covered = {id for id in theirs if study.covering_closely[id]}
    return {
        "roles": len(roles),
        "held": sum(bool(role.holders) for role in roles),
        "people": len(theirs),
        "known": len(known),
        "covered": len(covered),
        "reached": highest_seat(study, sorted(known), roles),
        **({"why": _counted(study, roles, known, covered)} if study.picture.explained else {}),
    }


def _counted(study: Study, roles: list[Role], known: set[str], covered: set[str]) -> Json:
    """The ids of the facts behind each figure: what posts are, who holds them, our links, who covers whom."""
    return {
        "roles": ids_behind((role.why for role in roles), "title", "level", "unit"),
        "held": ids_behind((holder.why for role in roles for holder in role.holders), "person"),
        "known": ids_behind(link.why for id in known for link in study.knowing(id)),
        "covered": sorted({one.fact for id in covered for one in study.covering_closely[id]}),
    }


def told(found: Json) -> list[str]:
    """In words, a line each."""
    groups = [(one["name"] or one["unit"] or say("outside units"), one) for one in found["units"]]
    groups += [(say("Level {level}", level=word(one["level"].removeprefix("level "))), one) for one in found["levels"]]
    return [_line(say("All"), found["account"]), *(_line(name, one) for name, one in groups)]


def _line(name: str, one: Json) -> str:
    seat = one["reached"]
    reached = say("; up to {post}", post=seat["title"] or seat["role"]) if seat else ""
    held = say("{name}: {held} of {roles} roles held", name=name, held=one["held"], roles=one["roles"])
    known = say("{known} of {people} people known", known=one["known"], people=one["people"])
    return f"{held}, {known}, {say('{covered} covered', covered=one['covered'])}{reached}"
