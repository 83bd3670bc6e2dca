"""One worked example of every operation; a test sends them all, in this order."""

from __future__ import annotations

from typing import Any

from .analysis import OF_ANALYSIS
from .encounters import OF_ENCOUNTERS
from .our_side import OF_OUR_SIDE, OUR_STORY
from .pictures import OF_PICTURES

TOOK = "01980c2e-8c1f-7d3a-b1b2-6f2d1c0a9e01"

STORY: list[dict[str, Any]] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme SA", "country": "CH"},
    {"type": "account_opened", "organization": "acme"},
    {"type": "unit_defined", "unit": "u-fin", "organization": "acme", "name": "Finance"},
    {"type": "role_defined", "role": "r-ceo", "organization": "acme", "title": "Chief Executive", "effective": "2015"},
    {
        "type": "role_defined",
        "role": "r-cfo",
        "organization": "acme",
        "unit": "u-fin",
        "title": "Chief Financial Officer",
        "reports_to": "r-ceo",
        "effective": "2015",
    },
    {"type": "person_introduced", "person": "p-7k2m", "name": "Jane Roe"},
    {"type": "person_introduced", "person": "p-9x4c", "name": "Ada Poe"},
    {"type": "person_took_role", "effective": "2020-09", "person": "p-9x4c", "role": "r-cfo"},
    {"type": "person_left_role", "effective": "2026-03-01", "person": "p-9x4c", "role": "r-cfo", "reason": "retired"},
    {
        "type": "person_took_role",
        "id": TOOK,
        "effective": "2026-03-01",
        "source": {"kind": "document", "note": "press release"},
        "person": "p-7k2m",
        "role": "r-cfo",
    },
    {"type": "power_assessed", "person": "p-7k2m", "role": "r-cfo", "power": 7, "effective": "2026-04"},
    {"type": "job_crafted", "person": "p-7k2m", "role": "r-cfo", "criteria": "Cost over time", "effective": "2026-04"},
    {"type": "link_rated", "person": "p-7k2m", "other": "p-9x4c", "kind": "advice", "tone": 2, "strength": 6},
    {
        "type": "opportunity_opened",
        "effective": "2026-02",
        "opportunity": "o-1",
        "organization": "acme",
        "name": "Treasury renewal",
    },
    {"type": "buying_role_assigned", "person": "p-7k2m", "opportunity": "o-1", "buying_role": "decider"},
    {"type": "attitude_changed", "person": "p-7k2m", "opportunity": "o-1", "attitude": 1, "reason": "asked for terms"},
]
STORY += OUR_STORY
STORY += [
    {"type": "organization_registered", "organization": "helvetia", "name": "Helvetia Cables"},
    {"type": "organizations_related", "organization": "acme", "other": "helvetia", "relation": "supplier"},
    {
        "type": "organization_restructured",
        "effective": "2026-01-01",
        "originals": ["helvetia"],
        "results": ["acme"],
        "kind": "takeover",
    },
    {
        "type": "culture_assessed",
        "effective": "2025",
        "organization": "acme",
        "mix": {"bureaucratic": 3, "collaborative": 1},
        "national": "Swiss: consensus before the meeting",
        "by": "p-ours",
    },
    {
        "type": "vocabulary_set",
        "effective": None,
        "vocabulary": "level",
        "terms": [
            {"term": "executive", "label": "Executive", "rank": 3},
            {"term": "senior", "label": "Senior management", "rank": 2},
            {"term": "staff", "label": "Staff", "means": "professional", "rank": 1},
        ],
    },
]

ANNOUNCED = {
    "feed": "press",
    "person_name": "Ada Poe",
    "organization_name": "Acme",
    "role_title": "Chief Executive",
    "kind": "promoted",
    "starts": "2026-09-01",
    "excerpt": "Acme names Ada Poe as Chief Executive from 1 September.",
}
STORY += [
    {"type": "nomination_reported", "nomination": f"n-{number}", "entry": f"item-{number}", **ANNOUNCED}
    for number in (1, 2, 3, 4)
]
STORY += [
    {"type": "person_introduced", "person": "p-3h8t", "name": "Jane Roe"},
    {"type": "person_records_merged", "kept": "p-7k2m", "duplicate": "p-3h8t"},
    {"type": "alert_raised", "alert": "a-1", "rule": "champion_left", "account": "acme", "person": "p-7k2m",
      "role": "r-cfo", "day": "2026-03-01", "starts": "2026-03-01", "severity": "high"},
    {"type": "person_introduced", "person": "p-2c8d", "name": "Cy Doe", "ours": True},
]  # fmt: skip
STORY += [{"type": "nomination_rejected", "nomination": "n-3", "reason": "old news"}]

_DAY = {"as_of": "2026-06-30"}

# By operation: parameters by name, and `body` with the examples of the request's body by name.
EXAMPLES: dict[str, dict[str, Any]] = {
    "record_facts": {
        "body": {
            "one fact": {"value": STORY[0] | {"organization": "bolt", "name": "Bolt AG"}},
            "a list": {"value": STORY},
            "a batch": {
                "value": {
                    "facts": [{"type": "note_added", "about": {"organization": "acme"}, "text": "Prefers mail."}],
                    "expected": {"acme": 100},
                }
            },
        },
    },
    "list_facts": {"account": "acme", "limit": 20},
    "stream_facts": {"after": 0},
    "one_fact": {"id": TOOK},
    "list_accounts": _DAY,
    "account_map": {"id": "acme", **_DAY, "known_at": "2099-11-22T09:00:00Z"},
    **{
        f"account_map_{name}": {"id": "acme", "opportunity": "o-1", **_DAY}
        for name in ("dot", "mmd", "graphml", "csv", "links_csv")
    },
    "account_diff": {"id": "acme", "from": "2026-01-01", "to": "2026-06-30"},
    "account_timeline": {"id": "acme", **_DAY},
    **OF_OUR_SIDE,
    **OF_ENCOUNTERS,
    **OF_ANALYSIS,
    **OF_PICTURES,
    "one_organization": {"id": "acme", "why": True, **_DAY},
    "one_person": {"id": "p-7k2m", **_DAY, "why": True},
    "person_career": {"id": "p-7k2m", **_DAY},
    **{f"person_career_{name}": {"id": "p-7k2m", **_DAY} for name in ("svg", "png", "pdf")},
    **{f"role_holders_{name}": {"id": "r-cfo", **_DAY} for name in ("svg", "png", "pdf")},
    **{f"move_chains_{name}": {"account": "acme", "since": "2026-01-01", **_DAY} for name in ("svg", "png", "pdf")},
    "person_links": {"id": "p-7k2m", **_DAY},
    "person_export": {"id": "p-7k2m"},
    "list_moves": {"account": "acme", "since": "2026-01-01", **_DAY},
    "move_chains": {"account": "acme", "since": "2026-01-01", "window": 92, **_DAY},
    "account_questionnaires": {"id": "acme", "since": "2026-01-01", **_DAY},
    "one_role": {"id": "r-cfo", **_DAY, "why": True},
    "role_holders": {"id": "r-cfo", **_DAY},
    "list_key_moments": {"account": "acme", "since": "2026-01-01", "rule": "decider_arrived", **_DAY},
    "set_rule": {
        "id": "long_vacancy",
        "body": {
            "shorter, and for more posts": {"value": {"parameters": {"days": 30, "at_least": "manager"}}},
            "off": {"value": {"on": False}},
        },
    },
    "replay_rule": {"id": "decider_arrived", "body": {"since spring": {"value": {"since": "2026-03-01"}}}},
    "one_opportunity": {"id": "o-1", **_DAY},
    "report_nominations": {
        "body": {
            "an entry of a feed": {"value": {**ANNOUNCED, "entry": "item-9", "announced": "2026-06-12"}},
            "a mail, still to be read": {
                "value": {"url": "mid:77@mail.example", "text": "Thrilled to join the team in May!"}
            },
            "a list": {"value": [{**ANNOUNCED, "entry": item} for item in ("item-9", "item-10")]},
        }
    },
    "list_nominations": {"state": "new", "limit": 20},
    "one_nomination": {"id": "n-1"},
    "accept_nomination": {
        "id": "n-1",
        "body": {"somebody new in a role that is known": {"value": {"person": "create", "role": "r-ceo"}}},
    },
    "reject_nomination": {"id": "n-2", "body": {"with a reason": {"value": {"reason": "another company"}}}},
    "undo_nomination": {"id": "n-3", "body": {"with a reason": {"value": {"reason": "rejected by mistake"}}}},
    "withdraw_nomination": {"id": "n-4", "body": {"with a reason": {"value": {"reason": "the wire retracts it"}}}},
    "list_alerts": {"state": "open", "account": "acme", "severity": "medium", "limit": 20},
    "alert_digest": {"person": "p-2c8d", "day": "today"},
    "one_alert": {"id": "a-1"},
    "comment_alert": {"id": "a-1", "body": {"a text": {"value": {"text": "I call her on Monday."}}}},
    "assign_alert": {
        "id": "a-1",
        "body": {
            "to a colleague": {"value": {"person": "p-2c8d"}},
            "to nobody in particular": {"value": {"person": None}},
        },
    },
    "snooze_alert": {"id": "a-1", "body": {"for a week": {"value": {"until": "+7d"}}}},
    "acknowledge_alert": {"id": "a-1", "body": {"by the colleague who did": {"value": {"by": "p-2c8d"}}}},
    "stream_alerts": {"severity": "high", "after": 0},
    "alerts_atom": {"severity": "medium", "limit": 20},
    "match_announcement": {
        "person": "Ms J. Roe",
        "organization": "ACME Société Anonyme",
        "role": "CFO",
        "on": "2026-03-01",
        "kind": "joined",
    },
    "connect_feed": {
        "body": {
            "press releases": {
                "value": {
                    "id": "press",
                    "name": "Press releases",
                    "kind": "rss",
                    "url": "https://news.example.com/people.xml",
                    "options": {"unread": "skip"},
                }
            },
            "a provider's nominations": {
                "value": {
                    "id": "provider",
                    "name": "Nominations",
                    "kind": "json-feed",
                    "url": "https://provider.example.com/moves.json",
                    "every_minutes": 15,
                    "accepts": True,
                    "introduces": ["person"],
                    "options": {
                        "within": "_move",
                        "fields": {"person_name": "who", "role_title": "post", "kind": "what", "starts": "when"},
                        "kinds": {"appointment": "joined", "departure": "left"},
                    },
                }
            },
        }
    },
    "list_watches": {"by": "p-ours"},
    "watch": {
        "body": {
            "a level": {"value": {"id": "directors", "level": "director", "note": "anywhere"}},
            "an account": {"value": {"account": "acme", "by": "p-ours", "note": "renewal in autumn"}},
            "a person": {"value": {"person": "p-9x4c", "by": "p-ours"}},
            "a role": {"value": {"role": "r-cfo", "by": "p-ours"}},
        }
    },
    "unwatch": {"id": "directors"},
    "one_feed": {"id": "press"},
    "feed_runs": {"id": "press", "limit": 20},
    "feed_announcements": {"id": "press", "limit": 20},
    "pull_feed": {"id": "press"},
    "reread_feed": {"id": "press"},
    "rematch_feed": {"id": "press", "dry_run": True},
    "change_feed": {"id": "press", "body": {"more often": {"value": {"every_minutes": 30, "state": "active"}}}},
    "remove_feed": {"id": "press"},
    "change_settings": {
        "body": {
            "more careful, in London": {"value": {"accept_from": 0.98, "time_zone": "Europe/London"}},
            "as usual again": {"value": {"accept_from": None, "time_zone": None}},
            "attitudes fade sooner": {"value": {"half_lives": {"attitude": 90, "link": None}}},
        }
    },
    "connect_webhook": {
        "body": {
            "a program": {
                "value": {
                    "id": "crm",
                    "url": "https://crm.example.com/hooks/incumbent",
                    "types": ["alert.raised", "alert.revised", "alert.retracted"],
                    "severity": "medium",
                }
            },
            "a chat": {
                "value": {
                    "id": "chat",
                    "kind": "chat",
                    "url": "https://chat.example.com/services/T0/B0/secret",
                    "names": True,
                }
            },
        }
    },
    "webhook_deliveries": {"id": "crm", "state": "dead", "limit": 20},
    "replay_webhook": {"id": "crm", "body": {"all that are dead or held": {"value": {}}}},
    "try_webhook": {"id": "crm"},
    "rotate_secret": {"id": "crm"},
    "one_webhook": {"id": "crm"},
    "change_webhook": {"id": "crm", "body": {"paused": {"value": {"state": "paused", "severity": "high"}}}},
    "remove_webhook": {"id": "crm"},
    "subscribe_by_mail": {
        "body": {"grave alerts at once": {"value": {"id": "boss", "to": "boss@example.com", "severity": "high"}}}
    },
    "mail_deliveries": {"id": "boss", "limit": 20},
    "replay_mails": {"id": "boss", "body": {"all that are dead or held": {"value": {}}}},
    "try_mail": {"id": "boss"},
    "one_mail_subscription": {"id": "boss"},
    "change_mail_subscription": {"id": "boss", "body": {"only the gravest": {"value": {"severity": "critical"}}}},
    "end_mail_subscription": {"id": "boss"},
    "make_key": {"body": {"for an importer": {"value": {"scopes": ["write"], "label": "nightly import"}}}},
    "revoke_key": {"id": "0123456789ab"},
    "erase_person": {"id": "p-9x4c", "body": {"as requested": {"value": {"request": "DSR-2026-17"}}}},
}
