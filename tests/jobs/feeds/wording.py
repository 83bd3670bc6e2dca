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
    one("en-joins-board", "Jane Roe joins Acme SA board", "joined", "Jane Roe", "board", **ACME),
    one("en-joins-as", "Former Bolt CFO Jane Roe returns to Acme SA as Chair", "joined", "Jane Roe", "Chair", **ACME),
    one("en-to-succeed", "Jane Roe to succeed John Poe as Chair", "joined", "Jane Roe", "Chair", predecessor_name="John Poe"),
    one("en-takes-over", "Jane Roe takes over as CFO after John Poe", "joined", "Jane Roe", "CFO"),
    one("en-new-role", "New Chief Executive for Acme SA: Jane Roe", "joined", "Jane Roe", "Chief Executive", **ACME),
    one("en-ousted", "Jane Roe ousted as Chief Executive", "left", "Jane Roe", "Chief Executive"),
    one("en-org-ousts", "Acme SA fires chief executive Jane Roe", "left", "Jane Roe", "chief executive", **ACME),
    one("en-office-leaves", "Acme SA CFO Jane Roe to step down after two years", "left", "Jane Roe", "CFO", **ACME),
    one("en-person-office-leaves", "Jane Roe, CEO of Acme SA, to retire in 2027", "left", "Jane Roe", "CEO", **ACME),
    one("en-leaves-board", "Jane Roe resigns from Acme SA board", "left", "Jane Roe", "board", **ACME),
    one("en-org-appoints-bare", "ACME SA NAMES JANE ROE CHIEF FINANCIAL OFFICER", "joined", "Jane Roe", "Chief Financial Officer",
        organization_name="Acme SA"),
    one("en-becomes", "Acme SA: Jane Roe named Treasurer", "joined", "Jane Roe", "Treasurer", **ACME),
    one("fr-nouvelle", "Jeanne Roé, nouvelle directrice commerciale", "joined", "Jeanne Roé", "directrice commerciale"),
    one("fr-prend-la-tete", "Jeanne Roé prend la tête d'Acme SA", "joined", "Jeanne Roé", **ACME),
    one("fr-prend-la-direction", "Jeanne Roé prend la direction financière d\u2019Acme SA", "joined", "Jeanne Roé", "direction financière", **ACME),
    one("fr-remplace", "Jeanne Roé remplace Jean Poe au poste de directrice des achats", "joined", "Jeanne Roé", "directrice des achats",
        predecessor_name="Jean Poe"),
    one("fr-annonce-depart", "Acme SA annonce le départ de sa directrice générale, Jeanne Roé", "left", "Jeanne Roé", "directrice générale", **ACME),
    one("fr-depart", "Acme SA : départ de Jeanne Roé, directrice juridique", "left", "Jeanne Roé", "directrice juridique", **ACME),
    one("en-s-has-promoted", "Acme SA has promoted Jane Roe to Managing Director.", "promoted", "Jane Roe", "Managing Director", **ACME),
    one("en-s-vacancy", "On January 15, 2026, the Board elected Mr. John J. Poe, Jr. to fill the newly created vacancy, effective January 20, 2026.",
        "joined", "John J. Poe Jr.", starts="2026-01-20"),
    one("en-s-been-to-board", "Gen. (Ret.) John Poe was elected to the Board of Directors of Acme SA.", "joined", "John Poe", "Board of Directors", **ACME),
    one("en-s-has-named", "Acme SA has named Jane Roe head of distribution for Europe, reporting to John Poe.", "joined", "Jane Roe",
        "head of distribution for Europe", **ACME),
    one("en-s-hired", "Acme SA hired Jane Roe as portfolio manager from Bolt AG.", "joined", "Jane Roe", "portfolio manager", **ACME),
    one("en-s-elected", "On March 2, 2026 the Board appointed Jane Roe, age 47, the Company\u2019s Vice President, Finance, to serve as its interim"
        " Treasurer.", "interim", "Jane Roe", "Treasurer", previous_role="Vice President, Finance"),
    one("en-s-takes-over", "Effective 1 March, Jane Roe takes over as Treasurer from John Poe.", "joined", "Jane Roe", "Treasurer",
        starts="2026-03-01"),
    one("en-s-assumes", "Jane Roe assumed the role of Treasurer on January 5, 2026.", "joined", "Jane Roe", "Treasurer", starts="2026-01-05"),
    one("en-s-welcome", "Thrilled to welcome Jane Roe as our new Treasurer! She is great.", "joined", "Jane Roe", "Treasurer"),
    one("en-s-congratulations", "Congratulations to Jane Roe on her appointment as Treasurer at Acme SA!", "joined", "Jane Roe", "Treasurer", **ACME),
    one("en-s-is-new", "It's official: Jane Roe is the new Treasurer.", "joined", "Jane Roe", "Treasurer"),
    one("en-s-from-board-as", "Acme SA today announces that John Poe will step down from the Board as Treasurer on 31 March 2026.", "left",
        "John Poe", "Treasurer", **ACME, starts="2026-03-31"),
    one("en-s-tendered", "On January 18, 2026, J. K. Poe tendered his resignation as Treasurer, effective immediately.", "left", "J. K. Poe",
        "Treasurer", starts=DAY),
    one("en-s-tendered", "On January 18, 2026, John K. Poe announced his retirement as Treasurer, after the next meeting.", "left", "John K. Poe",
        "Treasurer", announced="2026-01-18"),
    one("en-s-resignation", "The Board has accepted the resignation of Jane Roe as Treasurer with effect from 28 February 2026.", "left", "Jane Roe",
        "Treasurer", starts="2026-02-28"),
    one("en-s-employment", "Effective January 31, 2026, Paul Poe\u2019s employment with the Company as Treasurer was terminated without cause.", "left",
        "Paul Poe", "Treasurer", starts="2026-01-31"),
    one("en-s-removed", "Jane Roe has been dismissed as Treasurer.", "left", "Jane Roe", "Treasurer"),
    one("en-s-office-died", "Acme SA announces the death of its Chairman, John Poe, on January 17, 2026.", "left", "John Poe", "Chairman", **ACME,
        starts="2026-01-17"),
    one("en-s-who-died", "John Poe, our Treasurer, died suddenly on 3 January 2026.", "left", "John Poe", "Treasurer", starts="2026-01-03"),
    one("en-s-died", "On January 26, 2026, John Poe passed away.", "left", "John Poe", starts="2026-01-26"),
    one("en-s-no-reelection", "Jane Roe told the Board that she will not stand for re-election.", "left", "Jane Roe"),
    one("en-s-leaves-org", "Jane Roe has left Acme SA as of 15 January 2026.", "left", "Jane Roe", **ACME, starts="2026-01-15"),
    Example("en-s-succeeded-by", "Jane Roe will step down as Treasurer at the end of March 2026 and will be succeeded by John Poe.", [
        {"kind": "left", "person_name": "Jane Roe", "role_title": "Treasurer"},
        {"kind": "joined", "person_name": "John Poe", "role_title": "Treasurer", "predecessor_name": "Jane Roe"}]),
    Example("en-s-becomes", "Jane Roe becomes Treasurer, succeeding John Poe, who becomes Chair on 1 March 2026.", [
        {"kind": "joined", "person_name": "Jane Roe", "role_title": "Treasurer", "predecessor_name": "John Poe"},
        {"kind": "joined", "person_name": "John Poe", "role_title": "Chair", "starts": "2026-03-01"}]),
    one("fr-s-interim", "Jeanne Roé assurera l\u2019intérim de la direction générale à compter du 1er juillet 2026.", "interim", "Jeanne Roé",
        "direction générale", starts="2026-07-01"),
    one("fr-s-prend", "M. Jean de Poe prendra ses fonctions de directeur de l'audit le 2 février 2026.", "joined", "Jean de Poe",
        "directeur de l'audit", starts="2026-02-02"),
    one("fr-s-accueillir", "Nous avons le plaisir d\u2019accueillir Jeanne Roé au poste de responsable achats.", "joined", "Jeanne Roé", "responsable achats"),
    one("fr-s-succede", "Jeanne Roé, 41 ans, succède à Jean Poe à la présidence d'Acme SA.", "joined", "Jeanne Roé", "présidence", **ACME,
        predecessor_name="Jean Poe"),
    one("fr-s-demission", "Le conseil a pris acte de la démission de Mme Jeanne Roé de ses fonctions de présidente.", "left", "Jeanne Roé", "présidente"),
    one("en-s-named", "Jane Roe was appointed member of the Board of Directors of Acme SA and as Chair of its Audit Committee.", "joined",
        "Jane Roe", "member of the Board of Directors", **ACME),
    one("fr-s-cesse", "Mme Jeanne Roé cesse d\u2019exercer les fonctions de conseillère à compter du 5 janvier 2026.", "left", "Jeanne Roé",
        "conseillère", starts="2026-01-05"),
    one("fr-s-fin", "Il est mis fin aux fonctions de directrice de cabinet exercées par Mme Jeanne Roé, à compter du 1er février 2026.", "left",
        "Jeanne Roé", "directrice de cabinet", starts="2026-02-01"),
    one("fr-s-quitte-org", "Jean Poe, directeur commercial, a quitté Acme SA fin décembre.", "left", "Jean Poe", "directeur commercial", **ACME),
    Example("fr-s-remplacee", "Jean Poe part à la retraite le 31 mars 2026 ; il sera remplacé par Jeanne Roé.", [
        {"kind": "left", "person_name": "Jean Poe", "starts": "2026-03-31"},
        {"kind": "joined", "person_name": "Jeanne Roé", "predecessor_name": "Jean Poe"}]),
    one("fr-s-retraite", "Jean Poe fait valoir ses droits à la retraite.", "left", "Jean Poe"),
    one("fr-s-deces", "Décès de Jean Poe, président d'Acme SA, survenu le 3 janvier 2026.", "left", "Jean Poe", "président", **ACME, starts="2026-01-03"),
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
    DayAlone("en-day-left", _GOES, "Jane Roe departs Acme Holdings SA on 30 November 2026.", "2026-11-30"),
    DayAlone("en-day-left", _GOES, "Jane Roe departs after its meeting on 5 May 2026.", None),
    DayAlone("en-day-left", _GOES, "John Poe departs Acme SA on 30 November 2026.", None),
    DayAlone("en-day-left", _COMES, "Jane Roe departs Bolt AG on 30 November 2026.", None),
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

# Titles, texts, the organization of the feed and what they tell: kind, who, role, where, since when.
WHOLE: list[tuple[str, str, str | None, list[tuple[str | None, ...]]]] = [
    (
        "",
        "Jeanne Roé a été promue directrice de l'innovation d'Acme Sud.",
        None,
        [("promoted", "Jeanne Roé", "directrice de l'innovation", "Acme Sud", None)],
    ),
    (
        "",
        "Jeanne Roé a été promue directrice de l'usine de Vire.",
        None,
        [("promoted", "Jeanne Roé", "directrice de l'usine de Vire", None, None)],
    ),
    (
        "",
        "Members elected Jane Roe as general secretary of the Allied Works.",
        None,
        [("joined", "Jane Roe", "general secretary", "Allied Works", None)],
    ),
    (
        "",
        "M. Jean Poe est nommé directeur de l'Agence des ponts.",
        None,
        [("joined", "Jean Poe", "directeur", "Agence des ponts", None)],
    ),
    (
        "Board Changes",
        "LONDON, 12 January 2026 \u2013 Acme plc (LSE: ACM), the food group, announces that its Board has"
        " appointed Jane Roe as"
        " Chief Financial Officer, effective March 2, 2026. Ms Roe succeeds John Poe, who stepped down as Chief"
        " Financial"
        " Officer of Acme plc on December 31, 2025. Jane joined Bolt AG in 2009 and was promoted to Treasurer in 2012.",
        None,
        [
            ("joined", "Jane Roe", "Chief Financial Officer", "Acme plc", "2026-03-02"),
            ("left", "John Poe", "Chief Financial Officer", "Acme plc", "2025-12-31"),
        ],
    ),
    (
        "",
        "John Poe, President and Chief Executive Officer of Acme Corporation (the “Company”), notified the Company"
        " of his"
        " intention to resign from his position, effective as of May 1, 2026. Robert “Bob” Lee, Ph.D., and Ann Lee"
        " were each"
        " appointed as Co-Chief Executive Officers of the Company, effective May 2, 2026.",
        "ACME CORP",
        [
            ("left", "John Poe", "President and Chief Executive Officer", "ACME CORP", "2026-05-01"),
            ("joined", "Robert Lee", "Co-Chief Executive Officer", "ACME CORP", "2026-05-02"),
            ("joined", "Ann Lee", "Co-Chief Executive Officer", "ACME CORP", "2026-05-02"),
        ],
    ),
    (
        "",
        "Jane Roe, a member of the Board of Directors of Acme Corp., notified the Board of her decision to resign from the"
        " Board, effective May 1, 2026.",
        "ACME CORP",
        [("left", "Jane Roe", "member of the Board of Directors", "Acme Corp", "2026-05-01")],
    ),
    ("Jane Roe resigns as CFO of Acme", "", None, [("left", "Jane Roe", "CFO", "Acme", None)]),
    ("Jane Roe resigns as CEO of Works", "", "Acme SA", [("left", "Jane Roe", "CEO of Works", "Acme SA", None)]),
]
