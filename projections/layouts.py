"""Which columns of each interval table a timeline holds, and which interner each of them shares."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Table

from .attitudes import attitudes
from .columns import Days, Encoder, Interner, Plain, ToldBy
from .crafted import crafted_jobs
from .culture import CULTURES, organization_cultures, unit_cultures
from .opportunities import buying_roles, opportunities
from .organizations import accounts, organizations, units
from .people import links, people
from .restructurings import restructurings
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
    texts: Interner = field(default_factory=Interner)
    words: Interner = field(default_factory=Interner)


NAMES: dict[Table, str] = {
    organizations: "name life details probable",
    accounts: "life since possible certainty details probable",
    units: "organization name parent life since possible certainty probable",
    roles: "organization unit title reports_to life since possible certainty details probable why",
    tenures: "person took tenure_kind share since until possible certainty begun place ended_by finding",
    powers: "person assessor power sources certainty said place",
    crafted_jobs: "person assessor property value certainty said place",
    people: "name ours erased probable why",
    links: "person other kind directed assessor tone strength details since possible certainty said place",
    opportunities: "organization name unit stage life since possible certainty details probable",
    buying_roles: "person buying_role weight probable since possible certainty begun place finding ended_by",
    attitudes: "person assessor attitude certainty said place",
    **dict.fromkeys(CULTURES.values(), "assessor property value certainty said place"),
    restructurings: "party kind originals results since possible certainty told_by said place",
    rumors: "subject_kind fact",
}


LEAN: dict[Table, str] = {
    roles: "home organization unit title reports_to life",
    tenures: "home person begun place",
}


# No map shows which facts told a row; when this field of it was told is asked for.
FIELD_BEHIND: dict[Table, str] = {roles: "reports_to", people: "motivations"}


def shown_layouts(v: Vocabulary) -> dict[Table, dict[str, Encoder]]:
    """The columns that a map is made of."""
    return {
        table: {name: encoder for name, encoder in columns.items() if name != "why"}
        for table, columns in layouts(v).items()
    }


def lean_layouts(v: Vocabulary) -> dict[Table, dict[str, Encoder]]:
    """The few columns that say who holds which role, where."""
    whole = layouts(v)
    return {table: {name: whole[table][name] for name in names.split()} for table, names in LEAN.items()}


def layouts(v: Vocabulary) -> dict[Table, dict[str, Encoder]]:
    """By table its columns in order, each with what turns its values into numbers; short words share one interner."""
    homes = _homes(v)
    named: dict[str, Encoder] = {
        **dict.fromkeys(("person", "other", "assessor"), v.people),
        **dict.fromkeys(("unit", "parent"), v.units),
        **dict.fromkeys(("took", "ended_by", "told_by"), v.facts),
        **dict.fromkeys(("since", "until"), v.dates),
        **dict.fromkeys(("details", "fact"), v.details),
        **dict.fromkeys(("begun", "said"), Days),
        **dict.fromkeys(("possible", "place", "ours", "erased", "directed"), Plain),
        "value": v.texts,
        **dict.fromkeys(("organization", "party"), v.organizations),
        "title": v.titles,
        "reports_to": v.roles,
        "name": v.names,
    }
    return {
        table: {"home": homes[table]}
        | {name: ToldBy(FIELD_BEHIND[table]) if name == "why" else named.get(name, v.words) for name in names.split()}
        for table, names in NAMES.items()
    }


def _homes(v: Vocabulary) -> dict[Table, Interner]:
    return {
        **dict.fromkeys((organizations, accounts, organization_cultures, restructurings), v.organizations),
        **dict.fromkeys((roles, tenures, powers, crafted_jobs), v.roles),
        **dict.fromkeys((opportunities, buying_roles, attitudes), v.opportunities),
        **dict.fromkeys((units, unit_cultures), v.units),
        people: v.people,
        links: v.links,
        rumors: v.words,
    }
