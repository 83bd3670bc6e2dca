"""Which columns of each interval table a timeline holds, and which interner each of them shares."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Table

from .attitudes import attitudes
from .columns import Days, Encoder, Interner, Plain
from .opportunities import buying_roles, opportunities
from .organizations import accounts, organizations, units
from .people import links, people
from .roles import roles
from .rumors import rumors
from .tenures import powers, tenures


@dataclass
class Vocabulary:
    """The interners that a timeline's columns share."""

    roles: Interner = field(default_factory=Interner)
    people: Interner = field(default_factory=Interner)
    units: Interner = field(default_factory=Interner)
    organizations: Interner = field(default_factory=Interner)
    opportunities: Interner = field(default_factory=Interner)
    links: Interner = field(default_factory=Interner)
    facts: Interner = field(default_factory=Interner)
    titles: Interner = field(default_factory=Interner)
    names: Interner = field(default_factory=Interner)
    dates: Interner = field(default_factory=Interner)
    details: Interner = field(default_factory=Interner)
    words: Interner = field(default_factory=Interner)


def layouts(v: Vocabulary) -> dict[Table, dict[str, Encoder]]:
    w, p, dates = v.words, v.people, v.dates
    return {
        organizations: {"home": v.organizations, "name": v.names, "life": w, "details": v.details, "probable": w},
        accounts: {
            "home": v.organizations, "life": w, "since": dates, "possible": Plain, "certainty": w, "details": v.details,
            "probable": w,
        },
        units: {
            "home": v.units, "organization": v.organizations, "name": v.names, "parent": v.units, "life": w,
            "since": dates, "possible": Plain, "certainty": w, "probable": w,
        },
        roles: {
            "home": v.roles, "organization": v.organizations, "unit": v.units, "title": v.titles, "reports_to": v.roles,
            "life": w, "since": dates, "possible": Plain, "certainty": w, "details": v.details, "probable": w,
        },
        tenures: {
            "home": v.roles, "person": p, "took": v.facts, "tenure_kind": w, "share": w, "since": dates, "until": dates,
            "possible": Plain, "certainty": w, "begun": Days, "place": Plain, "ended_by": v.facts, "finding": w,
        },
        powers: {
            "home": v.roles, "person": p, "assessor": p, "power": w, "certainty": w, "said": Days, "place": Plain,
        },
        people: {"home": p, "name": v.names, "ours": Plain, "erased": Plain, "probable": w},
        links: {
            "home": v.links, "person": p, "other": p, "kind": w, "directed": Plain, "assessor": p, "tone": w,
            "strength": w, "details": v.details, "since": dates, "possible": Plain, "certainty": w, "said": Days,
            "place": Plain,
        },
        opportunities: {
            "home": v.opportunities, "organization": v.organizations, "name": v.names, "unit": v.units, "stage": w,
            "life": w, "since": dates, "possible": Plain, "certainty": w, "details": v.details, "probable": w,
        },
        buying_roles: {
            "home": v.opportunities, "person": p, "buying_role": w, "weight": w, "probable": w, "since": dates,
            "possible": Plain, "certainty": w, "begun": Days, "place": Plain, "finding": w, "ended_by": v.facts,
        },
        attitudes: {
            "home": v.opportunities, "person": p, "assessor": p, "attitude": w, "certainty": w, "said": Days,
            "place": Plain,
        },
        rumors: {"home": w, "subject_kind": w, "fact": v.details},
    }  # fmt: skip
