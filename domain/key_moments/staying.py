"""Rules about what the passing of days or of many hands makes of posts: vacancies, interims, units turned over."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from ..language import say, written
from .business import Part
from .parameters import Grade, Settings, Whole, at_least
from .phrases import days_told
from .rules import Rule, Sign
from .scenes import Turn, Unit, Wait


def long_vacancy(scene: Wait, settings: Settings) -> Iterator[Sign]:
    if scene.holder is None and _lasts(scene, settings):
        post, where = scene.call("role", scene.role), scene.call("organization", scene.account or "")
        words = {"post": post, "where": where, "days": days_told(settings["days"]), "since": _since(scene)}
        reason = say("{post} at {where} has been vacant{since} for at least {days}.", **words)
        yield Sign("vacant", reason, None, scene.role, day=scene.day + settings["days"])


def long_interim(scene: Wait, settings: Settings) -> Iterator[Sign]:
    if scene.holder is not None and _lasts(scene, settings):
        who, post = scene.call("person", scene.holder), scene.call("role", scene.role)
        words = {"who": who, "post": post, "where": scene.call("organization", scene.account or "")}
        words |= {"days": days_told(settings["days"]), "since": _since(scene)}
        reason = say("{who} has been filling in as {post} at {where}{since} for at least {days}.", **words)
        yield Sign("interim", reason, scene.holder, scene.role, day=scene.day + settings["days"])


def _since(scene: Wait) -> str:
    return say(" since {day},", day=written(scene.starts)) if scene.starts else ""


def _lasts(scene: Wait, settings: Settings) -> bool:
    """Posts that matter: high ones, or those whose last holder played a part in an opportunity that is still open."""
    day = scene.day + settings["days"]
    if scene.until <= day or not scene.business.concerns(day):
        return False
    if at_least(scene.level, settings["at_least"]):
        return True
    return bool(scene.business.sales((part.opportunity for part in scene.parts()), day))


def unit_reshuffled(scene: Unit, settings: Settings) -> Iterator[Sign]:
    """On each day on which enough of the unit's posts have turned over, where they had not the day before."""
    for day in dict.fromkeys(turn.day for turn in scene.turns):
        turns = _window(scene, day, settings)
        if scene.business.concerns(day) and _enough(scene, day, settings) and not _enough(scene, day - 1, settings):
            yield _reshuffled(scene, turns)


def _window(scene: Unit, day: int, settings: Settings) -> tuple[Turn, ...]:
    """The turns of so many days up to this one."""
    first = bisect_left(scene.turns, day - settings["within_days"] + 1, key=_day)
    return scene.turns[first : bisect_right(scene.turns, day, key=_day)]


def _day(turn: Turn) -> int:
    return turn.day


def _enough(scene: Unit, day: int, settings: Settings) -> bool:
    changed = len({turn.role for turn in _window(scene, day, settings)})
    many = changed * 100 >= scene.posts(day) * settings["least_percent"]
    return many and changed >= int(settings["least_posts"])


def _reshuffled(scene: Unit, turns: tuple[Turn, ...]) -> Sign:
    turn = turns[-1]
    unit, where = scene.call("unit", scene.unit), scene.call("organization", scene.account or "")
    told: dict[str, Any] = {"unit": unit, "where": where, "span": days_told(turn.day - turns[0].day + 1)}
    told |= {"changed": len({one.role for one in turns}), "posts": scene.posts(turn.day)}
    return Sign(
        "reshuffled",
        say("{changed} of {posts} roles of {unit} at {where} changed hands within {span}.", **told),
        day=turn.day,
        starts=turn.starts,
        began=min((one.place, one.fact) for one in turns)[1],
        facts=tuple(dict.fromkeys(one.fact for one in turns)),
        parts=_parts(scene, turns),
    )


def _parts(scene: Unit, turns: tuple[Turn, ...]) -> tuple[Part, ...]:
    """What those who went played while they were there."""
    found = (part for turn in turns for part in scene.business.parts(turn.people, turn.day - 1))
    return tuple(dict.fromkeys(found))


def _days(says: str) -> tuple[Whole, Grade]:
    return (
        Whole("days", says, 90, 1, 3_660),
        Grade(
            "at_least",
            "Roles from this level upwards count, others where a sale hangs on them.",
            "director",
        ),
    )


RULES = (
    Rule(
        "long_vacancy",
        "A role that matters has been vacant for a while.",
        (Wait,), long_vacancy, "low", ("find_interim_decider", "ask_for_plans"),
        _days("For how many days nobody has held the role."),
    ),
    Rule(
        "long_interim",
        "A role that matters has been held for the time being for a while.",
        (Wait,), long_interim, "low", ("ask_for_plans", "meet_interim"),
        _days("For how many days somebody has been filling in."),
    ),
    Rule(
        "unit_reshuffled",
        "Most roles of a unit change hands.",
        (Unit,), unit_reshuffled, "medium", ("redraw_map", "check_process"),
        (
            Whole("within_days", "Days within which they change hands.", 90, 1, 1_830),
            Whole("least_percent", "Of its roles, how many in a hundred.", 50, 1, 100),
            Whole("least_posts", "How many roles at the least.", 3, 1, 1_000),
        ),
    ),
)  # fmt: skip
