"""The approach sheet in words: a line on each, and what nobody told."""

from __future__ import annotations

from collections.abc import Sequence

from ..language import listed, marked, say, word
from .phrases import call, closeness, named
from .study import Json, Study


def line_told(study: Study, line: Json) -> str:
    """What to know before meeting them."""
    words = study.beside.words
    labels = words.labels("buying_role")
    parts = [labels.get(word, word) for word in line["buying_roles"]]
    post = listed(line["roles"]) or say("has left" if line["left"] else "holds no role here")
    score = None if line["attitude"] is None else words.score("attitude", line["attitude"])
    stands = score and say("stands: {attitude}", attitude=score)
    known = [post, listed(parts), stands, _power(line["power"]), _known(study, line["link"])]
    told = say("{person}: {known}.", person=call(line), known=say("; ").join(filter(None, known)))
    return told + _addressed(study, line) + _written(line)


def _addressed(study: Study, line: Json) -> str:
    through = [study.call(one["through"]) for one in line["through"] if one["exclusive"]]
    return say(" Only through {people}.", people=listed(dict.fromkeys(through))) if through else ""


def _written(line: Json) -> str:
    """What somebody wrote in words of their own."""
    heard, moved = line["preferences"], line["motivations"]
    told = say(" How to address them: {preferences}.", preferences=heard) if isinstance(heard, str) else ""
    return told + (say(" What moves them: {motivations}.", motivations=moved) if isinstance(moved, str) else "")


def _power(power: Json) -> str:
    """The most that they have in any of their posts, where that is much."""
    most = max(power.values(), key=lambda one: one["power"], default=None)
    if most is None or most["power"] < _MUCH:
        return ""
    sources = listed(map(word, most["sources"]))
    return say("much power ({sources})", sources=sources) if sources else say("much power")


# Of informal power, which ends at 10.
_MUCH = 6


def blanks(approach: Sequence[Json]) -> list[str]:
    """What nobody told of those who are still there, a line for each thing to ask; nothing of what is known of all."""
    here = [line for line in approach if not line["left"]]
    missing = {asked: [call(line) for line in here if not line[name]] for name, asked in _ASKED.items()}
    unknown = [call(line) for line in here if line["attitude"] is None]
    missing = {_STAND: unknown, **missing}
    return [_missing(asked, names, len(here)) for asked, names in missing.items() if names]


def _missing(asked: str, names: list[str], people: int) -> str:
    whom = say("any of them") if len(names) == people > 1 else named(names)
    return say("Nobody told {asked}: {people}.", asked=say(asked), people=whom)


_STAND = marked("where they stand")
_ASKED = {
    "buying_roles": marked("which part they play"),
    "preferences": marked("how to address them"),
    "motivations": marked("what moves them"),
    "makes_of_the_job": marked("what they make of their job"),
}


def _known(study: Study, link: Json | None) -> str:
    if link is None:
        return say("nobody of us knows them")
    tone = None if link["tone"] is None else study.beside.words.score("tone", link["tone"])
    close = None if link["strength"] is None else closeness(link["strength"])
    strength = say("{strength:g} of 10", strength=link["strength"]) if close else None
    how = ", ".join(filter(None, [strength, tone]))
    colleague, told = study.call(link["colleague"]), f" ({how})" if how else ""
    if close:
        return say("{colleague} knows them {closeness}{how}", colleague=colleague, closeness=close, how=told)
    return say("{colleague} knows them{how}", colleague=colleague, how=told)
