"""Parameters of rules as data: what each is called and says, its default, its bounds, and what else is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ..errors import InvalidRequest
from ..language import say
from ..levels import Level, level_of

Settings = Mapping[str, Any]
_MOST_WORDS, _LONGEST = 50, 100


class Words(NamedTuple):
    """A list of words of the workspace's own vocabulary."""

    name: str
    says: str
    default: tuple[str, ...]

    def checked(self, given: Any) -> tuple[str, ...]:
        if isinstance(given, list | tuple) and len(given) <= _MOST_WORDS and all(map(_is_word, given)):
            return tuple(dict.fromkeys(given))
        raise self.refusal(f"a list of up to {_MOST_WORDS} words of 1 to {_LONGEST} characters")

    def refusal(self, right: str) -> InvalidRequest:
        return _refusal(self.name, right)


class Whole(NamedTuple):
    """A whole number within bounds, both included."""

    name: str
    says: str
    default: int
    least: int
    most: int

    def checked(self, given: Any) -> int:
        if isinstance(given, int) and not isinstance(given, bool) and self.least <= given <= self.most:
            return given
        raise _refusal(self.name, say("a whole number from {least} to {most}", least=self.least, most=self.most))


class Grade(NamedTuple):
    """A level of posts, from which upwards they count: a word or a title, a number on the workspace's own scale, or
    nothing, where every post counts. Posts whose level nobody can tell count only then."""

    name: str
    says: str
    default: str | int | None

    def checked(self, given: Any) -> str | int | None:
        if given is None or (isinstance(given, int) and not isinstance(given, bool)):
            return given
        if _is_word(given) and level_of(given, given) != Level():
            return str(given)
        raise _refusal(self.name, say("a level such as executive, director or manager, a title, a number, or null"))


Parameter = Words | Whole | Grade


def checked(parameters: Iterable[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """The value of every parameter, defaults where nothing is given. Raises InvalidRequest naming the parameter."""
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise _refusal(name, say("one of {names}", names=", ".join(known)))
    return {
        name: parameter.checked(given[name]) if name in given else parameter.default
        for name, parameter in known.items()
    }


def at_least(level: Level, grade: str | int | None) -> bool:
    """Whether a post stands as high as a grade or higher; on the scale that both are on."""
    if grade is None:
        return True
    if isinstance(grade, int):
        return level.number is not None and level.number >= grade
    wanted = level_of(grade, grade)
    if wanted.number is not None and level.number is not None:
        return level.number >= wanted.number
    return level.rank is not None and wanted.rank is not None and level.rank >= wanted.rank


def _is_word(given: Any) -> bool:
    return isinstance(given, str) and 1 <= len(given) <= _LONGEST and given.isprintable() and given == given.strip()


def _refusal(name: str, right: str) -> InvalidRequest:
    return InvalidRequest(say("expected {right}", right=right), field=f"parameters.{name}")
