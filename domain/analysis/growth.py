"""What our links could grow to: what each would add at its desired strength to the influence that we cover.

The difference is that of `strengthening.gains`, exact; the tone of a link stays what it is, and one of a bad tone
covers nobody however strong it is.
"""

from __future__ import annotations

from typing import NamedTuple

from ..language import listed, say
from .graph import Floats
from .picture import Link
from .strengthening import Candidate, OurLink, coverage, gains
from .study import Json, Study, facts_behind
from .weights import link_weight

_TOLD, _LEAST = 10, 0.05


class _Wanted(NamedTuple):
    person: str
    link: Link
    desired: float

    @property
    def gap(self) -> float:
        """An unknown strength is none."""
        return self.desired - (self.link.strength or 0)


def growth(study: Study) -> Json:
    """`coverage`: the share of influence that our links cover; `reachable`: with every desired strength reached;
    `links`: ours of which one is told, those that add most first, the gap that is left, and what closing it adds."""
    covered, wanted = study.covered, _wanted(study)
    raised = [_raised(study, covered, one) for one in wanted]
    singly = [Candidate((one,) if one else ()) for one in raised]
    together = Candidate(tuple(_best({one.person: one for one in raised if one}, raised)))
    found = {gain.candidate: gain for gain in gains(study.influence, covered, [*singly, together])}
    now = coverage(study.influence.values, covered)
    told = [
        _told_of(study, one, found[place].difference if place in found else 0.0) for place, one in enumerate(wanted)
    ]
    return {
        "coverage": now,
        "reachable": found[len(wanted)].coverage if wanted and found else now,
        "links": sorted(told, key=lambda one: (-one["difference"], -one["gap"], one["person"]["person"])),
    }


def _wanted(study: Study) -> list[_Wanted]:
    """Of those who are not ours; in the order of the people, then of the map."""
    return [
        _Wanted(id, link, link.desired)
        for id in study.among_them.ids
        for link in study.picture.our_links(id)
        if link.desired is not None
    ]


def _raised(study: Study, covered: Floats, one: _Wanted) -> OurLink | None:
    """Nothing where it would cover no more than our best link does already."""
    place = study.among_them.place[one.person]
    weight = link_weight(one.link.tone, max(one.desired, one.link.strength or 0))
    return OurLink(place, weight) if weight > covered[place] else None


def _best(found: dict[int, OurLink], raised: list[OurLink | None]) -> list[OurLink]:
    """Of several links to one person the one that covers them best."""
    for one in raised:
        if one and one.covered > found[one.person].covered:
            found[one.person] = one
    return list(found.values())


def _told_of(study: Study, one: _Wanted, difference: float) -> Json:
    return {
        "person": study.named(one.person),
        "colleague": study.named(one.link.across(one.person)),
        "kind": one.link.kind,
        "tone": one.link.tone,
        "strength": one.link.strength,
        "desired": one.desired,
        "gap": max(one.gap, 0),
        "difference": difference,
        **facts_behind(one.link.why),
    }


def told(found: Json) -> list[str]:
    """In words, a line each."""
    if not found["links"]:
        return []
    shares = {"now": found["coverage"], "then": found["reachable"]}
    lines = [
        say("Our links cover {now:.0%} of the influence; {then:.0%} with every desired strength reached", **shares)
    ]
    return lines + [_words(one) for one in found["links"][:_TOLD] if one["gap"]]


def _words(one: Json) -> str:
    ends = listed(each["name"] or each["person"] for each in (one["colleague"], one["person"]))
    at = say("unknown") if one["strength"] is None else say("{strength:g}", strength=one["strength"])
    points, words = one["difference"] * 100, {"people": ends, "strength": at, "desired": one["desired"]}
    if points < _LEAST:
        return say("{people}: from {strength} to {desired:g} adds next to nothing", **words)
    return say("{people}: from {strength} to {desired:g} adds {points:.1f} points", **words, points=points)
