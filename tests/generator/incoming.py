"""Random facts about nominations, the names they teach, and alerts."""

from collections.abc import Callable

from tests.generator.shaping import Fields, few, or_null, some, word
from tests.generator.world import COLLEAGUES, World

UNSURE = {
    "person": {"kind": "person_below", "least": 0.95},
    "organization": {"kind": "organization_tied", "least": 0.05},
    "role": {"kind": "roles_alike"},
}


def nomination_reported(world: World) -> Fields:
    words = {name: or_null(world, word(world, name)) for name in ("person_name", "role_title", "excerpt")}
    changed = world.chance.one_of((["role_title"], ["excerpt"], ["excerpt", "starts"]))
    entry = {"nomination": world.any("nomination"), "feed": "wire", "entry": word(world, "entry")}
    kind = {"kind": world.chance.one_of(("joined", "left", "unknown"))}
    return entry | kind | few(world, words | {"starts": world.chance.effective(), "changed": changed})


def nomination_matched(world: World) -> Fields:
    kind = world.chance.one_of(("person", "organization", "role"))
    scored = {"score": world.chance.number(0, 4) / 4, "reasons": [word(world, "reason")]}
    meant = {"kind": kind, "id": world.any(kind), **scored}
    unsure = {} if scored["score"] == 1 else {"unsure": [UNSURE[kind]]}
    return {"nomination": world.any("nomination"), "candidates": [meant], **unsure}


def nomination_accepted(world: World) -> Fields:
    took = world.earlier("person_took_role")
    became = {"facts": [took["id"]] if took else []}
    return on_a_report(world) | became | few(world, {kind: world.any(kind) for kind in ("person", "role")})


def nomination_ended(world: World) -> Fields:
    return on_a_report(world) | few(world, {"reason": word(world, "doubt")})


def on_a_report(world: World) -> Fields:
    report = world.earlier("nomination_reported")
    if report is None or world.chance.happens(0.2):
        return {"nomination": world.any("nomination")}
    return {"nomination": report["nomination"], "report": report["id"]}


def alias_recorded(world: World) -> Fields:
    kind = world.chance.one_of(("person", "organization", "role"))
    return {kind: world.any(kind), "alias": word(world, "Alias")}


def alert_raised(world: World) -> Fields:
    named = {kind: world.any(kind) for kind in ("organization", "role", "person")}
    told = {"day": world.chance.day(), "severity": world.chance.one_of(("low", "high"))}
    return {"alert": world.any("alert"), "rule": "champion_left"} | told | few(world, named | effects(world))


def alert_revised(world: World) -> Fields:
    moved = {"day": world.chance.day(), "severity": world.chance.one_of(("low", "high"))}
    placed = {"role": or_null(world, world.any("role"))}
    return {"alert": world.any("alert")} | some(world, moved | placed | effects(world))


def effects(world: World) -> Fields:
    return {"effects": {"steps": [word(world, "step")]}}


def alert_assigned(world: World) -> Fields:
    return {"alert": world.any("alert"), "person": or_null(world, world.chance.one_of(COLLEAGUES))}


def alert_dated(name: str) -> Callable[[World], Fields]:
    return lambda world: {"alert": world.any("alert"), name: world.chance.day()}
