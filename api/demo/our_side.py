"""Our own side of the story: who covers whom, which roles we play, what we set out to do, whom we met."""

from __future__ import annotations

from .company import CUSTOMER
from .sales import DOWNTIME, PLAN
from .telling import Line, fact, learned, link, press, someone, took

_REVIEW = someone("Account review")
_FORMER = "torrvale"  # where an old friend comes from


def _covers(person: str, part: str, since: str, **whom: str) -> Line:
    return fact("coverage_assigned", since, person=person, part=part, **whom)


def _plays(person: str, team_role: str, since: str, degree: int) -> Line:
    return fact("team_role_played", since, person=person, organization=CUSTOMER, team_role=team_role, degree=degree)


def _culture(by: str, on: str, mix: dict[str, float], **whom: str) -> Line:
    return fact("culture_assessed", on, **whom, mix=mix, by=by)


def _crafted(by: str, on: str, person: str, role: str, **said: str) -> Line:
    return fact("job_crafted", on, person=person, role=role, by=by, **said)


def _planned(action: str, on: str, objective: str, owner: str, person: str, due: str, **more: object) -> Line:
    whom = {"organization": CUSTOMER, "owner": owner, "person": person, "due": due}
    return fact("action_planned", on, action=action, objective=objective, **whom, **more)


def _met(interaction: str, day: str, channel: str, people: list[str], topic: str, **more: str) -> Line:
    return fact(
        "interaction_recorded", day, interaction=interaction, people=people, channel=channel, topic=topic, **more
    )


_TEAM: list[Line] = learned(
    "2024-02-20 09:00",
    _covers("trevidy", "lead", "2023-11-06", organization=CUSTOMER),
    _covers("pellizzari", "sponsor", "2023-11-06", organization=CUSTOMER),
    _covers("wickstrom", "covers", "2023-11-29", unit="u-ops"),
    _covers("norlund", "backup", "2024-02-01", unit="u-ops"),
    _covers("devaney", "covers", "2023-11-23", unit="u-proc"),
    _plays("trevidy", "relationship_lead", "2023-11-06", 8),
    _plays("trevidy", "results_driver", "2023-11-06", 6),
    _plays("wickstrom", "technical_expert", "2023-11-29", 9),
    _plays("norlund", "project_manager", "2024-02-01", 7),
    fact(
        "contact_rule_set",
        "2024-02-13",
        other="oldekamp",
        through="pellizzari",
        exclusive=True,
        reason="The board is spoken to by our managing director only",
    ),
    _culture("trevidy", "2024-02-20", {"bureaucratic": 0.6, "entrepreneurial": 0.2, "collaborative": 0.2},
             organization=CUSTOMER),
    _culture("wickstrom", "2024-02-20", {"collaborative": 0.7, "bureaucratic": 0.3}, unit="u-ops"),
    _crafted(
        "trevidy",
        "2024-01-22",
        "achtelbach",
        "r-cfo",
        priorities="Cash before growth",
        criteria="The lowest total price over five years",
        partner_preferences="Suppliers he has known for ten years",
    ),
    source=_REVIEW,
)  # fmt: skip

# The predecessor's answers say little about whoever came after: what she decides by had to be asked anew.
_ASKED_AGAIN: list[Line] = [
    *learned(
        "2025-04-15 16:20",
        _planned(
            "d-downtime-table",
            "2025-04-15",
            "Let the controller show the new head of finance what downtime costs, shift by shift",
            "trevidy",
            "varenchon",
            "2025-05-30",
            opportunity=DOWNTIME,
            expected="The commitments for maintenance are taken out of the freeze",
        ),
        source=_REVIEW,
    ),
    *learned(
        "2025-05-20 14:45",
        fact(
            "action_done",
            "2025-05-20",
            action="d-downtime-table",
            observed="She asked for the table herself a week later, and took the order out of the freeze",
        ),
        _met("i-budget", "2025-05-20", "meeting", ["trevidy", "varenchon", "hallersleben"],
             "What downtime costs, shift by shift", opportunity=DOWNTIME),
        _crafted("trevidy", "2025-05-20", "varenchon", "r-cfo", criteria="A business case for each plant"),
        source=someone("Budget meeting"),
    ),
    *learned(
        "2025-07-02 09:30",
        link("trevidy", "2025-07-01", "trevidy", "varenchon", "business", 2, 7, desired=8,
             purpose="Approves every large order"),
        _crafted("trevidy", "2025-07-01", "varenchon", "r-cfo", priorities="One group instead of two plants"),
        source=_REVIEW,
    ),
]  # fmt: skip

# Somebody we knew well at another company now keeps the machines of Valdoro running.
_OLD_FRIEND: list[Line] = learned(
    "2026-01-19 11:15",
    fact("organization_registered", None, organization=_FORMER, name="Torrvale Paper", kind="customer", country="SE"),
    fact("role_defined", "2019", role="r-t-maint", organization=_FORMER, title="Maintenance Lead"),
    took("haraldstad", "r-t-maint", "2019-04"),
    fact("person_left_role", "2025-12-31", person="haraldstad", role="r-t-maint", reason="moved"),
    link("norlund", "2022-09", "norlund", "haraldstad", "friendship", 2, 7, desired=8,
         how="Brought a plant of his former employer live together"),
    source=someone("He called us in his first week"),
)  # fmt: skip

_THIS_AUTUMN: list[Line] = [
    *learned(
        "2026-10-06 18:00",
        _planned("d-meet-cio", "2026-10-06", "Meet the acting head of IT and ask by what she decides", "trevidy",
                 "brandhofer", "2026-10-31", opportunity=PLAN, expected="She answers for IT until January"),
        _planned("d-plant-workshop", "2026-10-06", "Plan a week of both plants together, in Valdoro", "wickstrom",
                 "sorrentelli", "2026-11-30", opportunity=PLAN, expected="A plan that is not made in Eastmere"),
        _met("i-acting-cio", "2026-10-05", "meeting", ["trevidy", "brandhofer"], "Who answers for IT now",
             opportunity=PLAN),
        source=_REVIEW,
    ),
    *learned(
        "2026-11-17 18:45",
        fact("action_changed", "2026-11-16", action="d-plant-workshop",
             blocked="The plant gives no date before the year-end count"),
        _met("i-second-round", "2026-11-16", "meeting", ["trevidy", "devaney", "varenchon", "chastanel"],
             "Price list, and signing before the year ends", opportunity=PLAN),
        source=someone("Negotiation, second round"),
    ),
]  # fmt: skip

# A report of the press that nobody has looked at yet: it waits for review.
_REPORTED: list[Line] = learned(
    "2026-11-20 07:40",
    fact(
        "nomination_reported",
        "2026-11-20",
        nomination="n-quality",
        feed="press",
        entry="2026-11-20-quality",
        organization_name="Aldermoor Group",
        person_name="Ingeborg Sandvoll",
        role_title="Vice President Quality",
        kind="joined",
        announced="2026-11-20",
        starts="2027-03-01",
        excerpt="Aldermoor Group names Ingeborg Sandvoll Vice President Quality from March.",
    ),
    source=press("2026-11-20-quality", "New vice president quality"),
)

OUR_SIDE: list[Line] = [*_TEAM, *_ASKED_AGAIN, *_OLD_FRIEND, *_THIS_AUTUMN, *_REPORTED]
