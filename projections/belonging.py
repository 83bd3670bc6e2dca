"""Which subjects ever belonged to an account, whenever that was known, as its timeline says."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table

from .columns import NOTHING, Interner
from .opportunities import opportunities
from .organizations import units
from .people import links, people
from .roles import roles
from .tenures import tenures
from .timeline import NAMING, Timeline

Subjects = dict[str, set[str]]


def subjects_of(timeline: Timeline) -> Subjects:
    """By kind: the account's organization, units, roles, opportunities and people, and links among these.

    Of people: who ever held its roles or stood in its buying centers; links of those who held its roles to whomever,
    and of the others to a colleague of ours, count as well, as they do on a map.
    """
    words = timeline.vocabulary
    account = words.organizations.number(timeline.account)
    inside = _homes(timeline, units, timeline[units]["organization"] == account)
    seats = timeline[roles]
    own = (seats["organization"] == account) | np.isin(seats["unit"], inside)
    sold = timeline[opportunities]["organization"] == account
    named = np.unique(np.concatenate([timeline[table]["person"] for table in NAMING]))
    return {
        "organization": {timeline.account},
        "unit": _ids(words.units, inside),
        "role": _ids(words.roles, _homes(timeline, roles, own)),
        "opportunity": _ids(words.opportunities, _homes(timeline, opportunities, sold)),
        "person": _ids(words.people, named),
        "link": _ids(words.links, _homes(timeline, links, _near(timeline, named))),
    }


def _near(timeline: Timeline, named: NDArray[np.int32]) -> NDArray[np.bool_]:
    ours = _homes(timeline, people, timeline[people]["ours"] == 1)
    one, other = timeline[links]["person"], timeline[links]["other"]
    ends = np.isin(one, named), np.isin(other, named)
    near: NDArray[np.bool_] = (ends[0] & (ends[1] | np.isin(other, ours))) | (ends[1] & np.isin(one, ours))
    held = np.unique(timeline[tenures]["person"])
    return near | np.isin(one, held) | np.isin(other, held)


def _homes(timeline: Timeline, table: Table, condition: NDArray[np.bool_]) -> NDArray[np.int32]:
    return np.unique(timeline[table]["home"][condition])


def _ids(interner: Interner, numbers: Iterable[int]) -> set[str]:
    return {interner.values[number] for number in numbers if number != NOTHING}
