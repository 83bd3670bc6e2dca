"""Examples of our side: coverage, the team, actions and interactions; told after what worked.py begins with."""

from __future__ import annotations

from typing import Any

OUR_STORY: list[dict[str, Any]] = [
    {"type": "person_introduced", "person": "p-ours", "name": "Cy Hart", "ours": True},
    {"type": "coverage_assigned", "effective": "2025-01", "person": "p-ours", "organization": "acme", "part": "lead"},
    {
        "type": "contact_rule_set",
        "effective": "2026-03-01",
        "other": "p-7k2m",
        "through": "p-ours",
        "exclusive": True,
        "reason": "asked for one voice",
    },
    {"type": "team_role_played", "effective": "2025-01", "person": "p-ours", "organization": "acme",
      "team_role": "relationship_lead", "degree": 8, "fit": "knows the house"},
    {"type": "link_rated", "effective": "2026-03", "person": "p-ours", "other": "p-7k2m", "kind": "business",
      "tone": 0, "strength": 2, "desired": 7, "purpose": "to be asked first"},
    {"type": "action_planned", "effective": "2026-04-01", "action": "act-1", "organization": "acme",
      "opportunity": "o-1", "person": "p-7k2m", "owner": "p-ours", "due": "2026-05", "objective": "Win the CFO's ear",
      "expected": "she asks us before she decides"},
    {"type": "interaction_recorded", "effective": "2026-05-12", "interaction": "i-1", "people": ["p-ours", "p-7k2m"],
      "channel": "meeting", "opportunity": "o-1", "topic": "terms of the renewal"},
    {"type": "action_done", "effective": "2026-05-12", "action": "act-1", "observed": "she asked for a second talk",
      "mentions": ["p-7k2m"]},
    {"type": "link_rated", "effective": "2026-05-20", "person": "p-ours", "other": "p-7k2m", "kind": "business",
      "tone": 1, "strength": 4},
    {"type": "action_planned", "effective": "2026-06-01", "action": "act-2", "organization": "acme",
      "owner": "p-ours", "due": "2026-07-03", "objective": "Map the new team in Finance"},
]  # fmt: skip

_DAY = {"as_of": "2026-06-30"}

# Of the operations of coverage.py and our_side.py, and of the words that presets give.
OF_OUR_SIDE: dict[str, dict[str, Any]] = {
    "account_coverage": {"id": "acme", **_DAY},
    "account_team": {"id": "acme", **_DAY},
    "account_actions": {"id": "acme", "state": ["due", "done"], "soon": 14, **_DAY},
    "account_interactions": {"id": "acme", "days": 90, "limit": 20, **_DAY},
    "list_vocabularies": _DAY,
    "take_preset": {
        "name": "strategic_selling",
        "body": {"from a day on": {"value": {"since": "2027-01-01"}}, "from today on": {"value": {}}},
    },
    "person_interactions": {"id": "p-7k2m", "days": 90, "limit": 20, **_DAY},
}
