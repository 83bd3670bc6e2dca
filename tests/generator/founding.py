"""What is recorded of the world before anything random happens to it."""

from typing import Any

from tests.generator.fields import FIELDS
from tests.generator.world import ACCOUNTS, Fact, World

CREATES = {
    "organization": "organization_registered",
    "unit": "unit_defined",
    "role": "role_defined",
    "person": "person_introduced",
    "opportunity": "opportunity_opened",
    "nomination": "nomination_reported",
    "alert": "alert_raised",
}
OLD = (None, "2023", "2023-06-01", "[..2024-02]", "2024-01-15", "2024-02-10")


def founding(world: World) -> list[Fact]:
    subjects = [(kind, subject) for kind in CREATES for subject in world.defined[kind]]
    accounts = [created(world, "account_opened", organization=account) for account in ACCOUNTS]
    return [definition(world, kind, subject) for kind, subject in subjects] + accounts


def definition(world: World, kind: str, subject: str) -> Fact:
    """A first definition is confirmed, so that nothing is about nobody."""
    ours = {"ours": True} if subject.startswith("c-") else {}
    return created(world, CREATES[kind], **{kind: subject}, **ours)


def created(world: World, fact_type: str, **given: Any) -> Fact:
    envelope = {"type": fact_type, "id": world.chance.fact_id(), "effective": world.chance.one_of(OLD)}
    return envelope | FIELDS[fact_type](world) | given
