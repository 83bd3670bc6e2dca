"""The words of sales methods: data that no code knows."""

import re
from pathlib import Path

import pytest

from domain.errors import NotFound
from domain.forms import parse
from domain.presets import NEUTRAL, preset, presets
from domain.vocabularies import VOCABULARIES, VocabularySet, default_terms

ROOT = Path(__file__).parents[2]
SOURCES = [path for folder in ("domain", "projections", "api", "jobs") for path in (ROOT / folder).rglob("*.py")]
OWN = {one.word for name in VOCABULARIES for one in default_terms(name)}


def words_of_methods() -> set[str]:
    """What only a method says: its name, and the terms and labels that are not among the neutral words."""
    methods = [one for one in presets().values() if one.name != NEUTRAL]
    terms = [term for one in methods for some in one.vocabularies.values() for term in some if term.word not in OWN]
    return {one.title for one in methods} | {word for term in terms for word in (term.word, term.label)}


def naming(word: str, text: str) -> bool:
    loose = re.escape(word).replace("_", "[ _-]?").replace(r"\ ", "[ _-]?")
    return re.search(rf"(?<![a-z]){loose}(?![a-z])", text, re.IGNORECASE) is not None


def test_there_are_several_methods_with_buying_roles_of_their_own() -> None:
    methods = [one for one in presets().values() if one.name != NEUTRAL]
    assert len(methods) >= 2
    assert all(len(one.vocabularies["buying_role"]) > 3 for one in methods)


def test_no_code_names_a_term_of_a_method() -> None:
    texts = {path: path.read_text() for path in SOURCES}
    assert len(texts) > 200
    found = [
        (path.name, word)
        for word in words_of_methods()
        for path, text in texts.items()
        if naming(word, text) and path != ROOT / "api" / "examples" / "our_side.py"
    ]
    assert found == []


def test_the_search_finds_a_term_however_it_is_spelled() -> None:
    assert all(naming("paper_process", text) for text in ("if PAPER PROCESS", "x.paper_process", '"paperprocess"'))
    assert not naming("coach", "coached")


@pytest.mark.parametrize("name", list(presets()))
def test_its_terms_can_be_set(name: str) -> None:
    for vocabulary, terms in preset(name).vocabularies.items():
        told = [{"term": one.word, "label": one.label} for one in terms]
        fact = parse({"type": "vocabulary_set", "vocabulary": vocabulary, "terms": told}, today="2026-01-01")
        assert isinstance(fact, VocabularySet)
        assert [one.word for one in fact.terms] == [one.word for one in terms]
    attitudes = preset(name).vocabularies.get("attitude", default_terms("attitude"))
    assert [one.word for one in attitudes] == ["2", "1", "0", "-1", "-2"]


def test_an_unknown_preset_names_those_there_are() -> None:
    with pytest.raises(NotFound, match="neutral"):
        preset("none")
