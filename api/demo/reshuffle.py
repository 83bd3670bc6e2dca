"""What happened in 2024 and 2025: a new chief executive, an interim head of finance, new lines, a unit split off."""

from __future__ import annotations

from .company import CUSTOMER, SPIN_OFF
from .first_visits import introduced
from .telling import Line, corrected, document, fact, learned, left, note, press, restructured, someone, took, withdrawn

_CIRCULAR = document("Circular 3/2025 to all employees")


# A departure, somebody who never came, and a year that had been heard wrong.
_QUIET_YEAR: list[Line] = [
    *learned(
        "2024-06-04 08:50", left("kovacik", "r-pricing", "2024-05", "moved"), source=someone("Out-of-office reply")
    ),
    *learned(
        "2024-08-22 14:35",
        corrected("dorvaux-start", effective="2021-09"),
        source=document("Her own profile, sent with the bid documents"),
    ),
    *learned(
        "2024-09-10 09:15",
        introduced("lindenfels"),
        took("lindenfels", "r-pricing", "2024-10-01", label="lindenfels-pricing"),
        source=press("2024-09-09-pricing", "Appointment notice"),
    ),
    *learned(
        "2024-10-24 19:05",
        left("hjelmgaard", "r-ceo", None, "retired", certainty="rumored", label="hjelmgaard-left"),
        note(
            "2024-10-24",
            {"role": "r-ceo"},
            "At the trade fair the chief executive spoke of nothing but his boat.",
            "hjelmgaard",
        ),
        source=someone("Trade fair dinner"),
    ),
    *learned(
        "2024-11-05 10:45",
        withdrawn("lindenfels-pricing", "He declined; the notice was published too early"),
        source=someone("Head of Talent and Learning"),
    ),
]

# What had been a rumor proves true: it becomes certain and gets its date.
_CHANGE_AT_THE_TOP: list[Line] = [
    *learned(
        "2024-11-28 07:30",
        corrected("hjelmgaard-left", effective="2025-02-01", certainty="confirmed"),
        took("vilharinho", "r-ceo", "2025-02-01"),
        left("vilharinho", "r-cco", "2025-02-01", "promoted"),
        source=press("2024-11-28-ceo", "Board appoints new chief executive"),
    ),
    *learned(
        "2025-01-13 08:40",
        left("achtelbach", "r-cfo", "2025-01-10", "dismissed"),
        source=press("2025-01-11-cfo", "Chief financial officer leaves with immediate effect"),
    ),
    *learned(
        "2025-01-20 12:15",
        left("varenchon", "r-m-principal", "2025-01-20", "moved"),
        took("varenchon", "r-cfo", "2025-01-20", "interim"),
        source=press("2025-01-20-cfo", "Interim chief financial officer named"),
    ),
    *learned(
        "2025-02-04 09:20",
        took("hasselbrink", "r-cco", "2025-02-01", "acting", label="hasselbrink-acting"),
        source=someone("Key accounts office"),
    ),
    *learned(
        "2025-04-10 11:00",
        introduced("zarebowicz"),
        took("zarebowicz", "r-cco", "2025-05-05"),
        left("hasselbrink", "r-cco", "2025-05-05", "ended", took="hasselbrink-acting"),
        source=press("2025-04-10-cco", "New chief commercial officer from May"),
    ),
    *learned(
        "2025-06-05 10:30",
        took("varenchon", "r-cfo", "2025-06-01"),
        source=press("2025-06-04-cfo", "Interim appointment made permanent"),
    ),
]

# The new chief executive took information technology to herself and gave procurement to operations.
_NEW_LINES: list[Line] = learned(
    "2025-03-04 18:00",
    restructured("r-cio", "2025-03-03", reports_to="r-ceo", title="Chief Information and Digital Officer"),
    restructured("r-cpo", "2025-03-03", reports_to="r-coo", dotted_to=["r-cfo"]),
    restructured("r-strategy", "2025-03-03", reports_to="r-cfo"),
    restructured("r-automation", "2025-03-03", reports_to="r-coo", dotted_to=["r-cto"], unit="u-ops"),
    restructured("r-lean", "2025-03-03", dotted_to=["r-ceo"]),
    fact("unit_restructured", "2025-03-03", unit="u-it", name="Digital and Information Technology"),
    fact(
        "role_defined",
        "2025-03-03",
        role="r-data",
        organization=CUSTOMER,
        title="Head of Data",
        unit="u-it",
        reports_to="r-cio",
        level="director",
        function="information technology",
        zone="group",
    ),
    introduced("forsgrund"),
    took("forsgrund", "r-data", "2025-03-17"),
    source=_CIRCULAR,
) + learned(
    "2025-03-06 16:25",
    took("vandekamp", "r-pricing", "2025-03-01"),
    source=someone("Sales kick-off, seating plan"),
)

# Quality and safety became one post; closing the two old ones ended who held them.
_MERGED_POST = {
    "organization": CUSTOMER,
    "title": "Director Quality, Health and Safety",
    "unit": "u-ops",
    "reports_to": "r-coo",
}
_MERGED_ROLE: list[Line] = learned(
    "2025-03-27 15:10",
    fact(
        "role_defined", "2025-04-01", role="r-qhs", **_MERGED_POST, level="director", function="quality", zone="group"
    ),
    fact("role_closed", "2025-04-01", role="r-quality", successors=["r-qhs"]),
    fact("role_closed", "2025-04-01", role="r-hse", successors=["r-qhs"]),
    fact("unit_closed", "2025-04-01", unit="u-quality"),
    took("stolzmann", "r-qhs", "2025-04-01"),
    source=_CIRCULAR,
)

# Thermal Systems left the group with its four posts, and became an account of its own.
_COMPANY = {"organization": SPIN_OFF, "name": "Caldor Thermal", "kind": "customer", "domain": "caldor.example"}
_SPLIT_OFF: list[Line] = learned(
    "2025-04-03 09:40",
    fact("organization_registered", "2025-04-01", **_COMPANY, country="NL"),
    fact(
        "organization_restructured",
        "2025-04-01",
        originals=[CUSTOMER],
        results=[CUSTOMER, SPIN_OFF],
        kind="demerger",
    ),
    fact("organizations_related", "2025-04-01", organization=SPIN_OFF, other=CUSTOMER, relation="shareholder"),
    fact("unit_restructured", "2025-04-01", unit="u-thermal", organization=SPIN_OFF, parent=None),
    restructured("r-md-thermal", "2025-04-01", title="Managing Director", level="executive", reports_to=None),
    fact("account_opened", "2025-04-03", organization=SPIN_OFF),
    source=press("2025-04-01-thermal", "Thermal Systems becomes an independent company"),
)

_CALM_AGAIN: list[Line] = [
    *learned(
        "2025-06-24 13:30",
        left("quintanares", "r-lean", "2025-05", "moved"),
        left("drysdaile", "r-pm-eastmere", "2025-07-01", "promoted"),
        took("drysdaile", "r-lean", "2025-07-01"),
        introduced("eggertsbach"),
        took("eggertsbach", "r-pm-eastmere", "2025-07"),
        source=someone("Plant visit"),
    ),
    *learned(
        "2025-10-02 08:15",
        fact("organization_restructured", "2025-09", originals=["marlock"], results=["marlock"], kind="renaming"),
        fact("organization_described", "2025-09", organization="marlock", name="Marlock and Partners"),
        source=document("New letterhead"),
    ),
    *learned(
        "2025-11-25 17:00",
        left("ravagnolo", "r-pm-valdoro", "2025-12-01", "moved"),
        left("tosatti", "r-maint-valdoro", "2025-12-01", "promoted"),
        took("tosatti", "r-pm-valdoro", "2025-12-01"),
        source=someone("Steering committee of the first project"),
    ),
    *learned(
        "2025-12-09 11:20",
        fact("organizations_unrelated", "2025-11-30", organization=CUSTOMER, other="marlock", relation="adviser"),
        source=someone("Chief of Staff"),
    ),
]

RESHUFFLE: list[Line] = [*_QUIET_YEAR, *_CHANGE_AT_THE_TOP, *_NEW_LINES, *_MERGED_ROLE, *_SPLIT_OFF, *_CALM_AGAIN]
