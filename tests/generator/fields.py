"""The fields of a random fact of each type."""

from collections.abc import Callable

from tests.generator.incoming import (
    alert_assigned,
    alert_dated,
    alert_raised,
    alert_revised,
    alias_recorded,
    nomination_accepted,
    nomination_ended,
    nomination_matched,
    nomination_reported,
)
from tests.generator.responsibilities import contact_rule, contact_rule_set, coverage
from tests.generator.shaping import Fields, attributes, by, few, of, or_null, some, word
from tests.generator.world import COLLEAGUES, World

MIXES: tuple[Fields, ...] = (
    {"bureaucratic": 1.0},
    {"bureaucratic": 3},
    {"collaborative": 1, "bureaucratic": 3},
    {"entrepreneurial": 0, "consulting": 2.5, "collaborative": 7.5},
)
TIE = ("person", "other", "kind", "directed")


def organization_values(world: World) -> Fields:
    return {"name": word(world, "Company"), "country": or_null(world, "FR"), "attributes": attributes(world)}


def culture_assessed(world: World) -> Fields:
    """Of the organization, or rather of a unit."""
    kind = world.chance.weighted({"organization": 35.0, "unit": 65.0})
    national = {"national": or_null(world, word(world, "custom"))} if world.chance.happens(0.4) else {}
    return {kind: world.any(kind), "mix": or_null(world, mix(world))} | national | by(world)


def mix(world: World) -> Fields:
    """Few mixes, some of them with the same shares."""
    return dict(world.chance.one_of(MIXES))


def unit_values(world: World) -> Fields:
    return {
        "organization": world.chance.one_of(("north", "south")),
        "name": word(world, "Unit"),
        "parent": or_null(world, world.any("unit")),
    }


def role_values(world: World) -> Fields:
    return {
        "organization": world.chance.one_of(("north", "south")),
        "title": word(world, "Title"),
        "unit": or_null(world, world.any("unit")),
        "reports_to": or_null(world, world.any("role")),
        "dotted_to": [world.any("role")],
        "function": or_null(world, word(world, "function")),
        "headcount": or_null(world, world.chance.number(1, 2)),
        "attributes": attributes(world),
    }


def role_defined(world: World) -> Fields:
    values = role_values(world)
    needed = {name: values.pop(name) for name in ("organization", "title")}
    return {"role": world.any("role")} | needed | few(world, values)


def unit_defined(world: World) -> Fields:
    values = unit_values(world)
    needed = {name: values.pop(name) for name in ("organization", "name")}
    return {"unit": world.any("unit")} | needed | few(world, values)


def person_introduced(world: World) -> Fields:
    person = world.any("person")
    ours = {"ours": True} if person in COLLEAGUES else {}
    return {"person": person, "name": word(world, "Person")} | ours


def person_described(world: World) -> Fields:
    values = {"name": word(world, "Person"), "country": or_null(world, "SE"), "attributes": attributes(world)}
    return {"person": world.any("person")} | some(world, values)


def related(world: World) -> Fields:
    first, second = world.chance.random.sample(world.defined["organization"], 2)
    return {"organization": first, "other": second, "relation": world.chance.one_of(("partner", "supplier"))}


def organization_restructured(world: World) -> Fields:
    first, second = world.chance.random.sample(world.defined["organization"], 2)
    return {"originals": [first], "results": [second], "kind": world.chance.one_of(("merger", "takeover"))}


def account_assessed(world: World) -> Fields:
    revenue = {"amount": world.chance.number(1, 3) * 1000, "currency": "EUR"}
    values = {"potential": or_null(world, word(world, "potential")), "revenue": revenue}
    return {"organization": world.any("organization")} | some(world, values)


def tenure(world: World) -> Fields:
    return {"person": world.any("person"), "role": world.any("role")}


def person_took_role(world: World) -> Fields:
    kinds = ("permanent", "interim", "acting")
    return tenure(world) | few(world, {"tenure_kind": world.chance.one_of(kinds)})


def somebody_who_took_a_role(world: World) -> Fields:
    took = world.earlier("person_took_role")
    return {"person": took["person"]} if took else {}


def move(world: World) -> Fields:
    """Into a role, out of others: rather of one that was taken."""
    role, *others = world.chance.random.sample(world.defined["role"], 3)
    took = world.earlier("person_took_role")
    left = [took["role"] if took and world.chance.happens(0.8) else others[0], *others[: world.chance.number(0, 1)]]
    return {"role": role, "leaves": [one for one in dict.fromkeys(left) if one != role]}


def person_left_role(world: World) -> Fields:
    """Rather of somebody who was there."""
    took = world.earlier("person_took_role")
    known = {name: took[name] for name in ("person", "role")} if took and world.chance.happens(0.7) else {}
    return tenure(world) | known | few(world, {"reason": world.chance.one_of(("moved", "retired"))})


def somebody_in_office(world: World) -> Fields:
    """Rather of somebody who took the role."""
    took = world.earlier("person_took_role")
    known = {name: took[name] for name in ("person", "role")} if took and world.chance.happens(0.7) else {}
    return tenure(world) | known


def power_assessed(world: World) -> Fields:
    return somebody_in_office(world) | {"power": world.chance.number(3, 6)} | by(world)


def job_crafted(world: World) -> Fields:
    words = {name: word(world, name) for name in ("priorities", "criteria", "partner_preferences", "perception")}
    said = {**words, "relations": [word(world, "with")], "quantity": world.chance.number(0, 2)}
    cleared = {name: or_null(world, value) for name, value in said.items()}
    return somebody_in_office(world) | some(world, cleared) | by(world)


def link(world: World) -> Fields:
    person, other = world.two_people()
    kind = world.chance.one_of((None, "advice", "friendship"))
    return {"person": person, "other": other} | ({"kind": kind} if kind else {})


def link_rated(world: World) -> Fields:
    """Rather one that was rated before, at times from its other end."""
    rated = world.earlier("link_rated") if world.chance.happens(0.6) else None
    directed = {"directed": True} if world.chance.happens(0.3) else {}
    tie = {name: rated[name] for name in TIE if name in rated} if rated else link(world) | directed
    if world.chance.happens(0.2):
        tie |= {"person": tie["other"], "other": tie["person"]}
    return tie | some(world, ratings(world)) | by(world)


def ratings(world: World) -> Fields:
    scores = {"tone": world.chance.number(-1, 1), "strength": world.chance.number(4, 6), "desired": 8}
    rare = {"how": word(world, "met"), "purpose": word(world, "renewal")} if world.chance.happens(0.2) else {}
    return {name: or_null(world, value) for name, value in (scores | rare).items()}


def link_ended(world: World) -> Fields:
    """Rather of a link that was rated."""
    rated = world.earlier("link_rated")
    if not rated or world.chance.happens(0.3):
        return link(world)
    ends = {name: rated[name] for name in ("person", "other")}
    return ends | ({"kind": rated["kind"]} if "kind" in rated and world.chance.happens(0.5) else {})


def opportunity_values(world: World) -> Fields:
    return {
        "name": word(world, "Sale"),
        "stage": or_null(world, word(world, "stage")),
        "value": {"amount": world.chance.number(1, 3) * 1000, "currency": "EUR"},
        "unit": or_null(world, world.any("unit")),
    }


def opportunity_opened(world: World) -> Fields:
    values = opportunity_values(world)
    account = world.chance.one_of(("north", "south"))
    needed = {"opportunity": world.any("opportunity"), "organization": account, "name": values.pop("name")}
    return needed | few(world, values)


def opportunity_changed(world: World) -> Fields:
    moved = {"organization": world.chance.one_of(("north", "south"))} if world.chance.happens(0.1) else {}
    return {"opportunity": world.any("opportunity")} | some(world, opportunity_values(world)) | moved


def opportunity_closed(world: World) -> Fields:
    outcome = world.chance.one_of(("won", "lost", "abandoned"))
    return {"opportunity": world.any("opportunity"), "outcome": outcome} | few(world, {"reason": word(world, "price")})


def buying_role(world: World) -> Fields:
    vocabulary = ("decider", "influencer")
    sale = {"person": world.any("person"), "opportunity": world.any("opportunity")}
    return sale | {"buying_role": world.chance.one_of(vocabulary)}


def buying_role_assigned(world: World) -> Fields:
    return buying_role(world) | few(world, {"weight": or_null(world, world.chance.number(1, 3))})


def buying_role_ended(world: World) -> Fields:
    """Rather of one that was assigned."""
    assigned = world.earlier("buying_role_assigned")
    if not assigned or world.chance.happens(0.3):
        return buying_role(world)
    return {name: assigned[name] for name in ("person", "opportunity", "buying_role")}


def attitude_changed(world: World) -> Fields:
    assigned = world.earlier("buying_role_assigned")
    about = {name: assigned[name] for name in ("person", "opportunity")} if assigned else {}
    sale = {"person": world.any("person"), "opportunity": world.any("opportunity")}
    return sale | about | {"attitude": world.chance.number(-2, 2)} | by(world)


def note_added(world: World) -> Fields:
    kind = world.chance.one_of(("organization", "unit", "role", "person", "opportunity"))
    return {"about": {kind: world.any(kind)}, "text": word(world, "note")}


def vocabulary_set(world: World) -> Fields:
    """Of none that facts are held to: those in other words would be refused."""
    terms = {word(world, "Term"): world.chance.number(1, 3) for _ in range(2)}
    ranked = [{"label": label, "rank": rank} for label, rank in terms.items()]
    return {"vocabulary": world.chance.one_of(("level", "tone")), "terms": ranked}


def organization_registered(world: World) -> Fields:
    return {"organization": world.any("organization")} | {"name": word(world, "Company")}


FIELDS: dict[str, Callable[[World], Fields]] = {
    "organization_registered": organization_registered,
    "organization_described": of("organization", organization_values),
    "organizations_related": related,
    "organizations_unrelated": related,
    "organization_restructured": organization_restructured,
    "organization_closed": of("organization"),
    "account_opened": of("organization"),
    "account_closed": of("organization"),
    "account_assessed": account_assessed,
    "culture_assessed": culture_assessed,
    "unit_defined": unit_defined,
    "unit_restructured": of("unit", unit_values),
    "unit_closed": of("unit"),
    "role_defined": role_defined,
    "role_restructured": of("role", role_values),
    "role_closed": of("role"),
    "person_introduced": person_introduced,
    "person_described": person_described,
    "person_took_role": person_took_role,
    "person_left_role": person_left_role,
    "power_assessed": power_assessed,
    "job_crafted": job_crafted,
    "link_rated": link_rated,
    "link_ended": link_ended,
    "opportunity_opened": opportunity_opened,
    "opportunity_changed": opportunity_changed,
    "opportunity_closed": opportunity_closed,
    "buying_role_assigned": buying_role_assigned,
    "buying_role_ended": buying_role_ended,
    "attitude_changed": attitude_changed,
    "note_added": note_added,
    "nomination_reported": nomination_reported,
    "nomination_matched": nomination_matched,
    "nomination_accepted": nomination_accepted,
    "nomination_rejected": nomination_ended,
    "nomination_withdrawn": nomination_ended,
    "alias_recorded": alias_recorded,
    "vocabulary_set": vocabulary_set,
    "alert_raised": alert_raised,
    "alert_revised": alert_revised,
    "alert_retracted": lambda world: {"alert": world.any("alert")},
    "alert_reminded": alert_dated("day"),
    "alert_acknowledged": lambda world: {"alert": world.any("alert")} | by(world),
    "alert_snoozed": alert_dated("until"),
    "alert_assigned": alert_assigned,
    "alert_commented": lambda world: {"alert": world.any("alert"), "text": word(world, "comment")},
    "coverage_assigned": coverage,
    "coverage_ended": coverage,
    "contact_rule_set": contact_rule_set,
    "contact_rule_ended": contact_rule,
    **dict.fromkeys(("person_records_merged", "person_records_unmerged"), lambda world: world.two_records("person")),
    **dict.fromkeys(
        ("organization_records_merged", "organization_records_unmerged"),
        lambda world: world.two_records("organization"),
    ),
}
