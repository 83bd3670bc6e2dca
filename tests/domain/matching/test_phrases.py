"""Names of organizations and titles: what is taken away, written out, and how alike two are."""

import pytest

from domain.matching.announcements import Announcement
from domain.matching.bodies import organizations_like
from domain.matching.phrases import PhraseIndex, organization_words, title_words
from domain.matching.registry import Organization, registry
from domain.matching.tables import legal_forms, lines


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Acme Ltd.", ["acme"]),
        ("ACME LIMITED", ["acme"]),
        ("Société Générale S.A.", ["societe", "generale"]),
        ("Bosch GmbH & Co. KG", ["bosch"]),
        ("AB Volvo", ["volvo"]),
        ("Marks & Spencer Group plc", ["marks", "spencer", "group"]),
        ("The Company", ["company"]),
        ("Ltd", ["ltd"]),
        ("Ministry of Defence", ["ministry", "defence"]),
        ("Газпром", ["gazprom"]),
    ],
)
def test_names_of_organizations_are_bare(name: str, words: list[str]) -> None:
    assert list(organization_words(name)) == words


@pytest.mark.parametrize("form", sorted(" ".join(form) for form in legal_forms()))
def test_every_legal_form_is_taken_away(form: str) -> None:
    assert organization_words(f"Acme Foundry {form}") == ("acme", "foundry")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("CFO", "chief financial officer"),
        ("Chief Executive Officer", "chief executive"),
        ("Chief Finance Officer", "chief financial officer"),
        ("SVP, Ops", "senior vice president operations"),
        ("The Prime Minister", "prime minister"),
        ("Chairwoman of the Board", "chair board"),
        ("Vice-Présidente", "vice president"),
        ("PDG", "president directeur general"),
        ("Of The", "of the"),
    ],
)
def test_titles_are_written_out(title: str, words: str) -> None:
    assert " ".join(title_words(title)) == words


@pytest.mark.parametrize("line", sorted(lines("title_words")))
def test_every_short_form_means_the_long_one(line: str) -> None:
    short, long = line.split(" = ")
    assert title_words(short) == title_words(long)


def index(*names: str) -> PhraseIndex[int]:
    made = PhraseIndex[int]()
    for number, name in enumerate(names):
        made.put(number, [organization_words(name)])
    return made


def ranked(made: PhraseIndex[int], asked: str) -> list[int]:
    found = made.like(organization_words(asked))
    return sorted(found, key=lambda number: -found[number])


def test_telling_words_count_more() -> None:
    made = index(
        "Acme Energy Services", "Bolt Energy Services", "Acme Foods", *(f"X{n} Energy Services" for n in range(20))
    )
    assert ranked(made, "Acme Energy Services")[:2] == [0, 2]


@pytest.mark.parametrize("asked", ["Acme Foundry", "Acmme Foundry", "ACME Foundries", "AF", "Acme Foundry Group"])
def test_names_written_otherwise_are_found(asked: str) -> None:
    made = index("Acme Foundry", "Bolt Works", "Foundry of Cogs", "Acme Bakery")
    assert ranked(made, asked)[0] == 0


def test_alike_is_between_nothing_and_the_same() -> None:
    names = ["Acme Foundry", "Bolt Works", "Acme Works Foundry", "Foundry"]
    made = index(*names)
    for asked in names:
        found = made.like(organization_words(asked))
        assert all(0 < likeness <= 1 for likeness in found.values())
        assert found[names.index(asked)] == 1


def test_what_is_taken_is_not_found() -> None:
    made = index("Acme Foundry", "Acme Works")
    made.take(0)
    assert set(made.like(("acme", "foundry"))) == {1}
    assert not made.exactly(("acme", "foundry"))


def test_identifiers_come_first() -> None:
    known = registry(organizations=[
        Organization("old", ("Acme",), {"lei": "1"}), Organization("new", ("Renamed Group",), {"lei": "2"}),
    ])  # fmt: skip
    asked = Announcement(organization="Acme", organization_identifiers={"lei": "2"})
    found = organizations_like(known, asked)
    assert [one.id for one in found] == ["new", "old"]
    assert found[0].score == 1.0
    assert found[1].score <= 0.5
    assert "another identifier of the same scheme" in found[1].reasons


def test_legal_forms_tell_little_and_only_where_both_have_one() -> None:
    known = registry(organizations=[Organization("a", ("Acme Ltd",)), Organization("b", ("Acme GmbH",))])
    scores = {one.id: one.score for one in organizations_like(known, Announcement(organization="Acme Limited"))}
    assert scores["a"] > scores["b"] > 0.9
    bare = {one.id: one.score for one in organizations_like(known, Announcement(organization="Acme"))}
    assert bare["a"] == bare["b"]
