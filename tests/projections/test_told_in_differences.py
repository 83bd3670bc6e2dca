"""Every type of fact is told in the difference of an account, or there is a reason why not."""

import re
from typing import Any

from domain.facts import REGISTRY
from projections.diffs import diff
from projections.tenants import Tenants
from tests.projections.told import Story, clause

Json = dict[str, Any]
BEFORE, DAY, AFTER = "2024-02-15", "2024-03-01", "2024-03-15"

# What has to be there before a fact of a type can change anything.
EARLIER: list[Json] = [
    {"type": "organization_registered", "organization": "beta", "name": "Beta"},
    {"type": "unit_defined", "unit": "finance", "organization": "acme", "name": "Finance"},
    {"type": "role_defined", "role": "clerk", "organization": "acme", "title": "Clerk"},
    {"type": "opportunity_opened", "opportunity": "sale", "organization": "acme", "name": "Renewal"},
    {"type": "person_took_role", "person": "ann", "role": "cfo"},
    {"type": "buying_role_assigned", "person": "ann", "opportunity": "sale", "buying_role": "decider"},
]
PLANNED: Json = {
    "type": "action_planned",
    "action": "visit",
    "organization": "acme",
    "objective": "Visit the plant",
}
# By type of what ends, changes or takes back: the facts before it.
FOLLOWING: dict[str, Json] = {
    "account_opened": {"type": "account_closed", "organization": "acme"},
    "organizations_unrelated": {
        "type": "organizations_related", "organization": "acme", "other": "beta", "relation": "supplier",
    },
    "person_left_role": {"type": "person_took_role", "person": "bob", "role": "clerk"},
    "link_ended": {"type": "link_rated", "person": "ann", "other": "cy", "kind": "advice", "tone": 1},
    "buying_role_ended": {
        "type": "buying_role_assigned", "person": "ann", "opportunity": "sale", "buying_role": "user",
    },
    "coverage_ended": {"type": "coverage_assigned", "person": "cy", "organization": "acme", "part": "lead"},
    "contact_rule_ended": {"type": "contact_rule_set", "other": "ann", "through": "cy", "reason": "As agreed"},
    "team_role_ended": {
        "type": "team_role_played", "person": "cy", "organization": "acme", "team_role": "innovator",
    },
    "action_changed": PLANNED,
    "action_done": PLANNED,
}  # fmt: skip
TOLD: dict[str, tuple[Json, str]] = {
    "organization_registered": (
        {"organization": "acme", "name": "Acme SA"}, "Acme is called Acme SA.",
    ),
    "organization_described": (
        {"organization": "acme", "size": "900 people"}, "The size of Acme is 900 people.",
    ),
    "organizations_related": (
        {"organization": "acme", "other": "beta", "relation": "competitor"},
        "Beta is competitor of Acme since 2024-03-01.",
    ),
    "organizations_unrelated": (
        {"organization": "acme", "other": "beta", "relation": "supplier"},
        "Beta is no longer supplier of Acme, as ended on 2024-03-01.",
    ),
    "organization_restructured": (
        {"originals": ["acme"], "results": ["beta"], "kind": "takeover"},
        "Acme became Beta by takeover on 2024-03-01.",
    ),
    "organization_closed": ({"organization": "acme"}, "Acme was closed."),
    "account_opened": ({"organization": "acme"}, "Acme is open as an account."),
    "account_closed": ({"organization": "acme"}, "Acme is closed as an account."),
    "account_assessed": ({"organization": "acme", "goals": "Two plants"}, "The goals of Acme are Two plants."),
    "unit_defined": (
        {"unit": "legal", "organization": "acme", "name": "Legal"}, "The unit Legal was created on 2024-03-01.",
    ),
    "unit_restructured": ({"unit": "finance", "name": "Treasury"}, "Finance is called Treasury."),
    "unit_closed": ({"unit": "finance"}, "The unit Finance was closed."),
    "culture_assessed": (
        {"organization": "acme", "mix": {"collaborative": 1}},
        "The culture of Acme is assessed by me as 100% collaborative.",
    ),
    "role_defined": (
        {"role": "cto", "organization": "acme", "title": "CTO"}, "The role CTO was created on 2024-03-01.",
    ),
    "role_restructured": ({"role": "clerk", "reports_to": "cfo"}, "Clerk reports to CFO."),
    "role_closed": ({"role": "clerk"}, "The role Clerk was closed."),
    "person_introduced": ({"person": "ann", "name": "Anna"}, "Ann is called Anna."),
    "person_described": ({"person": "ann", "name": "Anna"}, "Ann is called Anna."),
    "person_took_role": ({"person": "bob", "role": "ceo"}, "Bob became CEO on 2024-03-01."),
    "person_left_role": ({"person": "bob", "role": "clerk"}, "Bob left as Clerk on 2024-03-01."),
    "power_assessed": (
        {"person": "ann", "role": "cfo", "power": 7, "by": "cy"},
        "The power of Ann as CFO is assessed by Cy at 7.",
    ),
    "job_crafted": (
        {"person": "ann", "role": "cfo", "criteria": "Price", "by": "cy"},
        "Cy says of Ann as CFO: criteria Price.",
    ),
    "link_rated": (
        {"person": "ann", "other": "bob", "kind": "advice", "tone": 1},
        "There is now a link between Ann and Bob (asks for advice): tone 1 (good).",
    ),
    "link_ended": (
        {"person": "ann", "other": "cy"}, "There is no longer a link between Ann and Cy (asks for advice).",
    ),
    "interaction_recorded": (
        {"interaction": "lunch", "people": ["ann", "cy"], "channel": "lunch", "topic": "The renewal"},
        "Ann and Cy met on 2024-03-01 (lunch): The renewal.",
    ),
    "coverage_assigned": (
        {"person": "cy", "other": "ann", "part": "lead"}, "Cy covers Ann (lead) since 2024-03-01.",
    ),
    "coverage_ended": (
        {"person": "cy", "organization": "acme", "part": "lead"},
        "Cy no longer covers Acme (lead), as ended on 2024-03-01.",
    ),
    "contact_rule_set": (
        {"other": "ann", "through": "cy", "exclusive": True, "reason": "As agreed"},
        "Ann is to be addressed through Cy and nobody else since 2024-03-01: As agreed.",
    ),
    "contact_rule_ended": (
        {"other": "ann", "through": "cy"},
        "Ann is no longer to be addressed through Cy, as ended on 2024-03-01.",
    ),
    "opportunity_opened": (
        {"opportunity": "new", "organization": "acme", "name": "Pumps"},
        'The opportunity "Pumps" was opened on 2024-03-01.',
    ),
    "opportunity_changed": ({"opportunity": "sale", "stage": "offer"}, 'The stage of "Renewal" is offer.'),
    "opportunity_closed": ({"opportunity": "sale", "outcome": "won"}, '"Renewal" was won.'),
    "buying_role_assigned": (
        {"person": "bob", "opportunity": "sale", "buying_role": "user"},
        'Bob became user in "Renewal" on 2024-03-01.',
    ),
    "buying_role_ended": (
        {"person": "ann", "opportunity": "sale", "buying_role": "user"},
        'Ann is no longer user in "Renewal".',
    ),
    "attitude_changed": (
        {"person": "ann", "opportunity": "sale", "attitude": 1, "by": "cy"},
        'The attitude of Ann to "Renewal" is assessed by Cy at 1 (rather for).',
    ),
    "team_role_played": (
        {"person": "cy", "organization": "acme", "team_role": "innovator", "degree": 7},
        "Cy plays innovator in our team at Acme since 2024-03-01, to a degree of 7.",
    ),
    "team_role_ended": (
        {"person": "cy", "organization": "acme", "team_role": "innovator"},
        "Cy no longer plays innovator in our team at Acme, as ended on 2024-03-01.",
    ),
    "action_planned": (
        {"action": "call", "organization": "acme", "objective": "Call Ann", "owner": "cy", "due": "2024-04-01"},
        'The action "Call Ann" was planned on 2024-03-01 for Cy, due on 2024-04-01.',
    ),
    "action_changed": (
        {"action": "visit", "blocked": "No date"}, '"Visit the plant" is blocked: No date.',
    ),
    "action_done": (
        {"action": "visit", "observed": "They listened."},
        'The action "Visit the plant" was done on 2024-03-01: They listened.',
    ),
}  # fmt: skip
AMENDING = "counted by what it amends: see the tests of corrections, withdrawals, erasures and merged records"
OF_NOMINATIONS = "a report: once accepted it is told by the facts it became"
OF_ALERTS = "the life of an alert is told by the alert: it is about a change, and is none"
UNTOLD: dict[str, str] = {
    "alias_recorded": "another spelling finds a subject, and changes nothing of it",
    "note_added": "a text about a subject, told on its timeline",
    "vocabulary_set": "the words of the workspace, not of an account",
    **dict.fromkeys((name for name in REGISTRY if name.startswith("nomination_")), OF_NOMINATIONS),
    **dict.fromkeys((name for name in REGISTRY if name.startswith("alert_")), OF_ALERTS),
    **dict.fromkeys(
        (
            "fact_corrected", "fact_withdrawn", "value_erased", "person_erased", "person_records_merged",
            "person_records_unmerged", "organization_records_merged", "organization_records_unmerged",
        ),
        AMENDING,
    ),
}  # fmt: skip


def test_every_type_is_told_or_has_a_reason_not_to_be() -> None:
    assert TOLD.keys() | UNTOLD.keys() == REGISTRY.keys()
    assert not TOLD.keys() & UNTOLD.keys()


def told_of(story: Story, fact_type: str) -> tuple[str, list[Json]]:
    """The id of a fact of that type, and the changes that it makes."""
    fields, _ = TOLD[fact_type]
    for earlier in (*EARLIER, *([FOLLOWING[fact_type]] if fact_type in FOLLOWING else ())):
        story.tell(earlier["type"], "2024-01-10", **{name: said for name, said in earlier.items() if name != "type"})
    told = story.tell(fact_type, DAY, **fields)
    return told, diff(story.tenant, "acme", story.at(BEFORE), story.at(AFTER), True)


# What happens forwards only.
EVENT = re.compile(r"no longer|\bnow\b|\b(?:came|left|was (?:opened|created|planned))\b|is new")


def test_a_fact_of_every_type_is_told_in_a_sentence_that_names_its_source(tenants: Tenants) -> None:
    for fact_type, (_, sentence) in TOLD.items():
        story = Story(tenants.make(f"story of {fact_type}"))
        told, changes = told_of(story, fact_type)
        sentences = [clause(one) for one in changes]
        assert sentence in sentences
        change = changes[sentences.index(sentence)]
        assert change["facts"] == [told]
        assert change["sentence"] == f"{sentence[:-1]} (source: me)."
        back = [clause(one) for one in diff(story.tenant, "acme", story.at(AFTER), story.at(BEFORE), True)]
        assert all(one.startswith("Looking back, ") and not EVENT.search(one) for one in back)
