"""Every vocabulary of a workspace as a reader asks for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.vocabularies import VOCABULARIES, Term, Vocabulary

from .account_maps import header
from .moments import Moment
from .snapshots import snapshot
from .tenants import Tenant
from .words import Words

Json = dict[str, Any]


def vocabularies_at(tenant: Tenant, moment: Moment) -> Json:
    """Every vocabulary that day, set by the workspace or as it comes."""
    with snapshot(tenant, moment) as at:
        words = Words(at)
        found = [_vocabulary(words, name, moment.as_of) for name in VOCABULARIES]
    return {**header(moment, restricted=True), "vocabularies": found}


def _vocabulary(words: Words, name: Vocabulary, day: date) -> Json:
    row = words.row_of(name, day)
    told: Json = {
        "vocabulary": name,
        "terms": [term_json(one) for one in words.terms(name, day)],
        "default": row is None,
    }
    if row is None:
        return told
    probable = {"certainty": "probable"} if row.certainty == "probable" else {}
    return {**told, "since": row.since, **probable, "fact": row.fact}


def term_json(one: Term) -> Json:
    beside = {"means": one.means, "follower": one.follower, "rank": one.rank, "weight": one.weight}
    return {"term": one.word, "label": one.label} | {name: said for name, said in beside.items() if said is not None}
