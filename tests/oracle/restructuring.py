"""What became of organizations by merger, takeover, demerger and renaming, and what is still where it was."""

from typing import Any

from tests.oracle.days import Fact, span, value_day, when
from tests.oracle.standing import Known
from tests.oracle.values import value

Finding = dict[str, Any]
Map = dict[str, Any]


def restructured(known: Known, account: str, day: int) -> list[dict[str, Any]]:
    told = [fact for fact in known.of("organization_restructured") if account in {*fact["originals"], *fact["results"]}]
    return [entry(fact, day) for fact in sorted(told, key=when) if value_day(fact) <= day]


def entry(fact: Fact, day: int) -> dict[str, Any]:
    told = {name: fact[name] for name in ("kind", "originals", "results")}
    first, last = span(fact["effective"]) if fact["effective"] else (0, 0)
    possible = {"possible": True} if first < last and day <= last else {}
    probable = {"certainty": "probable"} if fact["certainty"] == "probable" else {}
    return told | {"since": fact["effective"], "fact": fact["id"]} | possible | probable


def left_behind(answer: Map) -> list[Finding]:
    """On the map of a company that became others."""
    account, became = answer["account"]["id"], answer["account"].get("restructured", [])
    if not became or account in became[-1]["results"] or account not in became[-1]["originals"]:
        return []
    open_sales = [sale for sale in answer["opportunities"] if "outcome" not in sale]
    counted = {"units": len(answer["units"]), "roles": len(answer["roles"]), "opportunities": len(open_sales)}
    there = {name: number for name, number in counted.items() if number}
    found = {"kind": "left_behind", "organization": account, "into": became[-1]["results"], **there}
    return [found] if there else []


def units_moved(known: Known, answer: Map, day: int) -> list[Finding]:
    """Open sales about a unit of another company, which belonged to this one before."""
    found = []
    for sale in answer["opportunities"]:
        unit, account = sale.get("unit"), answer["account"]["id"]
        now = unit and value(known, "unit", unit, "organization", day)
        if now not in (None, account) and "outcome" not in sale and was_of(known, unit, account, day):
            found.append({"kind": "unit_moved", "opportunity": sale["id"], "unit": unit, "organization": now})
    return found


def units_left_behind(known: Known, answer: Map, day: int) -> list[Finding]:
    """Units below one of another company, which belonged to this one before."""
    found, account = [], answer["account"]["id"]
    for unit in answer["units"]:
        above = unit["parent"]
        now = above and value(known, "unit", above, "organization", day)
        if now not in (None, account) and was_of(known, above, account, day):
            found.append({"kind": "unit_left_behind", "unit": unit["id"], "parent": above, "organization": now})
    return found


def was_of(known: Known, unit: str, account: str, day: int) -> bool:
    stated = [fact for fact in known.of("unit_defined", "unit_restructured") if fact["unit"] == unit]
    turns = {value_day(fact) for fact in stated if value_day(fact) <= day}
    return any(value(known, "unit", unit, "organization", turn) == account for turn in turns)
