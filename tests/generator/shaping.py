"""What fields of random facts are made of: some of them, at times cleared, words, assessors."""

from collections.abc import Callable
from typing import Any

from tests.generator.world import COLLEAGUES, World

Fields = dict[str, Any]


def some(world: World, fields: Fields) -> Fields:
    """One or more of the fields."""
    names = world.chance.random.sample(list(fields), world.chance.number(1, len(fields)))
    return {name: fields[name] for name in fields if name in names}


def few(world: World, fields: Fields) -> Fields:
    """Each of the fields as likely there as not."""
    return {name: value for name, value in fields.items() if world.chance.happens(0.5)}


def or_null(world: World, value: Any) -> Any:
    return None if world.chance.happens(0.15) else value


def by(world: World) -> Fields:
    """An assessor, or whoever records."""
    return {"by": world.chance.one_of(COLLEAGUES)} if world.chance.happens(0.7) else {}


def word(world: World, stem: str) -> str:
    return f"{stem} {world.chance.number(1, 4)}"


def attributes(world: World) -> Fields:
    return {key: or_null(world, word(world, key)) for key in world.chance.random.sample(["color", "floor"], 1)}


def colleague(world: World) -> str:
    return world.chance.one_of(COLLEAGUES)


def of(kind: str, *rest: Callable[[World], Fields]) -> Callable[[World], Fields]:
    """One subject of the kind, and some of what the others give."""

    def fields(world: World) -> Fields:
        return {kind: world.any(kind)} | {
            name: value for each in rest for name, value in some(world, each(world)).items()
        }

    return fields
