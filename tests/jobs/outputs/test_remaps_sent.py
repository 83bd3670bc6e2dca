"""What asks for a map to be drawn again reaches somebody: found in facts, raised, sent and digested, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from domain.log.store import Store
from jobs.alerting.job import look_everywhere
from jobs.alerting.looking import Policy
from projections.alert_reads import Wanted, listed
from projections.moments import moment_of
from tests.jobs.clocks import DAY, HOUR, SECOND
from tests.jobs.outputs.mailbox import Mailbox, mailbox
from tests.jobs.outputs.receiving import Receiver
from tests.jobs.outputs.world import World, worlds

RULES = {"opportunity_opened", "colleague_came", "action_blocked"}
BLOCKED = 'The action "Get Jane on board" with Jane <Roe> @channel at Acme is blocked: she is away.'
# The clock begins on this day at midnight; who looks after Acme has been there for long.
TODAY, LONG_AGO = "2026-05-27", "2026-01-01"
KNOWN: list[dict[str, Any]] = [
    *({"type": "person_introduced", "person": id, "name": id.title(), "ours": True} for id in ("ann", "cy")),
    {"type": "coverage_assigned", "person": "ann", "organization": "acme", "part": "lead", "effective": LONG_AGO},
    {"type": "action_planned", "action": "call", "organization": "acme", "person": "p-1", "owner": "cy",
     "objective": "Get Jane on board", "effective": LONG_AGO},
]  # fmt: skip
BEGINNING: list[dict[str, Any]] = [
    {"type": "opportunity_opened", "opportunity": "o", "organization": "acme", "name": "Renewal", "effective": TODAY},
    {"type": "coverage_assigned", "person": "cy", "organization": "acme", "part": "backup", "effective": TODAY},
    {"type": "action_changed", "action": "call", "blocked": "she is away", "effective": TODAY},
]


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as one:
        yield one


@pytest.fixture
def world(store: Store, receiver: Receiver, box: Mailbox) -> Iterator[World]:
    with worlds(store, receiver, smtp=box.smtp()) as one:
        one.tell(*KNOWN)
        look(one)
        yield one


def look(world: World) -> None:
    world.clock.advance(SECOND)
    look_everywhere(world.tenants, Policy(), 0, world.turn)
    world.relay()


def states(world: World) -> list[tuple[str, str, str]]:
    found = listed(world.tenant, moment_of(world.tenant.ledger), Wanted(), restricted=False)
    return [(alert["rule"], alert["account"], alert["state"]) for alert in found]


def test_they_are_sent_and_digested_and_what_took_them_back_is_too(
    world: World, receiver: Receiver, box: Mailbox
) -> None:
    """A sale that opens, a colleague who comes, an action that is blocked: corrected or withdrawn the day after."""
    world.connect(receiver.url())
    world.connect("ann@us.example", "mail", person="ann", digest_at="07:30")
    opened, came, blocked = world.tell(*BEGINNING)
    look(world)
    raised = {got.data["rule"]: got.data["alert"] for got in receiver.got}
    assert raised.keys() == RULES
    assert {got.json["type"] for got in receiver.got} == {"alert.raised"}

    world.clock.advance(DAY + 8 * HOUR)
    look(world)
    (mail,) = box.mails
    text = next(mail.iter_parts()).get_content()
    assert mail["Subject"] == f"Incumbent: 3 alerts on {TODAY}"
    assert BLOCKED in text
    assert "Who should act: Cy (owner), Ann (lead)" in text

    world.tell(
        {"type": "fact_withdrawn", "fact": opened, "reason": "a mistake"},
        {"type": "fact_corrected", "fact": came, "replacement": {"organization": "bolt"}},
        {"type": "fact_corrected", "fact": blocked, "replacement": {"blocked": None}},
    )
    look(world)
    gone = {got.data["rule"]: got.data["alert"] for got in receiver.got if got.json["type"] == "alert.retracted"}
    assert gone == raised
    assert sorted(states(world)) == [
        ("action_blocked", "acme", "retracted"),
        ("colleague_came", "acme", "retracted"),
        ("colleague_came", "bolt", "open"),
        ("opportunity_opened", "acme", "retracted"),
    ]

    world.clock.advance(DAY)
    look(world)
    text = next(box.mails[1].iter_parts()).get_content()
    assert "Retracted" in text
    assert "What to do" not in text.partition("Retracted")[2]
