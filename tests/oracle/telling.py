"""Tells facts in one line each, for worked examples."""

from datetime import date
from typing import Any

from tests.oracle.account import account_map
from tests.oracle.days import Fact
from tests.oracle.journal import recorded

UNSAID: Any = object()


class Story:
    """A journal under way. Acme is an account with the roles cfo and ceo; Ann, Bob and our Cy are known."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.today = "2024-01-01"
        self.tell("organization_registered", organization="acme", name="Acme")
        self.tell("account_opened", organization="acme")
        for role in ("cfo", "ceo"):
            self.tell("role_defined", None, role=role, organization="acme", title=role.upper())
        for person in ("ann", "bob"):
            self.tell("person_introduced", person=person, name=person.title())
        self.tell("person_introduced", person="cy", name="Cy", ours=True)

    def on(self, today: str) -> "Story":
        """From now on facts are recorded on this day."""
        self.today = today
        return self

    def tell(self, fact_type: str, effective: str | None = UNSAID, **fields: Any) -> str:
        said = {} if effective is UNSAID else {"effective": effective}
        fact = {"type": fact_type, "id": f"fact-{self.position + 1}"} | said | fields
        self.facts.append(recorded(fact, f"{self.today}T12:00:00.000000Z", self.position + 1))
        return str(fact["id"])

    @property
    def position(self) -> int:
        return len(self.facts)

    def took(self, person: str, effective: str | None, role: str = "cfo", **fields: Any) -> str:
        return self.tell("person_took_role", effective, person=person, role=role, **fields)

    def left(self, person: str, effective: str | None, role: str = "cfo", **fields: Any) -> str:
        return self.tell("person_left_role", effective, person=person, role=role, **fields)

    def correct(self, fact: str, **replacement: Any) -> str:
        return self.tell("fact_corrected", fact=fact, replacement=replacement)

    def withdraw(self, fact: str) -> str:
        return self.tell("fact_withdrawn", fact=fact, reason="never true")

    def map(self, day: str, position: int | None = None, account: str = "acme") -> dict[str, Any]:
        return account_map(
            self.facts, account, date.fromisoformat(day), self.position if position is None else position
        )

    def role(self, day: str, role: str = "cfo", position: int | None = None) -> dict[str, Any]:
        return next(each for each in self.map(day, position)["roles"] if each["id"] == role)

    def holders(self, day: str, position: int | None = None) -> list[str]:
        """Who holds the role of CFO."""
        return [holder["person"] for holder in self.role(day, "cfo", position)["holders"]]

    def holder(self, day: str, position: int | None = None) -> dict[str, Any]:
        (holder,) = self.role(day, "cfo", position)["holders"]
        return dict(holder)

    def findings(self, day: str, kind: str) -> list[dict[str, Any]]:
        return [finding for finding in self.map(day)["findings"] if finding["kind"] == kind]
