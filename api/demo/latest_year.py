"""What happened in 2026, and what we heard of it too late: above all that the head of IT had gone."""

from __future__ import annotations

from .company import CUSTOMER
from .first_visits import introduced
from .telling import Line, corrected, document, fact, learned, left, note, press, someone, took

_TRANSFORMATION = {"organization": CUSTOMER, "title": "Chief Transformation Officer", "unit": "u-exec"}
_FIRST_HALF: list[Line] = [
    *learned(
        "2026-01-15 10:05",
        introduced("haraldstad"),
        took("haraldstad", "r-maint-valdoro", "2026-01-12"),
        fact(
            "role_defined",
            "2026-02-01",
            role="r-transform",
            **_TRANSFORMATION,
            reports_to="r-ceo",
            level="executive",
            function="general management",
            zone="group",
        ),
        took("varenchon", "r-transform", "2026-02-01"),
        source=document("Circular 1/2026 to all employees"),
    ),
    *learned(
        "2026-05-07 09:45",
        left("forsgrund", "r-data", "2026-04-30", "moved"),
        source=someone("Mail returned as undeliverable"),
    ),
    *learned(
        "2026-06-02 14:20",
        left("vrettakis", "r-treasurer", "2026-06-01", "retired"),
        left("tierney", "r-planning", "2026-06-01", "promoted"),
        took("tierney", "r-treasurer", "2026-06-01"),
        source=press("2026-05-30-treasurer", "New group treasurer"),
    ),
    *learned(
        "2026-06-23 16:50",
        took("pennoweth", "r-planning", "2026-06", certainty="probable"),
        source=someone("Plant Controller Valdoro, who was not certain"),
    ),
]

# Nobody told us for three months: every plan of that summer was made for a man who had left.
_LEARNED_TOO_LATE: list[Line] = [
    *learned(
        "2026-09-28 08:20",
        left("vanaalsdonk", "r-cio", "2026-06-30", "moved"),
        took("brandhofer", "r-cio", "2026-07", "acting", label="brandhofer-acting"),
        note(
            "2026-09-28",
            {"role": "r-cio"},
            "Rutger left at the end of June; Ilse has signed since. Our proposal went to an empty office.",
            "vanaalsdonk",
            "brandhofer",
        ),
        source=someone("Reception desk, then Head of Plant Systems"),
    ),
    *learned(
        "2026-10-06 09:10",
        corrected("brandhofer-acting", effective="2026-07-06"),
        source=someone("Acting head of IT herself"),
    ),
]

_LOOKING_AHEAD: list[Line] = [
    *learned(
        "2026-10-15 20:10",
        left("zielniewicz", "r-coo", None, "moved", certainty="rumored"),
        source=someone("Dinner of the regional chamber of commerce"),
    ),
    *learned(
        "2026-11-03 07:55",
        left("castellnou", "r-b-cto", "2027-01-01", "moved"),
        took("castellnou", "r-cio", "2027-01-01"),
        left("brandhofer", "r-cio", "2027-01-01", "ended", took="brandhofer-acting"),
        source=press("2026-11-03-cio", "New head of digital and IT from January"),
    ),
    *learned(
        "2026-11-12 13:15",
        left("wilczkowska", "r-cat-indirect", "2026-11-01", "moved"),
        took("chastanel", "r-cat-indirect", "2026-11-01", "acting"),
        source=someone("Procurement Operations Manager"),
    ),
]

LATEST_YEAR: list[Line] = [*_FIRST_HALF, *_LEARNED_TOO_LATE, *_LOOKING_AHEAD]
