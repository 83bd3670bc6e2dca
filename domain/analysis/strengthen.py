"""Which links to strengthen first at an account, with the difference that each makes to what our links cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..language import say
from .graph import Floats
from .phrases import call, percent
from .picture import Link
from .relations import directions
from .strengthening import Candidate, Gain, OurLink, TheirLink, coverage, estimates, gains
from .study import Json, Study, facts_behind
from .weights import link_weight

_TOLD = 5


class _Better(NamedTuple):
    """A link as it is, where there is one, and what it would be."""

    person: str
    other: str | None
    link: Link | None
    tone: float
    strength: float
    candidate: Candidate


def strengthen(study: Study) -> Json:
    """`coverage`: the share of influence that our links cover; `links`: the better ones that raise it most. Each is
    taken to come to the strength `to` and at least a good tone; one of ours to its desired strength, where told."""
    covered = study.covered
    better = _promising(study, covered, [*_ours(study, covered), *_theirs(study)])
    found = gains(study.influence, covered, [one.candidate for one in better])
    worth = [gain for gain in found if gain.difference > 0][: study.parameters.strengthen.shown]
    return {
        "coverage": coverage(study.influence.values, covered),
        "links": [_told_of(study, better[gain.candidate], gain) for gain in worth],
    }


def _promising(study: Study, covered: Floats, better: list[_Better]) -> list[_Better]:
    """Those that a first estimate, which costs next to nothing, puts first: as many as are worth looking at closely."""
    rough = estimates(study.influence, covered, [one.candidate for one in better])
    order = np.argsort(-rough, kind="stable")[: study.parameters.strengthen.considered]
    return [better[place] for place in order]


def _ours(study: Study, covered: Floats) -> Iterator[_Better]:
    """Our best link to each of theirs, or a first one."""
    for place, id in enumerate(study.among_them.ids):
        links = sorted(study.picture.our_links(id), key=lambda link: -link_weight(link.tone, link.strength))
        best = links[0] if links else None
        wanted = best.desired if best and best.desired is not None else study.parameters.strengthen.to
        tone, strength = _improved(best, wanted)
        weight = link_weight(tone, strength)
        if id in study.picture.held and weight > covered[place]:
            colleague = best.across(id) if best else None
            yield _Better(id, colleague, best, tone, strength, Candidate((OurLink(place, weight),)))


def _theirs(study: Study) -> Iterator[_Better]:
    """Each link among those who are not ours that could be better."""
    place, led = study.among_them.place, study.led
    for link in study.picture.links:
        tone, strength = _improved(link, study.parameters.strengthen.to)
        weight = link_weight(tone, strength)
        if link.person in place and link.other in place and weight > link_weight(link.tone, link.strength):
            ends = directions(link, led)
            better = tuple(TheirLink(place[one], place[other], link.kind, weight) for one, other in ends)
            yield _Better(link.person, link.other, link, tone, strength, Candidate(theirs=better))


def _improved(link: Link | None, wanted: float) -> tuple[float, float]:
    """Tone and strength: no worse than they are, the tone at least good."""
    tone, strength = (link.tone, link.strength) if link else (None, None)
    return max(tone or 0, 1), max(strength or 0, wanted)


def _told_of(study: Study, better: _Better, gain: Gain) -> Json:
    now = better.link
    before = {"tone": now.tone, "strength": now.strength} if now else None
    return {
        "person": study.named(better.person),
        "other": study.named(better.other) if better.other else None,
        "kind": now.kind if now else None,
        "ours": bool(better.candidate.ours),
        "now": before,
        "then": {"tone": better.tone, "strength": better.strength},
        "share": study.share(better.person),
        "coverage": gain.coverage,
        "difference": gain.difference,
        "shifts": _shift(study, gain) if gain.shift else None,
        **(facts_behind(now.why) if now else _why_there(study, better.person)),
    }


def _why_there(study: Study, id: str) -> Json:
    """The facts by which somebody whom nobody knows holds a post, and has power there."""
    return facts_behind(*(held.holder.why for held in study.picture.held.get(id, ())), of=("person", "power"))


def _shift(study: Study, gain: Gain) -> Json:
    """Whose influence it changes most."""
    return {**study.named(study.among_them.ids[gain.person]), "influence": gain.shift}


def told(found: Json) -> list[str]:
    """In words, a line each."""
    lines = [say("Our links cover {share} of the influence", share=percent(found["coverage"]))]
    return lines + [_adding(one) for one in found["links"][:_TOLD]]


def _adding(one: Json) -> str:
    return say("{what} adds {points:.1f} points", what=_words(one), points=one["difference"] * 100)


def _words(one: Json) -> str:
    person, other = one["person"], one["other"]
    if other is None:
        return say("A first link to {person}", person=call(person))
    return say("A better link between {person} and {other}", person=call(person), other=call(other))
