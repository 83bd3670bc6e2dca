"""Facts as they are sent, in one line each, and what a log then holds."""

from typing import Any

from domain.log.ledger import Ledger, Receipt, Terms
from domain.log.reading import read_after
from domain.standing import Recorded

Sent = dict[str, Any]
BY = Terms(by="tester")


def number(n: int) -> str:
    """A fact id of its own for each number."""
    return f"00000000-0000-4000-8000-{n:012d}"


def organization(named: str = "o", /, **values: Any) -> Sent:
    return {"type": "organization_registered", "organization": named, "name": "Acme", **values}


def role(named: str = "r", /, **values: Any) -> Sent:
    return {"type": "role_defined", "role": named, "organization": "o", "title": "Head", **values}


def person(named: str = "p", /, **values: Any) -> Sent:
    return {"type": "person_introduced", "person": named, "name": f"Name of {named}", **values}


def took(person: str = "p", role: str = "r", **values: Any) -> Sent:
    return {"type": "person_took_role", "person": person, "role": role, "effective": "2020-01-01", **values}


def left(person: str = "p", role: str = "r", **values: Any) -> Sent:
    return {"type": "person_left_role", "person": person, "role": role, "effective": "2021-01-01", **values}


def described(person: str = "p", **values: Any) -> Sent:
    return {"type": "person_described", "person": person, "opinions": "thinks", **values}


def correction(of: str, **replacement: Any) -> Sent:
    return {"type": "fact_corrected", "fact": of, "replacement": replacement}


def withdrawal(of: str, **values: Any) -> Sent:
    return {"type": "fact_withdrawn", "fact": of, **values}


def erased(person: str = "p", **values: Any) -> Sent:
    return {"type": "person_erased", "person": person, **values}


def world() -> list[Sent]:
    return [organization(), role(), role("s"), person(), person("q")]


def record(ledger: Ledger, *sent: Sent, terms: Terms = BY) -> list[Receipt]:
    return ledger.record(sent, terms)


def all_of(ledger: Ledger) -> list[Recorded]:
    """Everything in the log, in its order."""
    with ledger.store.reading(ledger.workspace.id) as connection:
        return read_after(connection, ledger.keys, 0, 10_000)


def one_of(ledger: Ledger, id: str) -> Recorded:
    return next(recorded for recorded in all_of(ledger) if recorded.fact.id == id)


def again(ledger: Ledger) -> Ledger:
    """The same log after a restart."""
    return Ledger(ledger.store, ledger.workspace, ledger.keys.root, ledger.erasures, ledger.clock)


def lost(ledger: Ledger, n: int) -> tuple[str, ...]:
    """The fields of fact number so and so that nobody can read any more, now and after a restart."""
    found = one_of(ledger, number(n)).erased
    assert one_of(again(ledger), number(n)).erased == found
    return found
