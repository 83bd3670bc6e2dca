"""The table of titles: what each title is held to be, in English and French, and how levels compare."""

import pytest

from domain.levels import Level, compare, level_of, rank_of_title

# From the top down: all in a line stand as high, each line lower than the one before.
LADDER = [
    ("Chair of the Board", "Chairwoman", "Président du conseil d'administration",
     "Présidente du Conseil de Surveillance", "Non-Executive Chairman"),
    ("Deputy Chair", "Vice Chair"),
    ("Chief Executive Officer", "CEO", "President & CEO", "Managing Director", "Directeur général",
     "Directrice générale", "PDG", "Président-directeur général", "Managing Director Sales Europe",
     "CFO and Managing Director", "Gérante", "C.E.O.", "Permanent Secretary", "Administrateur-directeur général"),
    ("Deputy to the CEO", "Deputy Chief Executive", "Adjoint au directeur général"),
    ("Chief Financial Officer", "CFO", "Chief Information Security Officer", "Executive Vice President, Sales",
     "General Counsel", "Non-executive Director, Audit", "Directeur général adjoint", "Membre du comité exécutif",
     "Secrétaire générale", "Interim CFO", "C.F.O", "Chief Happiness Officer", "Chief Medical Information Officer",
     "Secretary of State for Health", "Membre du Comex"),
    ("Deputy Chief Financial Officer",),
    ("Vice President Sales", "SVP", "Vice-présidente", "Senior Vice President, Operations",
     "Vice-président commercial"),
    ("Senior Director",),
    ("Finance Director", "Head of Sales and Marketing", "Group Treasurer", "Plant Manager", "Chief of Staff",
     "Directeur financier", "Directeur commercial", "Directrice commerciale France", "Cheffe de cabinet", "DRH",
     "Directrice des systèmes d'information", "Acting Head of Legal"),
    ("Deputy Head of Finance", "Assistant Director", "Directrice adjointe des achats", "Sous-directeur"),
    ("Senior Manager",),
    ("Purchasing Manager", "Sales Team Manager", "Responsable des achats", "Responsable comptable", "Chef de service",
     "Cheffe de département", "Chef des ventes"),
    ("Assistant Manager", "Responsable adjointe"),
    ("Team Lead", "Key Account Manager", "Chef d'équipe", "Cheffe de projet"),
    ("Senior Software Engineer", "Ingénieure principale"),
    ("Software Engineer", "Legal Counsel", "Employee Representative", "Chargé de mission", "Contrôleur de gestion"),
    ("Junior Analyst",),
    ("Assistant to the Chief Executive", "Executive Assistant", "Assistante de direction", "Secretary of the Director",
     "PA to the CEO", "Secrétaire comptable"),
    ("Trainee", "Stagiaire", "Apprentice Engineer of the Plant Manager"),
]  # fmt: skip


@pytest.mark.parametrize("titles", LADDER[:-1], ids=lambda titles: titles[0])
def test_titles_of_a_rung_stand_as_high(titles: tuple[str, ...]) -> None:
    assert {title: rank_of_title(title) for title in titles} == dict.fromkeys(titles, rank_of_title(titles[0]))


def test_each_rung_is_lower_than_the_one_before() -> None:
    ranks = [rank_of_title(titles[0]) for titles in LADDER]
    assert ranks == sorted((rank for rank in ranks if rank is not None), reverse=True)
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize("title", ["Wizard", "", "of the", "1234", "Zauberer für Öffentlichkeitsarbeit"])
def test_of_other_titles_nothing_is_said(title: str) -> None:
    assert rank_of_title(title) is None


def test_accents_hyphens_and_capitals_make_no_difference() -> None:
    assert rank_of_title("VICE-PRÉSIDENT") == rank_of_title("vice president") is not None


def test_a_number_is_the_workspaces_own_scale_and_a_greater_one_is_higher() -> None:
    assert compare([level_of(3, "Chief Executive Officer")], level_of("4", "Trainee")) == 1
    assert compare([level_of(4, None)], level_of(4, None)) == 0


def test_a_stated_word_comes_before_the_title() -> None:
    assert compare([level_of("manager", "Head of Tax")], level_of("director", "Tax Wizard")) == 1
    assert compare([level_of("executive", "CFO")], level_of("Executive", "CEO")) == 0
    assert compare([level_of("N-3", None)], level_of("n-1", None)) == 1
    assert level_of("of our own", "Director") == level_of(None, "Director")


def test_a_number_and_a_word_compare_by_title_only() -> None:
    assert compare([level_of(7, "Manager")], level_of("director", None)) == 1
    assert compare([level_of(7, None)], level_of("director", None)) is None
    assert compare([level_of(7, None)], level_of(None, "Wizard")) is None


def test_the_highest_of_what_was_left_counts() -> None:
    left = [Level(number=1), Level(number=5), Level()]
    assert [compare(left, Level(number=number)) for number in (4, 5, 6)] == [-1, 0, 1]
    assert compare([], Level(number=1)) is None
