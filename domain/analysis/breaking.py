"""What breaks at an account when somebody leaves or a link ends: single points of failure on both sides."""

from __future__ import annotations

import numpy as np

from ..language import say
from .phrases import call, named
from .single_points import SinglePoint, reached, single_points
from .study import Json, Study, facts_behind

_TOLD = 5


def breaking(study: Study) -> Json:
    """`people` and `links` without which we no longer reach somebody, the worst first: `lost` people in `parts`, each
    with the share of influence that goes with it; `reached`: whether we reach them at all. Only good links count;
    reporting lines do not lead us anywhere."""
    everybody, informal = study.relations, study.informal
    worth = np.concatenate([study.shares, np.zeros(len(everybody.ours))])
    found, near = single_points(informal.graph, everybody.ours, worth), reached(informal.graph, everybody.ours)
    return {
        "people": [
            study.named(id) | _lost(study, one, near) | _why_through(study, id)
            for id, one in ((everybody.ids[one.people[0]], one) for one in found.people)
        ],
        "links": [
            {"people": [study.named(everybody.ids[end]) for end in one.people]}
            | _lost(study, one, near)
            | _why(study, [everybody.ids[end] for end in one.people])
            for one in found.ties
        ],
    }


def _why(study: Study, ends: list[str]) -> Json:
    """The facts behind whatever links these two."""
    one, other = ends
    return facts_behind(*(link.why for link in study.picture.links_of.get(one, ()) if link.across(one) == other))


def _why_through(study: Study, id: str) -> Json:
    """The facts behind the good links of whoever leads to others."""
    return facts_behind(*(link.why for link in study.picture.good_links(id)))


def _lost(study: Study, point: SinglePoint, near: frozenset[int]) -> Json:
    ids = study.relations.ids
    return {
        "ours": any(ids[end] in study.picture.ours for end in point.people),
        "reached": not near.isdisjoint(point.people),
        "influence": point.worth,
        "lost": sum(len(part.people) for part in point.parts),
        "parts": [
            {"people": [study.named(ids[one]) for one in part.people], "influence": part.worth} for part in point.parts
        ],
    }


def told(found: Json) -> list[str]:
    """In words, a line each: of those through whom we reach others now, and of what rounds to something."""
    worth = [one for one in found["people"] if one["reached"] and round(one["influence"], 2)]
    return [_told(one) for one in worth[:_TOLD]]


def _told(one: Json) -> str:
    lost = named([call(other) for part in one["parts"] for other in part["people"]])
    who = say("{person} (ours)", person=call(one)) if one["ours"] else call(one)
    told = {"person": who, "people": lost, "share": one["influence"]}
    return say("Only {person} leads us to {people}: {share:.0%} of the influence", **told)
