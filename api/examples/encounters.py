"""Examples of encounters: told of people of the story of worked.py."""

from __future__ import annotations

from typing import Any

_DAY = {"as_of": "2026-06-30"}

OF_ENCOUNTERS: dict[str, dict[str, Any]] = {
    "account_met": {"id": "acme", "with": "ours", "why": True, "limit": 20, **_DAY},
    "person_met": {"id": "p-7k2m", "with": "all", "why": True, "limit": 20, **_DAY},
    "fit_for_person": {"id": "p-7k2m", "parameters": '{"link": 5}', "why": True, "limit": 10, **_DAY},
    "fit_for_account": {"id": "acme", "parameters": '{"enough": 2}', "why": True, "limit": 10, **_DAY},
    "similar_people": {"id": "p-7k2m", "least": 0.5, "why": True, "limit": 10, **_DAY},
    "list_opinion_leaders": {"strength": 5, "tone": 1, "places": 2, "power": 8, "why": True, "limit": 10, **_DAY},
    "list_friends": {"strength": 5, "tone": 1, "now": "acme", "since": "-365d", "why": True, "limit": 20, **_DAY},
}
