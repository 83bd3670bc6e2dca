"""What exists on a day: organizations, accounts, units, roles and opportunities begin and end like tenures."""

from tests.oracle.days import value_day
from tests.oracle.periods import Line, line
from tests.oracle.standing import Known
from tests.oracle.values import history, value

BEGUN_AND_ENDED = {
    "organization": ("organization", "organization_registered", "organization_closed"),
    "account": ("organization", "account_opened", "account_closed"),
    "unit": ("unit", "unit_defined", "unit_closed"),
    "role": ("role", "role_defined", "role_closed"),
    "opportunity": ("opportunity", "opportunity_opened", "opportunity_closed"),
}


def life(known: Known, kind: str, subject: str) -> Line:
    field, begin, end = BEGUN_AND_ENDED[kind]
    begins = [fact for fact in known.of(begin) if fact[field] == subject]
    return line(begins, [fact for fact in known.of(end) if fact[field] == subject])


def exists(known: Known, kind: str, subject: str, day: int) -> bool:
    return bool(life(known, kind, subject).running(day))


def existed_before(known: Known, kind: str, subject: str, day: int) -> bool:
    return any(period.held and period.end_day <= day for period in life(known, kind, subject).periods)


def defined(known: Known, kind: str) -> list[str]:
    """Every subject of the kind that some deciding fact creates."""
    field, begin, _ = BEGUN_AND_ENDED[kind]
    return sorted({fact[field] for fact in known.of(begin)})


def organization_of_role(known: Known, role: str, day: int) -> str | None:
    """A role in a unit belongs to the unit's organization that day, any other to its own."""
    unit = value(known, "role", role, "unit", day)
    of_unit = value(known, "unit", unit, "organization", day) if unit else None
    own: str | None = value(known, "role", role, "organization", day)
    return of_unit or own


def home_of_role(known: Known, role: str, day: int) -> str | None:
    """Before its life a role is counted to the organization it is first known in."""
    statements = history(known, "role", role)
    return organization_of_role(known, role, max(day, value_day(statements[0]))) if statements else None


def roles_on_map(known: Known, account: str, day: int) -> list[str]:
    return [
        role
        for role in defined(known, "role")
        if exists(known, "role", role, day) and organization_of_role(known, role, day) == account
    ]


def units_on_map(known: Known, account: str, day: int) -> list[str]:
    return [
        unit
        for unit in defined(known, "unit")
        if exists(known, "unit", unit, day) and value(known, "unit", unit, "organization", day) == account
    ]
