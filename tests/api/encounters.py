"""Ann and Bob were at Bolt with our Cy; Ann is at Acme now, where Dee is whom Ann knows from Bolt; Eve stayed."""

from typing import Any

Json = dict[str, Any]


def took(person: str, role: str, since: str, until: str | None = None) -> list[Json]:
    own = {"person": person, "role": role}
    left = [{"type": "person_left_role", **own, "effective": until}] if until else []
    return [{"type": "person_took_role", **own, "effective": since}, *left]


def post(role: str, organization: str, title: str, **more: str) -> Json:
    seat = {"role": role, "organization": organization, "title": title}
    return {"type": "role_defined", **seat, "effective": "2000", **more}


STORY: list[Json] = [
    *(
        {"type": "organization_registered", "organization": id, "name": id.title(), "country": "CH"}
        for id in ("acme", "bolt", "rival")
    ),
    {"type": "organization_registered", "organization": "us", "name": "Us", "kind": "ourselves"},
    {"type": "account_opened", "organization": "acme"},
    {
        "type": "organizations_related",
        "organization": "us",
        "other": "rival",
        "relation": "competitor",
        "effective": None,
    },
    {"type": "organizations_related", "organization": "acme", "other": "us", "relation": "supplier", "effective": None},
    {"type": "unit_defined", "unit": "u-bolt", "organization": "bolt", "name": "Treasury", "effective": None},
    post("a-cfo", "acme", "CFO", function="finance", level="director"),
    post("a-cto", "acme", "CTO"),
    post("b-cash", "bolt", "Head of cash", unit="u-bolt"),
    post("b-debt", "bolt", "Head of debt", unit="u-bolt"),
    post("b-risk", "bolt", "Head of risk", function="finance", level="director"),
    post("r-cfo", "rival", "CFO"),
    post("u-kam", "us", "Account manager"),
    *({"type": "person_introduced", "person": id, "name": id.title()} for id in ("ann", "bob", "dee", "eve")),
    *({"type": "person_introduced", "person": id, "name": id.title(), "ours": True} for id in ("cy", "flo", "gus")),
    *took("ann", "b-cash", "2015", "2019-04-01"),
    *took("ann", "a-cfo", "2019-05-01"),
    *took("bob", "b-debt", "2016-01-01", "2021-01-01"),
    *took("bob", "r-cfo", "2021-02"),
    *took("dee", "b-risk", "2016", "2018"),
    *took("dee", "a-cto", "2022-01-01"),
    *took("eve", "b-risk", "2019-01-01"),
    *took("cy", "b-debt", "2014", "2015-06-30"),
    *took("cy", "u-kam", "2016"),
    {"type": "link_rated", "person": "cy", "other": "ann", "tone": 2, "strength": 7, "effective": "2015-03"},
    {"type": "link_rated", "person": "flo", "other": "bob", "tone": 1, "strength": 6, "effective": "2018-01-01"},
    {"type": "link_rated", "person": "flo", "other": "eve", "tone": 2, "strength": 8, "effective": "2020-01-01"},
]

# Gus alone may address Ann, whom Cy knows best; Flo knows Dee, who reports to Ann.
FITTING: list[Json] = [
    *STORY,
    {"type": "role_restructured", "role": "a-cto", "reports_to": "a-cfo", "effective": "2019"},
    {"type": "person_described", "person": "cy", "competences": ["Hedging", "Cash"], "country": "CH"}
    | {"effective": "2019"},
    {"type": "person_described", "person": "ann", "competences": "cash, tax", "country": "CH", "effective": "2019"},
    {"type": "coverage_assigned", "person": "gus", "organization": "acme", "part": "lead", "effective": "2020"},
    {"type": "coverage_assigned", "person": "flo", "other": "dee", "part": "covers", "effective": "2022-06-01"},
    {"type": "contact_rule_set", "other": "ann", "through": "gus", "exclusive": True, "reason": "one voice"}
    | {"effective": "2021"},
    {"type": "link_rated", "person": "dee", "other": "ann", "kind": "advice", "tone": 2, "strength": 5}
    | {"effective": "2022-03-01"},
    {"type": "link_rated", "person": "flo", "other": "dee", "tone": 2, "strength": 8, "effective": "2022-06-01"},
]

# Ann and Bob put cash first, as Eve does; Eve is listened to at Acme and at Rival, where Dee and Bob ask her.
LEADING: list[Json] = [
    *STORY,
    *(
        {"type": "job_crafted", "person": person, "role": role, "priorities": said, "effective": "2022-02-01"}
        for person, role, said in (
            ("ann", "a-cfo", ["Free cash flow", "no surprises"]),
            ("eve", "b-risk", "Cash flow without surprises"),
            ("bob", "r-cfo", "Growth in new markets"),
        )
    ),
    {"type": "power_assessed", "person": "eve", "role": "b-risk", "power": 6, "effective": "2022-02-01"},
    *(
        {"type": "link_rated", "person": person, "other": "eve", "kind": "advice", "directed": True}
        | {"tone": 1, "strength": 6, "effective": "2022-02-01"}
        for person in ("dee", "bob")
    ),
]
