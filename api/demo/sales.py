"""The two sales: needs, stages, who decides on them, and how each of them came round or did not."""

from __future__ import annotations

from .company import CUSTOMER, US
from .telling import (
    Line,
    attitude,
    buys,
    buys_no_more,
    document,
    fact,
    learned,
    note,
    opportunity,
    someone,
)

DOWNTIME, PLAN = "o-downtime", "o-one-plan"


_DOWNTIME_BEGINS: list[Line] = [
    *learned(
        "2024-03-12 16:30",
        fact(
            "opportunity_opened",
            "2024-03-12",
            opportunity=DOWNTIME,
            organization=CUSTOMER,
            unit="u-ops",
            name="Predictive maintenance for both plants",
            stage="identified",
            closes="2025-03",
            problem="Unplanned downtime costs EUR 6 million a year; alarms are read the day after",
            solution="Plantline Maintenance at Eastmere first, Valdoro six months later",
            value={"amount": 640_000, "currency": "EUR"},
            purchase_scope="whole_organization",
        ),
        source=someone("Maintenance workshop Eastmere"),
    ),
    *learned(
        "2024-03-26 09:10",
        buys(DOWNTIME, "zielniewicz", "decider", "2024-03-12", 9),
        buys(DOWNTIME, "amundrod", "champion", "2024-03-12", 7),
        buys(DOWNTIME, "achtelbach", "approver", "2024-03-12", 8),
        buys(DOWNTIME, "llanfair", "user", "2024-03-12", 4),
        buys(DOWNTIME, "tosatti", "user", "2024-03-12", 4),
        buys(DOWNTIME, "chastanel", "gatekeeper", "2024-03-12", 5),
        buys(DOWNTIME, "kallionpera", "influencer", "2024-03-12", 6),
        attitude("wickstrom", "2024-03-12", DOWNTIME, "amundrod", 2, "Asked for it before we did"),
        attitude("wickstrom", "2024-03-12", DOWNTIME, "llanfair", 1, "Tired of night calls"),
        attitude("wickstrom", "2024-03-12", DOWNTIME, "kallionpera", -1, "Would rather build it himself"),
        attitude("trevidy", "2024-03-20", DOWNTIME, "zielniewicz", 1, "Wants a number he can promise"),
        attitude("devaney", "2024-03-21", DOWNTIME, "chastanel", -1, "No place in the framework contract"),
        source=someone("First mapping of the buying center"),
    ),
    *learned(
        "2024-05-14 12:00",
        opportunity(DOWNTIME, "2024-05-02", stage="qualified", qualification="go"),
        source=someone("Go meeting"),
    ),
    *learned(
        "2024-09-19 18:20",
        opportunity(DOWNTIME, "2024-09-17", stage="solution shown"),
        attitude("wickstrom", "2024-09-17", DOWNTIME, "kallionpera", 0, "The models can be opened and changed"),
        attitude("wickstrom", "2024-09-17", DOWNTIME, "tosatti", 1, "Found a bearing fault in the trial"),
        source=someone("Trial review at Valdoro"),
    ),
]

# The change at the top of finance froze budgets, and the approver became another person.
_DOWNTIME_STALLS: list[Line] = [
    *learned(
        "2025-01-29 09:05",
        buys_no_more(DOWNTIME, "achtelbach", "approver", "2025-01-10"),
        buys(DOWNTIME, "varenchon", "approver", "2025-01-20", 8),
        attitude("trevidy", "2025-01-27", DOWNTIME, "varenchon", -1, "Froze all new commitments until June"),
        opportunity(DOWNTIME, "2025-01-27", stage="on hold", closes="2025-12"),
        source=someone("Call with Group Controller"),
    ),
    *learned(
        "2025-05-20 14:40",
        attitude("trevidy", "2025-05-20", DOWNTIME, "varenchon", 1, "The controller showed her the downtime figures"),
        opportunity(DOWNTIME, "2025-05-20", stage="negotiation", value={"amount": 585_000, "currency": "EUR"}),
        note(
            "2025-05-20",
            {"opportunity": DOWNTIME},
            "What turned her was Birgit's table of downtime by shift, not our slides.",
            "varenchon",
            "hallersleben",
        ),
        source=someone("Budget meeting"),
    ),
]

_DOWNTIME_WON: list[Line] = [
    *learned(
        "2025-09-04 10:30",
        attitude("devaney", "2025-09-02", DOWNTIME, "chastanel", 0, "Framework contract signed"),
        attitude("trevidy", "2025-09-02", DOWNTIME, "zielniewicz", 2, "Promised the board 2 % less downtime"),
        source=someone("Contract negotiation"),
    ),
    *learned(
        "2025-10-14 15:05",
        fact(
            "opportunity_closed",
            "2025-10-14",
            opportunity=DOWNTIME,
            outcome="won",
            reason="Trial results and the plants' own figures",
        ),
        source=document("Order 4500-118, signed"),
    ),
    *learned(
        "2025-10-15 11:40",
        fact("account_assessed", "2025-10-14", organization=CUSTOMER, revenue={"amount": 585_000, "currency": "EUR"}),
        fact("organizations_related", "2025-10-14", organization=CUSTOMER, other=US, relation="supplier"),
        source=document("Order 4500-118, signed"),
    ),
]

_PLAN_BEGINS: list[Line] = [
    *learned(
        "2025-11-11 17:20",
        fact(
            "opportunity_opened",
            "2025-11-11",
            opportunity=PLAN,
            organization=CUSTOMER,
            unit="u-ops",
            name="One production plan for the group",
            stage="identified",
            closes="2026-12",
            problem="Each plant plans on its own sheets; half of the late orders wait for the other plant",
            solution="Plantline Scheduling on top of the enterprise system",
            value={"amount": 1_450_000, "currency": "EUR"},
            purchase_scope="whole_organization",
        ),
        buys(PLAN, "fenyvesi", "champion", "2025-11-11", 6),
        attitude("wickstrom", "2025-11-11", PLAN, "fenyvesi", 2, "Rebuilds the plan by hand every Monday"),
        source=someone("Steering committee of the first project"),
    ),
    *learned(
        "2026-01-20 13:50",
        buys(PLAN, "vanaalsdonk", "decider", "2026-01-20", 8),
        buys(PLAN, "varenchon", "approver", "2026-01-20", 9),
        buys(PLAN, "zielniewicz", "influencer", "2026-01-20", 7),
        buys(PLAN, "hallersleben", "influencer", "2026-01-20", 6),
        buys(PLAN, "brandhofer", "influencer", "2026-01-20", 4),
        buys(PLAN, "chastanel", "gatekeeper", "2026-01-20", 5),
        buys(PLAN, "kasprowiak", "user", "2026-01-20", 4),
        buys(PLAN, "sorrentelli", "user", "2026-01-20", 4),
        attitude("trevidy", "2026-01-20", PLAN, "vanaalsdonk", 1, "Fits his one platform"),
        attitude("trevidy", "2026-01-20", PLAN, "varenchon", 0, "Wants a business case per plant"),
        attitude("wickstrom", "2026-01-20", PLAN, "sorrentelli", -1, "Fears a plan made in Eastmere"),
        attitude("devaney", "2026-01-20", PLAN, "chastanel", -1, "Brightforge is already a supplier"),
        source=someone("Mapping of the buying center"),
    ),
    *learned(
        "2026-03-10 15:10",
        opportunity(PLAN, "2026-03-05", stage="qualified", qualification="go"),
        attitude("trevidy", "2026-03-05", PLAN, "vanaalsdonk", 2, "Told the board he wants one vendor for both"),
        source=someone("Go meeting"),
    ),
    *learned(
        "2026-06-16 16:10",
        opportunity(PLAN, "2026-06-12", stage="proposal", closes="2027-03"),
        attitude("trevidy", "2026-06-12", PLAN, "varenchon", 1, "Sees it as part of the transformation"),
        source=document("Proposal 26-031"),
    ),
]

_PLAN_IN_DOUBT: list[Line] = [
    *learned(
        "2026-10-05 14:25",
        buys_no_more(PLAN, "vanaalsdonk", "decider", "2026-10-05"),
        buys(PLAN, "zielniewicz", "decider", "2026-10-05", 8),
        buys_no_more(PLAN, "zielniewicz", "influencer", "2026-10-05"),
        attitude("trevidy", "2026-10-05", PLAN, "brandhofer", 0, "Will not bind the next head of IT"),
        attitude("trevidy", "2026-10-05", PLAN, "zielniewicz", 1, "Needs it for the 2027 target"),
        source=someone("Meeting with the Chief Operating Officer"),
    ),
    *learned(
        "2026-11-03 10:05",
        buys(PLAN, "castellnou", "influencer", "2027-01-01", 7),
        attitude("devaney", "2026-11-03", PLAN, "castellnou", -2, "Built the rival product"),
        source=someone("Sales review"),
    ),
    *learned(
        "2026-11-17 18:30",
        opportunity(
            PLAN,
            "2026-11-16",
            stage="negotiation",
            closes="2026-12",
            value={"amount": 1_280_000, "currency": "EUR"},
        ),
        attitude("trevidy", "2026-11-16", PLAN, "varenchon", 2, "Wants it signed before the year ends"),
        attitude("devaney", "2026-11-16", PLAN, "chastanel", 0, "Price list agreed"),
        note(
            "2026-11-16",
            {"opportunity": PLAN},
            "Élodie asks to close before Núria arrives on January 1; Benoît no longer objects.",
            "varenchon",
            "castellnou",
            "chastanel",
        ),
        source=someone("Negotiation, second round"),
    ),
]

SALES: list[Line] = [*_DOWNTIME_BEGINS, *_DOWNTIME_STALLS, *_DOWNTIME_WON, *_PLAN_BEGINS, *_PLAN_IN_DOUBT]
