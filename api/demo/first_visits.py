"""Who was met in the first months: people and the posts they held, visit by visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .people import COLLEAGUES, CONTACT, NAMES
from .telling import Line, document, fact, learned, someone, took

Held = tuple[str, str, str | None]


@dataclass(frozen=True)
class Visit:
    at: str
    source: Line | None
    held: tuple[Held, ...]  # person, role, since when


VISITS = (
    Visit(
        "2023-11-06 09:10",
        None,
        (
            ("pellizzari", "r-q-md", "2017"),
            ("devaney", "r-q-sales", "2020-01"),
            ("trevidy", "r-q-account", "2023-10-01"),
            ("wickstrom", "r-q-architect", "2021-02"),
            ("somogyi", "r-q-delivery", "2019-09"),
            ("norlund", "r-q-success", "2022-05"),
        ),
    ),
    Visit(
        "2023-11-06 10:40",
        document("Annual report 2022, bodies of the company on page 12"),
        (
            ("oldekamp", "r-chair", "2016-05-20"),
            ("brenzone", "r-deputy", "2016-05-20"),
            ("rasmark", "r-ned-audit", "2020-06"),
            ("keaveney", "r-ned-tech", "2021-06"),
            ("hravat", "r-emprep", "[2018..2019]"),
            ("hjelmgaard", "r-ceo", "2014-09-01"),
            ("achtelbach", "r-cfo", "2017-03-01"),
            ("zielniewicz", "r-coo", "2019"),
            ("kallionpera", "r-cto", "2012"),
            ("vilharinho", "r-cco", "2021-01-01"),
            ("breathnach", "r-chro", "2018-04"),
            ("dragomir", "r-gc", "2020"),
        ),
    ),
    Visit(
        "2023-11-14 16:20",
        someone("Introductory call with the Chief Information Officer"),
        (
            ("vanaalsdonk", "r-cio", "2020-02-01"),
            ("brandhofer", "r-apps", "2020-10"),
            ("tammsalu", "r-infra", "2016"),
            ("ionascu", "r-ciso", "2021-04"),
            ("amundrod", "r-ot", "2020-03-16"),
            ("iturraspe", "r-erp", "2022"),
        ),
    ),
    Visit(
        "2023-11-21 13:00",
        someone("Finance round table, seating plan"),
        (
            ("hallersleben", "r-controller", "[..2010]"),
            ("vrettakis", "r-treasurer", "2015"),
            ("petrulaite", "r-tax", "2021-11"),
            ("tierney", "r-planning", "2022-02"),
            ("sebestik", "r-services", None),
            ("steenwijk", "r-audit", "2019-07-01"),
        ),
    ),
    Visit(
        "2023-11-23 11:15",
        someone("Supplier registration meeting"),
        (
            ("rehwinkler", "r-cat-direct", "2018"),
            ("wilczkowska", "r-cat-indirect", "2021-08"),
            ("chastanel", "r-cat-it", "2020-01-13"),
            ("montserrell", "r-proc-ops", None),
        ),
    ),
    Visit(
        "2023-11-29 17:40",
        someone("Plant tour Eastmere"),
        (
            ("drysdaile", "r-pm-eastmere", "2019-10-01"),
            ("kasprowiak", "r-prod-eastmere", "2022-03"),
            ("llanfair", "r-maint-eastmere", "[..2015]"),
            ("pennoweth", "r-fc-eastmere", "2021"),
            ("maesglas", "r-it-eastmere", "2020"),
        ),
    ),
    Visit(
        "2023-12-06 18:05",
        someone("Plant tour Valdoro"),
        (
            ("bellonzi", "r-pm-valdoro", "2021-09-01"),
            ("ravagnolo", "r-pm-valdoro", "2021-09-01"),
            ("sorrentelli", "r-prod-valdoro", "2018-02"),
            ("tosatti", "r-maint-valdoro", "2020-06"),
            ("montecalvi", "r-fc-valdoro", "[2022-01..2022-06]"),
            ("cavaliggi", "r-it-valdoro", "2023-01-09"),
        ),
    ),
    Visit(
        "2023-12-12 09:30",
        someone("Operations workshop, list of participants"),
        (
            ("bleeksma", "r-supply", "2017-05"),
            ("fenyvesi", "r-schedule", "2021-10-01"),
            ("quintanares", "r-lean", "2018-09-01"),
            ("stolzmann", "r-quality", "2016"),
            ("bjornevik", "r-hse", "2019-01"),
            ("kestermann", "r-md-thermal", "2013"),
            ("voldrich", "r-eng-thermal", "2017"),
            ("lambrecque", "r-sales-thermal", "2020-04"),
            ("rantasalo", "r-fc-thermal", "2022-08"),
        ),
    ),
    Visit(
        "2024-01-09 14:10",
        document("Trade fair catalog, contacts on page 88"),
        (
            ("thorsager", "r-sales-north", "2019"),
            ("kalogridis", "r-sales-south", "2021"),
            ("hasselbrink", "r-key-accounts", "2016-11"),
            ("puigferrat", "r-aftersales", "2020"),
            ("vandekamp", "r-marketing", None),
            ("kovacik", "r-pricing", "2022-09"),
            ("storhaug", "r-eng", "2015"),
            ("szentgali", "r-materials", "2018-03"),
            ("podgorsek", "r-automation", "[..2019]"),
            ("finneghan", "r-portfolio", "2023-02"),
        ),
    ),
    Visit(
        "2024-01-16 10:00",
        someone("Works agreement on data use, signatories"),
        (
            ("sorvik", "r-talent", "2022-01"),
            ("teixeira", "r-hr-plants", "2019-05"),
            ("grausberg", "r-hr-services", "2014"),
            ("garancon", "r-staff", "2022-10-01"),
            ("ylitervo", "r-strategy", "2021-03"),
        ),
    ),
    Visit(
        "2024-01-18 15:40",
        someone("Head of Plant Systems, first workshop"),
        (
            ("ferrabosco", "r-b-account", "2022"),
            ("castellnou", "r-b-cto", "2020-01"),
            ("hogendaal", "r-m-partner", "[..2012]"),
            ("varenchon", "r-m-principal", "2018-09"),
        ),
    ),
)


def introduced(person: str) -> Line:
    ours = {"ours": True} if person in COLLEAGUES else {}
    return fact("person_introduced", None, person=person, name=NAMES[person], **CONTACT.get(person, {}), **ours)


def _met(held: Iterable[Held]) -> Iterator[Line]:
    for person, role, since in held:
        yield introduced(person)
        yield took(person, role, since)


# The first year of the head of procurement was heard wrong, and put right nine months later.
_HEARD_WRONG = learned(
    "2023-11-23 11:15",
    introduced("dorvaux"),
    took("dorvaux", "r-cpo", "2019", label="dorvaux-start"),
    source=someone("Supplier registration meeting"),
)

FIRST_VISITS: list[Line] = [
    *(line for visit in VISITS for line in learned(visit.at, *_met(visit.held), source=visit.source)),
    *_HEARD_WRONG,
]
