"""Who counts, who asks whom, who is close to whom, and who is against: views of our six colleagues."""

from __future__ import annotations

from .telling import Line, advice, fact, learned, link, power, someone

_LOOK_BACK = someone("Account review")


_WEIGHTS: list[Line] = learned(
    "2024-01-22 17:10",
    power("trevidy", "2024-01-22", "hjelmgaard", "r-ceo", 9, "position", "trust"),
    power("trevidy", "2024-01-22", "achtelbach", "r-cfo", 8, "position", "influence"),
    power("trevidy", "2024-01-22", "zielniewicz", "r-coo", 7, "position", "performance"),
    power("trevidy", "2024-01-22", "vanaalsdonk", "r-cio", 5, "position"),
    power("trevidy", "2024-01-22", "kallionpera", "r-cto", 7, "competence", "network"),
    power("trevidy", "2024-01-22", "vilharinho", "r-cco", 6, "performance", "trust"),
    power("trevidy", "2024-01-22", "dorvaux", "r-cpo", 8, "position", "influence"),
    power("trevidy", "2024-01-22", "hallersleben", "r-controller", 7, "trust", "network"),
    power("wickstrom", "2024-01-22", "amundrod", "r-ot", 4, "competence"),
    power("wickstrom", "2024-01-22", "podgorsek", "r-automation", 5, "competence", "network"),
    power("wickstrom", "2024-01-22", "drysdaile", "r-pm-eastmere", 6, "position", "performance"),
    power("wickstrom", "2024-01-22", "bellonzi", "r-pm-valdoro", 6, "position"),
    power("wickstrom", "2024-01-22", "ravagnolo", "r-pm-valdoro", 5, "position"),
    power("devaney", "2024-01-22", "oldekamp", "r-chair", 8, "position", "trust"),
    power("devaney", "2024-01-22", "garancon", "r-staff", 6, "trust"),
    power("devaney", "2024-01-22", "chastanel", "r-cat-it", 4, "position"),
    source=_LOOK_BACK,
)

# The controller is whom everybody asks: the hub of advice that no organization chart shows.
_TIES: list[Line] = learned(
    "2024-02-06 11:30",
    advice("trevidy", "[..2015]", "achtelbach", "hallersleben", 8),
    advice("trevidy", "2022", "tierney", "hallersleben", 9),
    advice("trevidy", None, "vrettakis", "hallersleben", 6),
    advice("trevidy", "2021", "pennoweth", "hallersleben", 7),
    advice("trevidy", "2022", "montecalvi", "hallersleben", 7),
    advice("trevidy", "2023", "dorvaux", "hallersleben", 5),
    advice("wickstrom", "2020", "zielniewicz", "hallersleben", 6),
    advice("wickstrom", "2022-05", "bleeksma", "hallersleben", 4),
    advice("wickstrom", "2020", "amundrod", "podgorsek", 7, how="Built the first sensor line together"),
    advice("devaney", "[..2022]", "hjelmgaard", "hogendaal", 8, how="Advised the family before the sale"),
    link("trevidy", "2013", "dorvaux", "vilharinho", "friendship", 2, 8, how="Same class at business school"),
    link("devaney", "2016-05", "oldekamp", "brenzone", "alliance", 2, 7),
    link("devaney", "2022-10", "garancon", "hjelmgaard", "trust", 2, 8),
    link("wickstrom", "2021", "kallionpera", "vanaalsdonk", "rivalry", -2, 7, how="Who owns data from the machines"),
    link("wickstrom", "2021-09", "bellonzi", "ravagnolo", "cooperation", 1, 9),
    link("somogyi", None, "llanfair", "tosatti", "cooperation", 1, 5, how="Swap spare parts between the plants"),
    source=_LOOK_BACK,
)

_SPONSOR = "An executive sponsor for each executive"
_OUR_TIES: list[Line] = learned(
    "2024-02-06 11:50",
    link(
        "trevidy",
        "2023-11-14",
        "trevidy",
        "vanaalsdonk",
        "business",
        1,
        5,
        desired=8,
        purpose="Open the group's door",
    ),
    link("trevidy", "2023-11-23", "trevidy", "dorvaux", "business", 1, 4, desired=8, purpose="A fair tender"),
    link("wickstrom", "2023-11-29", "wickstrom", "amundrod", "business", 2, 7, desired=8, purpose="Our champion"),
    link("wickstrom", "2023-12-06", "wickstrom", "tosatti", "business", 1, 4, desired=6, purpose="First users"),
    link("devaney", "2023-11", "devaney", "zielniewicz", "business", 1, 3, desired=7, purpose=_SPONSOR),
    link(
        "devaney",
        "2023-11-23",
        "devaney",
        "chastanel",
        "business",
        -2,
        4,
        desired=4,
        how="A license audit at his last firm",
    ),
    link("pellizzari", None, "pellizzari", "oldekamp", "acquaintance", 1, 2, desired=5, purpose=_SPONSOR),
    source=_LOOK_BACK,
)

_CHARACTERS: list[Line] = learned(
    "2024-02-13 09:25",
    fact(
        "person_described",
        None,
        person="vanaalsdonk",
        preferences="Short messages, numbers first, never before nine",
        priorities="One platform instead of eleven tools",
        pain_points="Plants buy software on their own",
        motivations="Wants to leave something behind",
        country="NL",
    ),
    fact(
        "person_described",
        None,
        person="dorvaux",
        preferences="Written offers; dislikes slides",
        priorities="Fewer suppliers",
        competences="Negotiation, contract law",
        country="FR",
    ),
    fact(
        "person_described",
        None,
        person="amundrod",
        preferences="Wants to try things herself",
        pain_points="Alarms nobody reads",
        motivations="Downtime of the old line",
        country="NO",
        attributes={"languages": "Norwegian, English, some Italian"},
    ),
    source=someone("Notes of the first three months"),
)

# Two colleagues see the head of procurement differently, and neither gave way.
_LATER_WEIGHTS: list[Line] = [
    *learned(
        "2025-06-10 16:00",
        power("trevidy", "2025-03-03", "vilharinho", "r-ceo", 9, "position", "performance"),
        power("trevidy", "2025-06-01", "varenchon", "r-cfo", 7, "position", "competence"),
        power("devaney", "2025-05-05", "zarebowicz", "r-cco", 5, "position"),
        power("trevidy", "2025-03-03", "zielniewicz", "r-coo", 8, "position", "network"),
        source=_LOOK_BACK,
    ),
    *learned(
        "2025-09-16 10:20", power("wickstrom", "2025-09-16", "dorvaux", "r-cpo", 4, "position"), source=_LOOK_BACK
    ),
    *learned(
        "2026-02-17 16:45",
        power("trevidy", "2026-02-01", "varenchon", "r-cfo", 9, "position", "performance", "influence"),
        power("trevidy", "2026-02-01", "varenchon", "r-transform", 8, "trust", "influence"),
        power("wickstrom", "2026-02-17", "fenyvesi", "r-schedule", 5, "competence", "network"),
        source=_LOOK_BACK,
    ),
    *learned(
        "2026-10-06 17:30",
        power("trevidy", "2026-10-06", "brandhofer", "r-cio", 4, "competence", "trust"),
        power("devaney", "2026-10-06", "chastanel", "r-cat-it", 6, "position", "influence"),
        source=_LOOK_BACK,
    ),
]

_ASKED = {"person": "achtelbach", "other": "hallersleben", "kind": "advice"}
_LATER_TIES: list[Line] = [
    *learned("2025-01-29 09:00", fact("link_ended", "2025-01-10", **_ASKED), source=_LOOK_BACK),
    *learned(
        "2025-06-10 16:10",
        advice("trevidy", "2025-02", "varenchon", "hallersleben", 9),
        link("trevidy", "2018-09", "varenchon", "hogendaal", "mentor", 2, 8, how="He hired her at Marlock"),
        link(
            "trevidy",
            "2025-03-11",
            "trevidy",
            "varenchon",
            "business",
            1,
            5,
            desired=8,
            purpose="Approves every large order",
        ),
        source=_LOOK_BACK,
    ),
    *learned(
        "2025-10-15 12:00",
        link("wickstrom", "2025-10-14", "wickstrom", "amundrod", "business", 2, 9, desired=9, purpose="Our reference"),
        link("norlund", "2025-10-14", "norlund", "llanfair", "business", 2, 6, desired=7, purpose="First plant live"),
        source=_LOOK_BACK,
    ),
    *learned(
        "2026-03-10 15:15",
        link(
            "devaney",
            "2025-11",
            "ferrabosco",
            "chastanel",
            "business",
            2,
            6,
            how="Seen together at two trade fairs",
        ),
        link(
            "wickstrom",
            "2026-02",
            "wickstrom",
            "fenyvesi",
            "business",
            2,
            6,
            desired=8,
            purpose="Our next champion",
        ),
        source=_LOOK_BACK,
    ),
    *learned(
        "2026-10-06 17:35",
        link(
            "trevidy",
            "2026-10-05",
            "trevidy",
            "brandhofer",
            "business",
            1,
            3,
            desired=7,
            purpose="Keep the door open",
        ),
        fact("link_ended", "2026-06-30", person="trevidy", other="vanaalsdonk"),
        source=_LOOK_BACK,
    ),
]

POLITICS: list[Line] = [*_WEIGHTS, *_TIES, *_OUR_TIES, *_CHARACTERS, *_LATER_WEIGHTS, *_LATER_TIES]
