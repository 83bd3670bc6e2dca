"""For every rule, texts that it reads and what they say. All people and companies are made up."""

from __future__ import annotations

from typing import NamedTuple

DAY = "2026-02-01"


class Example(NamedTuple):
    rule: str
    text: str
    moves: list[dict[str, str]]


def one(rule: str, text: str, kind: str, person: str, role: str | None = None, **more: str) -> Example:
    said = {"kind": kind, "person_name": person, **({"role_title": role} if role else {}), **more}
    return Example(rule, text, [said])


ACME = {"organization_name": "Acme SA"}

EXAMPLES = [
    one("en-org-promotes", "Acme SA promotes Jane Roe to Head of Treasury", "promoted", "Jane Roe", "Head of Treasury", **ACME),
    one("en-org-interim", "Acme SA appoints Jane Roe as interim Chief Executive", "interim", "Jane Roe", "Chief Executive", **ACME),
    one("en-org-appoints", "Acme SA appoints Jane Roe as Chief Financial Officer, effective 1 March 2026, succeeding John Poe",
        "joined", "Jane Roe", "Chief Financial Officer", **ACME, starts="2026-03-01", predecessor_name="John Poe"),
    one("en-org-appoints", "Acme SA names Dr. Ana-María López de la Cruz as its new Chair", "joined",
        "Ana-María López de la Cruz", "Chair", **ACME),
    one("en-org-appoints-bare", "Acme SA names Jane Roe Chief Executive Officer", "joined", "Jane Roe", "Chief Executive Officer", **ACME),
    one("en-org-appoints", "Acme SA Appoints Jane Roe as Chief Operating Officer", "joined", "Jane Roe", "Chief Operating Officer", **ACME),
    one("en-becomes", "Jane Roe Named Chief Executive Officer", "joined", "Jane Roe", "Chief Executive Officer"),
    one("en-announces-appointment", "Acme SA Announces Appointment of Jane Roe as Chief Executive Officer", "joined",
        "Jane Roe", "Chief Executive Officer", **ACME),
    one("en-promoted", "Jane Roe promoted to Managing Director", "promoted", "Jane Roe", "Managing Director"),
    one("en-interim", "Jane Roe named interim Finance Director", "interim", "Jane Roe", "Finance Director"),
    one("en-joins-as", "Jane Roe joins Acme SA as Chief Executive", "joined", "Jane Roe", "Chief Executive", **ACME),
    one("en-becomes", "Lord Poe of Upper Wick becomes Minister of State (Board of Works)", "joined",
        "Lord Poe of Upper Wick", "Minister of State (Board of Works)"),
    one("en-becomes", "Jane Roe appointed CFO at Acme SA, with effect from 1 May 2026", "joined", "Jane Roe", "CFO", **ACME, starts="2026-05-01"),
    one("en-becomes", "J. R. Roe to become Chair (updated)", "joined", "J. R. Roe", "Chair"),
    one("en-role-appointed", "Minister of State: Sir John Poe appointed", "joined", "Sir John Poe", "Minister of State"),
    one("en-departs-post", "Jane Roe departs the post of Under-Secretary, Board of Works", "left", "Jane Roe", "Under-Secretary, Board of Works"),
    one("en-steps-down", "Jane Roe steps down as Chief Executive", "left", "Jane Roe", "Chief Executive"),
    one("en-steps-down", "Jane Roe to retire as Chair, effective March 2026", "left", "Jane Roe", "Chair", starts="2026-03"),
    one("en-leaves-org", "Jane Roe leaves Acme SA", "left", "Jane Roe", **ACME),
    one("fr-org-nomme", "Acme SA nomme Jean-Pierre POE directeur général par intérim à compter du 1er mars 2026", "interim",
        "Jean-Pierre POE", "directeur général", **ACME, starts="2026-03-01"),
    one("fr-nomination", "Acme SA : nomination de Claire Roé au poste de directrice financière", "joined", "Claire Roé",
        "directrice financière", **ACME),
    one("en-org-appoints-bare", "Acme SA Names Jane Roe Chief Financial Officer; John Poe to Retire", "joined", "Jane Roe",
        "Chief Financial Officer", **ACME),
    one("fr-org-nomme-role", "Jeanne Roé rejoint Acme SA en tant que directrice financière", "joined", "Jeanne Roé", "directrice financière", **ACME),
    one("fr-promue", "Jeanne Roé promue directrice des achats", "promoted", "Jeanne Roé", "directrice des achats"),
    one("fr-nommee", "Jeanne Roé est nommée directrice générale d'Acme SA", "joined", "Jeanne Roé", "directrice générale", **ACME),
    one("fr-devient", "Jeanne Roé devient directrice des systèmes d'information", "joined", "Jeanne Roé", "directrice des systèmes d'information"),
    one("fr-quitte-fonctions", "Jeanne Roé quitte ses fonctions de directrice financière", "left", "Jeanne Roé", "directrice financière"),
    one("fr-quitte-poste", "Jeanne Roé démissionne de son poste de présidente", "left", "Jeanne Roé", "présidente"),
    one("fr-quitte", "Jeanne Roé quitte Acme SA", "left", "Jeanne Roé", **ACME),
    one("en-s-promoted", "Yesterday Jane Roe has been promoted to Managing Director at Acme SA.", "promoted", "Jane Roe", "Managing Director", **ACME),
    one("en-s-interim", "Jane Roe was named acting Treasurer, effective immediately.", "interim", "Jane Roe", "Treasurer", starts=DAY),
    Example("en-s-named", 'On June 25, 2025, Acme SA ("Acme") announced that Jane Roe, 61, and John Poe, 56, Deputies of the Works,'
        " have been elected Co-Chairs of the Firm, effective immediately. In addition, Mr. Poe will become Chief of Something.", [
        {"kind": "joined", "person_name": name, "role_title": "Co-Chair", "announced": "2025-06-25", "starts": "2025-06-25",
         "previous_role": "Deputies of the Works"} for name in ("Jane Roe", "John Poe")]),
    one("en-s-named", "Jane Roe, 52, currently Finance Director of Bolt AG, has been appointed Chief Financial Officer of Acme SA"
        " with effect from 1 March 2026. She succeeds John Poe.", "joined", "Jane Roe", "Chief Financial Officer", **ACME,
        starts="2026-03-01", predecessor_name="John Poe", previous_role="Finance Director", previous_organization="Bolt AG"),
    one("en-s-elected", "On April 26, 2005, the board of Acme SA elected Thomas J. Poe to serve as a Class I director, effective May 2, 2005.",
        "joined", "Thomas J. Poe", "Class I director", starts="2005-05-02"),
    one("en-s-serves", "John Poe will serve as Interim Chief Executive Officer while the Board conducts a search.", "interim", "John Poe",
        "Chief Executive Officer"),
    one("en-s-named", "Jane Roe was appointed as the Company's Chief Accounting Officer.", "joined", "Jane Roe", "Chief Accounting Officer"),
    one("en-s-elected", "The Board appointed Maria Roe to serve as a member of the Board.", "joined", "Maria Roe", "member of the Board"),
    one("en-s-joins", "Jane Roe will join Acme SA as Chief People Officer on 3 June 2026.", "joined", "Jane Roe", "Chief People Officer",
        **ACME, starts="2026-06-03"),
    one("en-s-succeeds", "Jane Roe, 51, will succeed John Poe as President, effective March 2, 2026.", "joined", "Jane Roe", "President",
        starts="2026-03-02", predecessor_name="John Poe"),
    one("en-s-to-board", "On March 2, 2026, the Board appointed Jane Roe to the Board of Directors of the Company.", "joined",
        "Jane Roe", "Board of Directors"),
    one("en-s-becomes", "On Monday Jane Roe will become head of audit.", "joined", "Jane Roe", "head of audit"),
    one("en-s-left-as", "Mr. John Poe has resigned as Chair of the Board effective April 2, 2026.", "left", "John Poe", "Chair", starts="2026-04-02"),
    one("en-s-ceased", "Effective April 1, 2026, William Poe ceased to serve as Chief Operating Officer.", "left", "William Poe",
        "Chief Operating Officer", starts="2026-04-01"),
    one("en-s-terminated", "The employment of Karl Poe as Chief Legal Officer was terminated without cause on March 3, 2026.", "left",
        "Karl Poe", "Chief Legal Officer", starts="2026-03-03"),
    one("en-s-gives-notice", "On January 5, 2026, John A. Poe notified the Board of Acme Corp. (the \"Company\") of his decision to resign"
        " as Chief Financial Officer, effective January 31, 2026.", "left", "John A. Poe", "Chief Financial Officer", starts="2026-01-31"),
    one("en-s-from-board", "John A. Poe resigned from the Board of Directors, effective May 1, 2026.", "left", "John A. Poe",
        "Board of Directors", starts="2026-05-01"),
    one("en-s-leaves-office", "John A. Poe, the Company's Treasurer, notified the Company of his resignation, effective May 1, 2026.",
        "left", "John A. Poe", "Treasurer", starts="2026-05-01"),
    one("en-s-leaves-office", "Marian Poe, current head of Works, has decided to retire from the Firm after 25 years.", "left", "Marian Poe", "head of Works"),
    one("fr-s-promue", "Hier, Jeanne Roé a été promue directrice adjointe.", "promoted", "Jeanne Roé", "directrice adjointe"),
    one("fr-s-nommee", "M. Jean Poe a été nommé directeur général d'Acme SA, en remplacement de Mme Claire Roé, à compter du 15 janvier 2026.",
        "joined", "Jean Poe", "directeur général", **ACME, predecessor_name="Claire Roé", starts="2026-01-15"),
    one("fr-s-a-nomme", "Le conseil a nommé Mme Claire Roé présidente à compter du 1er juin 2026.", "joined", "Claire Roé", "présidente",
        starts="2026-06-01"),
    one("fr-s-nomination", "Le conseil annonce la nomination de Jeanne Roé en qualité de directrice juridique.", "joined", "Jeanne Roé", "directrice juridique"),
    one("fr-s-rejoint", "Jeanne Roé rejoindra Acme SA comme directrice commerciale, le 4 mai 2026.", "joined", "Jeanne Roé",
        "directrice commerciale", **ACME, starts="2026-05-04"),
    one("fr-s-quitte", "Paul Poe quittera ses fonctions de directeur financier le 3 mars 2026.", "left", "Paul Poe", "directeur financier",
        starts="2026-03-03"),
]  # fmt: skip

# Texts that must give no move: the board is nobody, a surname may be anybody's, a plan is about pay.


class DayAlone(NamedTuple):
    """A title, a sentence that tells the day of it, and that day; None where the sentence tells another."""

    rule: str
    title: str
    sentence: str
    starts: str | None


_GOES, _COMES = "Jane Roe steps down as Treasurer", "Acme SA appoints Jane Roe as Treasurer"
DAYS_ALONE = [
    DayAlone("en-day-left", _GOES, "Jane Roe will leave Acme Holdings SA on 30 November 2026.", "2026-11-30"),
    DayAlone("en-day-left", _GOES, "Jane Roe will leave the company after its meeting on 5 May 2026.", None),
    DayAlone("en-day-left", _GOES, "John Poe will leave Acme SA on 30 November 2026.", None),
    DayAlone("en-day-left", _COMES, "Jane Roe will leave Bolt AG on 30 November 2026.", None),
    DayAlone("en-day-joined", _COMES, "Jane Roe, 52, will take up the post on 1 March 2026.", "2026-03-01"),
    DayAlone("en-day-joined", _COMES, "Jane Roe takes office effective March 1, 2026.", "2026-03-01"),
    DayAlone(
        "fr-day-left", "Jeanne Roé quitte Acme SA", "Jeanne Roé quittera ses fonctions le 31 mars 2026.", "2026-03-31"
    ),
    DayAlone(
        "fr-day-joined",
        "Acme SA : nomination de Jeanne Roé, présidente",
        "Jeanne Roé prendra son poste à compter du 1er avril 2026.",
        "2026-04-01",
    ),
]

NOTHING = [
    "The Board of Directors has been elected Chair of the thing.",
    "Mr. Poe will become sole head of Works.",
    "The Compensation Committee adopted the Variable Plan for its named executive officers.",
    "Named Executive Officer Target Award Jane Roe President $4,000,000",
    "Results for the third quarter",
    "X becomes Y",
    "Jane Roe talks about becoming Chair",
    "Jeanne Roé quitte la direction financière d'Acme SA",
    "",
]
