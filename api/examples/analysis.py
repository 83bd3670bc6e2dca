"""Values that make each read of what follows from the facts a worked example."""

from __future__ import annotations

from typing import Any

_DAY = {"as_of": "2026-06-30"}

OF_ANALYSIS: dict[str, dict[str, Any]] = {
    "account_analysis": {"id": "acme", **_DAY, "why": True},
    "account_what_if": {
        "id": "acme",
        "body": {
            "if the head of finance left": {
                "value": {
                    "as_of": "2026-06-30",
                    "why": True,
                    "facts": [
                        {"type": "person_left_role", "person": "p-7k2m", "role": "r-cfo", "effective": "2026-06-01"}
                    ],
                }
            }
        },
    },
    "account_handover": {"id": "acme", **_DAY, "since": "2026-01-01"},
    "account_plan": {"id": "acme", **_DAY, "since": "2026-01-01"},
    "account_remaps": {"id": "acme", **_DAY, "since": "2020-01-01"},
    "list_remaps": {**_DAY, "since": "2020-01-01"},
    "account_trend": {"id": "acme", **_DAY, "since": "2025-12-31", "every": "quarter"},
    "person_trend": {"id": "p-7k2m", **_DAY, "since": "2026-01-01", "property": "power"},
    "opportunity_trend": {"id": "o-1", "since": "2026-01-01"},
    "opportunity_analysis": {"id": "o-1", **_DAY, "why": True},
    "list_portfolio": {**_DAY, "since": "-365d", "every": "quarter", "status": "open"},
    "search": {"q": "roe", **_DAY, "why": True},
}
