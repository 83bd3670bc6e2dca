"""What breaks at an account when somebody leaves or a link ends: single points of failure on both sides."""

from __future__ import annotations

import numpy as np

from .single_points import SinglePoint, single_points
from .study import Json, Study

_TOLD = 5


def breaking(study: Study) -> Json:
    """`people` and `links` without which we no longer reach somebody, the worst first: `lost` people in `parts`, each
    with the share of influence that goes with it. Only good links count; reporting lines do not lead us anywhere."""
    everybody = study.relations
    informal = everybody.only(~everybody.formal)
    worth = np.concatenate([study.shares, np.zeros(len(everybody.ours))])
    found = single_points(informal.graph, everybody.ours, worth)
    return {
        "people": [study.named(everybody.ids[one.people[0]]) | _lost(study, one) for one in found.people],
        "links": [{"people": [everybody.ids[end] for end in one.people]} | _lost(study, one) for one in found.ties],
    }


def _lost(study: Study, point: SinglePoint) -> Json:
    ids = study.relations.ids
    return {
        "ours": any(ids[end] in study.picture.ours for end in point.people),
        "influence": point.worth,
        "lost": sum(len(part.people) for part in point.parts),
        "parts": [{"people": [ids[one] for one in part.people], "influence": part.worth} for part in point.parts],
    }


def told(found: Json) -> list[str]:
    """In words, a line each."""
    return [_told(one) for one in found["people"][:_TOLD]]


def _told(one: Json) -> str:
    who = f"{one['name'] or one['person']}{' (ours)' if one['ours'] else ''}"
    return f"Without {who} {one['lost']} more are out of reach, with {one['influence']:.0%} of the influence"
