"""The map of an account on a day, as known at a position."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from tests.oracle.culture import culture
from tests.oracle.days import Fact
from tests.oracle.existence import existed_before, home_of_role, life, roles_on_map, units_on_map
from tests.oracle.findings import findings
from tests.oracle.links import is_colleague, links
from tests.oracle.opportunities import entry as opportunity_entry
from tests.oracle.opportunities import opportunities_on_map
from tests.oracle.periods import marks
from tests.oracle.restructuring import restructured
from tests.oracle.rumors import rumors
from tests.oracle.standing import Known, known_at
from tests.oracle.tenures import Lines, holder, tenures
from tests.oracle.values import deciding, history, joined, name_of, naming, shown, values_of

Map = dict[str, Any]
ASSESSED = ("potential", "revenue", "goals")


def account_map(facts: Iterable[Fact], account: str, as_of: date, position: int) -> Map:
    known, day = known_at(facts, position), as_of.toordinal()
    lines = tenures(known)
    answer = structure(known, lines, known.answering("organization", account), day)
    core, holders = set(playing(answer)), set(holding(answer))
    answer["links"] = links(known, core, holders, day)
    answer["findings"] = findings(known, lines, answer, day)
    answer["rumors"] = rumors(known, answer, core, day)
    outside = set(named(answer)) - holders
    answer["people"] = [
        person_entry(known, person, day) | (elsewhere(known, lines, person, day) if person in outside else {})
        for person in everybody(known, answer)
    ]
    return answer


def structure(known: Known, lines: Lines, account: str, day: int) -> Map:
    return {
        "account": account_entry(known, account, day)
        | become(known, account, day)
        | culture(known, account, ("organization", account), day),
        "units": [
            unit_entry(known, unit, day) | culture(known, account, ("unit", unit), day)
            for unit in units_on_map(known, account, day)
        ],
        "roles": [role_entry(known, lines, role, day) for role in roles_on_map(known, account, day)],
        "opportunities": [opportunity_entry(known, each, day) for each in opportunities_on_map(known, account, day)],
    }


def account_entry(known: Known, account: str, day: int) -> dict[str, Any]:
    """Its name, and from its opening on how we see it."""
    name = {"name": naming(history(known, "organization", account), day)}
    entry = {"id": account, "name": None} | shown(name)
    whole = life(known, "account", account)
    if not whole.running(day) and not existed_before(known, "account", account, day):
        return entry
    status = {"status": "open"} | marks(whole.running(day), day) if whole.running(day) else {"status": "closed"}
    assessed = [fact for fact in known.of("account_assessed") if fact["organization"] == account]
    return joined(entry, status, shown({each: deciding(assessed, each, day) for each in ASSESSED}))


def become(known: Known, account: str, day: int) -> dict[str, Any]:
    found = restructured(known, account, day)
    return {"restructured": found} if found else {}


def unit_entry(known: Known, unit: str, day: int) -> dict[str, Any]:
    blank = {"id": unit, "name": None, "parent": None}
    return blank | values_of(known, "unit", unit, day) | lived(known, "unit", unit, day)


def role_entry(known: Known, lines: Lines, role: str, day: int) -> dict[str, Any]:
    blank: dict[str, Any] = {"id": role, "title": None, "unit": None, "reports_to": None, "dotted_to": []}
    stated = blank | values_of(known, "role", role, day) | lived(known, "role", role, day)
    return stated | {"holders": holder_entries(known, lines, role, day)}


def lived(known: Known, kind: str, subject: str, day: int) -> dict[str, Any]:
    """Since when it exists without a break."""
    whole = life(known, kind, subject)
    return {"since": whole.stay_on(day)[0].fact["effective"], **marks(whole.running(day), day)}


def holder_entries(known: Known, lines: Lines, role: str, day: int) -> list[dict[str, Any]]:
    """In the order in which their tenures began."""
    running = [(person, line) for (person, held), line in lines.items() if held == role and line.running(day)]
    return [
        holder(known, person, role, line, day) | {"name": name_of(known, "person", person, day)}
        for person, line in sorted(running, key=lambda pair: pair[1].running(day)[-1].begun)
    ]


def person_entry(known: Known, person: str, day: int) -> dict[str, Any]:
    statements = history(known, "person", person)
    ours = deciding(statements, "ours", day)
    told = shown({"name": naming(statements, day), "ours": ours if ours and ours["ours"] else None})
    return {"id": person, "name": None} | told


def elsewhere(known: Known, lines: Lines, person: str, day: int) -> dict[str, Any]:
    """Whose somebody is who is on the map without a role there, unless ours."""
    if is_colleague(known, person, day):
        return {}
    held = [role for (taker, role), line in lines.items() if taker == person and line.running(day)]
    places = {place for role in held if (place := home_of_role(known, role, day))}
    return {"external": True} | ({"of": sorted(places)} if places else {})


def everybody(known: Known, answer: Map) -> list[str]:
    """Everybody named anywhere on the map; an assessor of whom nothing is said may be a machine, which is nobody."""
    somebody = {fact["person"] for fact in known.of("person_introduced", "person_described")}
    return sorted(set(named(answer)) | (set(mentioned(answer)) & somebody))


def holding(answer: Map) -> Iterator[str]:
    for role in answer["roles"]:
        yield from (each["person"] for each in role["holders"])


def playing(answer: Map) -> Iterator[str]:
    yield from holding(answer)
    for sale in answer["opportunities"]:
        yield from (each["person"] for each in sale["buying_center"])


def named(answer: Map) -> Iterator[str]:
    yield from playing(answer)
    for sale in answer["opportunities"]:
        yield from (each["person"] for each in sale.get("attitudes", []))
    for link in answer.get("links", []):
        yield from (link["person"], link["other"])


def mentioned(part: Any, name: str = "") -> Iterator[str]:
    """Whoever an assessment, a finding or a rumor names."""
    if isinstance(part, dict):
        yield from (person for key, value in part.items() for person in mentioned(value, key))
    elif isinstance(part, list):
        yield from (person for value in part for person in mentioned(value, name))
    elif name in ("person", "other", "by", "kept", "duplicate") or name.endswith("_by"):
        yield str(part)
