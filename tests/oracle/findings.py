"""Findings: what the facts say that is strange, missing or contested."""

import json
from typing import Any

from tests.oracle.assessments import differing
from tests.oracle.culture import contested
from tests.oracle.days import shown_day
from tests.oracle.existence import existed_before, exists, home_of_role
from tests.oracle.leavers import left_elsewhere, once_held_a_role
from tests.oracle.links import SCORES
from tests.oracle.opportunities import buying_roles
from tests.oracle.periods import Line
from tests.oracle.restructuring import left_behind, units_left_behind, units_moved
from tests.oracle.standing import Known
from tests.oracle.tenures import CRAFTED, Lines, lefts_of_nobody

Finding = dict[str, Any]
Map = dict[str, Any]


def findings(known: Known, lines: Lines, answer: Map, day: int) -> list[Finding]:
    found = [
        *vacant(lines, answer, day),
        *several_permanent_holders(answer),
        *self_reports(answer),
        *reporting_cycles(answer),
        *strange_parents(known, answer, day),
        *strange_tenures(lines, answer, day),
        *strange_buying_roles(known, answer, day),
        *outside_role_life(known, lines, answer, day),
        *disagreements(answer),
        *self_links(answer),
        *buying_roles_of_leavers(known, lines, answer, day),
        *left_behind(answer),
        *units_moved(known, answer, day),
        *units_left_behind(known, answer, day),
    ]
    return sorted(found, key=lambda finding: (finding["kind"], json.dumps(finding, sort_keys=True)))


def vacant(lines: Lines, answer: Map, day: int) -> list[Finding]:
    empty = [role["id"] for role in answer["roles"] if not role["holders"]]
    return [{"kind": "vacant", "role": role, "since": last_left(lines, role, day)} for role in empty]


def last_left(lines: Lines, role: str, day: int) -> str | None:
    """The day on which the last holder was gone; nothing if nobody ever held it."""
    left = [
        period.end_day
        for (_, held), line in lines.items()
        for period in line.periods
        if held == role and period.held and period.end_day <= day
    ]
    return shown_day(max(left)) if left else None


def several_permanent_holders(answer: Map) -> list[Finding]:
    permanent = {
        role["id"]: [each["person"] for each in role["holders"] if each["tenure_kind"] == "permanent"]
        for role in answer["roles"]
    }
    seats = {role["id"]: role.get("headcount", 1) for role in answer["roles"]}
    return [
        {"kind": "several_permanent_holders", "role": role, "people": sorted(people)}
        for role, people in permanent.items()
        if len(people) > seats[role]
    ]


def reports(answer: Map) -> dict[str, str]:
    return {role["id"]: role["reports_to"] for role in answer["roles"] if role["reports_to"]}


def self_reports(answer: Map) -> list[Finding]:
    return [{"kind": "self_report", "role": role} for role, parent in reports(answer).items() if role == parent]


def reporting_cycles(answer: Map) -> list[Finding]:
    """One finding for each ring of two or more roles."""
    rings = {frozenset(ring) for role in reports(answer) if len(ring := ring_of(role, reports(answer))) > 1}
    return [{"kind": "reporting_cycle", "roles": sorted(ring)} for ring in rings]


def ring_of(role: str, parents: dict[str, str]) -> list[str]:
    """The roles from this one upwards, if the way leads back to it."""
    way, above = [role], parents.get(role)
    while above and above not in way:
        way.append(above)
        above = parents.get(above)
    return way if above == role else []


def strange_parents(known: Known, answer: Map, day: int) -> list[Finding]:
    listed = {role["id"] for role in answer["roles"]}
    return [
        {"kind": strangeness(known, parent, day), "role": role, "reports_to": parent}
        for role, parent in reports(answer).items()
        if parent not in listed
    ]


def strangeness(known: Known, parent: str, day: int) -> str:
    closed = existed_before(known, "role", parent, day) and not exists(known, "role", parent, day)
    return "parent_closed" if closed else "parent_absent"


def strange_tenures(lines: Lines, answer: Map, day: int) -> list[Finding]:
    """Of the roles on the map, as soon as the strange date has come."""
    listed = {role["id"] for role in answer["roles"]}
    return [
        {"person": person, "role": role} | finding
        for (person, role), line in lines.items()
        if role in listed
        for finding in [*too_early_ends(line, day), *ends_of_nothing(line, day)]
    ]


def too_early_ends(line: Line, day: int) -> list[Finding]:
    strange = [period for period in line.periods if period.end_day < period.first <= day]
    return [{"kind": "end_before_beginning", "took": period.fact["id"]} for period in strange]


def ends_of_nothing(line: Line, day: int) -> list[Finding]:
    strange = [end for end in lefts_of_nobody(line) if end.first <= day]
    return [{"kind": "end_without_beginning", "fact": end.fact["id"]} for end in strange]


def strange_buying_roles(known: Known, answer: Map, day: int) -> list[Finding]:
    return [
        {
            "kind": "end_without_beginning",
            "person": person,
            "opportunity": sale["id"],
            "buying_role": buying_role,
            "fact": end.fact["id"],
        }
        for sale in answer["opportunities"]
        for (person, buying_role), line in buying_roles(known, sale["id"]).items()
        for end in line.unmatched
        if end.first <= day
    ]


def outside_role_life(known: Known, lines: Lines, answer: Map, day: int) -> list[Finding]:
    """Tenures running in roles of this account that do not exist that day."""
    return [
        {"kind": "outside_role_life", "role": role, "person": person}
        for (person, role), line in lines.items()
        if line.running(day) and not exists(known, "role", role, day)
        if home_of_role(known, role, day) == answer["account"]["id"]
    ]


def self_links(answer: Map) -> list[Finding]:
    """Links whose ends turned out to be one person."""
    return [
        {"kind": "self_link", "person": link["person"], "link": link["kind"], "directed": link.get("directed", False)}
        for link in answer["links"]
        if link["person"] == link["other"]
    ]


def disagreements(answer: Map) -> list[Finding]:
    found = [*about_power(answer), *about_crafted_jobs(answer), *about_links(answer), *about_attitudes(answer)]
    return [*found, *about_cultures(answer)]


def about_cultures(answer: Map) -> list[Finding]:
    entries = [("organization", answer["account"]), *(("unit", unit) for unit in answer["units"])]
    found = [(kind, entry["id"]) for kind, entry in entries if contested(entry)]
    return [{"kind": "disagreement", "property": "culture", kind: id} for kind, id in found]


def about_power(answer: Map) -> list[Finding]:
    return [
        {"kind": "disagreement", "property": "power", "person": each["person"], "role": role["id"]}
        for role in answer["roles"]
        for each in role["holders"]
        if differing(each, ("power",))
    ]


def about_crafted_jobs(answer: Map) -> list[Finding]:
    return [
        {"kind": "disagreement", "property": f"crafted.{name}", "person": each["person"], "role": role["id"]}
        for role in answer["roles"]
        for each in role["holders"]
        for name in differing(each.get("crafted", {}), CRAFTED)
    ]


def about_links(answer: Map) -> list[Finding]:
    return [
        {"kind": "disagreement", "property": name, "person": link["person"], "other": link["other"]}
        | {"link": link["kind"], "directed": link.get("directed", False)}
        for link in answer["links"]
        for name in differing(link, SCORES)
    ]


def about_attitudes(answer: Map) -> list[Finding]:
    """Once for a person, whatever the number of buying roles."""
    contested = {
        (each["person"], sale["id"])
        for sale in answer["opportunities"]
        for each in (*sale["buying_center"], *sale.get("attitudes", []))
        if differing(each, ("attitude",))
    }
    return [
        {"kind": "disagreement", "property": "attitude", "person": person, "opportunity": sale}
        for person, sale in contested
    ]


def buying_roles_of_leavers(known: Known, lines: Lines, answer: Map, day: int) -> list[Finding]:
    present = {each["person"] for role in answer["roles"] for each in role["holders"]}
    return [
        {
            "kind": "buying_role_of_leaver",
            "person": each["person"],
            "opportunity": sale["id"],
            "buying_role": each["buying_role"],
        }
        for sale in answer["opportunities"]
        for each in sale["buying_center"]
        if each["person"] not in present
        and (
            once_held_a_role(known, lines, each["person"], answer["account"]["id"], day)
            or left_elsewhere(known, lines, each, day)
        )
    ]
