"""A name is taken apart by the rules of the tables: each rule by example, and what holds of any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.matching.names import everything_else, parse, taken_apart
from domain.matching.tables import expansions, given_names, legal_forms, lines, marks, words
from domain.matching.text import fold, latin, loose


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("Jane Roe", ["jane"], ["roe"]),
        ("ROE, Jane Ann", ["jane", "ann"], ["roe"]),
        ("Dr. Roe, Jane", ["jane"], ["roe"]),
        ("Jane Roe, OBE, MBA", ["jane"], ["roe"]),
        ("Rt Hon Jane Roe QC MP", ["jane"], ["roe"]),
        ("The Right Honourable Sir John Roe", ["john"], ["roe"]),
        ("Mme Jeanne Roé", ["jeanne"], ["roe"]),
        ("Prof. Dr. Hans Roe", ["hans"], ["roe"]),
        ("Jane ROE-DOE", ["jane"], ["roe", "doe"]),
        ("DOE Jane", ["jane"], ["doe"]),
        ("J.R. Doe", ["j", "r"], ["doe"]),
        ("JR Doe", ["j", "r"], ["doe"]),
        ("Jane de la Roe", ["jane"], ["roe"]),
        ("Jan van der Roe", ["jan"], ["roe"]),
        ("Van Roe", ["van"], ["roe"]),
        ("Lembit &#214;pik", ["lembit"], ["opik"]),
        ("Владимир Иванов", ["vladimir"], ["ivanov"]),
        ("Παύλος Παπανδρέου", ["pavlos"], ["papandreou"]),
        ("Ντόρα Μπέη", ["dora"], ["bei"]),
        ("Ευάγγελος Γκίκας", ["evangelos"], ["gikas"]),
        ("王小明", ["xiaoming"], ["wang"]),
        ("Wang Xiaoming", ["wang"], ["xiaoming"]),
        ("Yo-Yo Ma", ["yo", "yo"], ["ma"]),
        ("Major", [], ["major"]),
        ("John Major", ["john"], ["major"]),
        ("Roe", [], ["roe"]),
        ("Jane Roe, M.B.A., Ph.D.", ["jane"], ["roe"]),
        ("Hon. Jane Roe, P.C., M.P.", ["jane"], ["roe"]),
        ("Roe, J., Dr", ["j"], ["roe"]),
        ("Roe, John, Jr", ["john"], ["roe"]),
        ("Robert (Bob) Roe", ["robert", "bob"], ["roe"]),
        ("M\u00fcller-Roe, Hans", ["hans"], ["muller", "roe"]),
        ("Jean-Pierre ROE", ["jean", "pierre"], ["roe"]),
        ("Prof. Dr. h.c. Anna Roe", ["anna"], ["roe"]),
        ("Ma, Jack", ["jack"], ["ma"]),
        ("van der Roe, Jan", ["jan"], ["roe"]),
        ("Brian O\u2019Roe", ["brian"], ["oroe"]),
    ],
)
def test_given_and_family_names_are_found(written: str, given: list[str], family: list[str]) -> None:
    name = parse(written)
    assert (list(name.given), list(name.family)) == (given, family)


@pytest.mark.parametrize(
    ("written", "peer", "family", "territory", "sex"),
    [
        ("Lord Roe", "lord", ["roe"], (), "m"),
        ("Baroness Roe of Doe Hill", "baroness", ["roe"], ("doe", "hill"), "f"),
        ("The Earl of Doe", "earl", ["doe"], (), "m"),
        ("Rt Hon Lord de Roe KBE", "lord", ["roe"], (), "m"),
        ("Lord Kt Roe of Doe", "lord", ["roe"], ("doe",), "m"),
    ],
)
def test_a_title_may_stand_in_place_of_given_names(
    written: str, peer: str, family: list[str], territory: tuple[str, ...], sex: str
) -> None:
    name = parse(written)
    assert (name.peer, list(name.family), name.territory, name.sex) == (peer, family, territory, sex)


@pytest.mark.parametrize(
    ("written", "generation"),
    [("John Roe Jr", "junior"), ("John Roe Snr.", "senior"), ("John Roe III", "third"), ("John Roe", None)],
)
def test_generations_are_told_apart(written: str, generation: str | None) -> None:
    assert parse(written).generation == generation


@pytest.mark.parametrize("phrase", sorted(" ".join(phrase) for phrase in marks("honorifics")))
def test_every_honorific_is_taken_away(phrase: str) -> None:
    assert parse(f"{phrase.title()} Jane Roe").words == ("jane", "roe")


@pytest.mark.parametrize("phrase", sorted(" ".join(phrase) for phrase in marks("peerage")))
def test_every_title_of_peers_is_known(phrase: str) -> None:
    name = parse(f"{phrase.title()} Roe of Doe")
    assert (name.words, name.territory, name.peer) == (("roe",), ("doe",), phrase)


@pytest.mark.parametrize("letters", sorted(words("postnominals")))
def test_letters_after_a_name_go_unless_two_are_written_as_a_name(letters: str) -> None:
    assert parse(f"Jane Roe {letters.upper()}").words == ("jane", "roe")
    named = ("jane", "roe", letters) if len(letters) == 2 else ("jane", "roe")
    assert parse(f"Jane Roe {letters.title()}").words == named


@pytest.mark.parametrize("particle", sorted(words("particles")))
def test_particles_do_not_count(particle: str) -> None:
    assert parse(f"Jane {particle} Roe").words == ("jane", "roe")
    assert parse(f"Jane {particle} Roe").joined == f"jane{particle}roe"


@pytest.mark.parametrize(
    "table", ["honorifics", "peerage", "postnominals", "particles", "generations", "nicknames", "legal_forms", "silent"]
)
def test_tables_are_folded_and_repeat_nothing(table: str) -> None:
    found = list(lines(table))
    assert len(found) == len(set(found))
    assert [line for line in found if set(line) - set("abcdefghijklmnopqrstuvwxyz0123456789 .-=,")] == []


def test_names_are_forms_of_each_other_both_ways() -> None:
    known = given_names()
    lopsided = [(one, other) for one, others in known.items() for other in others if one not in known[other]]
    assert lopsided == []
    assert "alejandro" in given_names()["alexander"]
    assert "robert" in given_names()["bob"]


def test_short_forms_lead_to_words_that_are_none_themselves() -> None:
    known = expansions("title_words")
    again = [long for long in known.values() for word in long if (word,) in known]
    assert again == []
    assert legal_forms()["s", "a"] == legal_forms()["societe", "anonyme"] == "sa"


@given(st.text(max_size=80))
def test_any_text_is_taken_apart(text: str) -> None:
    name = parse(text)
    assert all(word and word.isascii() for word in name.words)


@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert latin(text).isascii()


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_what_spellings_have_in_common_is_something(word: str) -> None:
    assert loose(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [("mueller", "muller"), ("sergey", "sergei"), ("philipp", "filip"), ("kowalsky", "kovalski"), ("anna", "ana")],
)
def test_spellings_of_one_word_are_heard_alike(one: str, other: str) -> None:
    assert loose(one) == loose(other)


WRITTEN = st.sampled_from(
    [*"JRof", "Jane", "Roe", "AJ", "McRoe", "Roe-Doe", "O'Roe", "Zoë", "DOE", "J.", "(Bob)", "Roe,", "and", "Ma"]
) | st.sampled_from(sorted(everything_else())).flatmap(lambda word: st.sampled_from([word, word.title(), word.upper()]))


@given(st.lists(WRITTEN, max_size=14).map(" ".join))
@settings(max_examples=500, deadline=None)
def test_everyday_names_are_what_all_rules_make_of_them(name: str) -> None:
    assert parse(name) == taken_apart(name)
