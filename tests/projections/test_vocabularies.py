"""The words a workspace speaks: at any moment as the oracle says, ranking its levels, and held against what is sent."""

from typing import Any

import pytest

from domain.errors import InvalidFact
from domain.log.ledger import Terms
from domain.vocabularies import VOCABULARIES
from projections.moves import Asked, moves
from projections.opportunity_reads import opportunity
from projections.snapshots import snapshot
from projections.tenants import Tenants
from projections.vocabulary_reads import vocabularies_at
from projections.words import Words
from tests import oracle
from tests.projections.told import Story, moments, random_world, taking_turns
from tests.projections.worlds import microseconds

Json = dict[str, Any]


def said_of(answer: Json, name: str) -> Json | None:
    """What the workspace set, as the oracle tells it."""
    one = next(one for one in answer["vocabularies"] if one["vocabulary"] == name)
    if one["default"]:
        return None
    terms = [{"label": term["label"], "rank": term["rank"]} for term in one["terms"]]
    return {key: value for key, value in one.items() if key not in ("vocabulary", "default")} | {"terms": terms}


@taking_turns(range(730, 734))
def test_they_agree_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed, steps=80)
    for _, moment in moments(world, seed, 15):
        answer, clocks = vocabularies_at(world.tenant, moment), (moment.as_of, moment.position)
        for name in ("level", "relation", "tone"):
            assert said_of(answer, name) == oracle.vocabulary(world.facts, name, *clocks)


def test_every_vocabulary_comes_with_words_of_its_own(story: Story) -> None:
    answer = vocabularies_at(story.tenant, story.at("2024-01-01"))
    assert [one["vocabulary"] for one in answer["vocabularies"]] == list(VOCABULARIES)
    assert all(one["default"] and one["terms"] for one in answer["vocabularies"])
    words = {one["vocabulary"]: one["terms"] for one in answer["vocabularies"]}
    assert {"term": "chief_executive", "label": "Chief executive", "rank": 90} in words["level"]


def steps(story: Story, known: str | None = None) -> list[str]:
    """Of which kind Ann's move was in June, as known then."""
    at = story.at("2024-07-01", known)
    return [move["kind"] for move in moves(story.tenant, at, Asked(at.as_of, person="ann"), None, 9).entries[1:]]


@pytest.fixture
def risen(story: Story) -> Story:
    """Ann went from a post of the blue level to one of the red."""
    for role, level in (("cfo", "blue"), ("ceo", "red")):
        story.tell("role_restructured", None, role=role, level=level, title="Post")
    story.took("ann", "2020", role="cfo")
    story.left("ann", "2024-06-01", role="cfo")
    story.took("ann", "2024-06-01", role="ceo")
    return story


def ranked(**ranks: int) -> list[Json]:
    return [{"term": term, "label": term.title(), "rank": rank} for term, rank in ranks.items()]


def test_levels_rank_as_the_workspace_set_them_and_as_known_then(risen: Story) -> None:
    assert steps(risen) == ["lateral"]
    risen.tell("vocabulary_set", None, vocabulary="level", terms=ranked(blue=1, red=2))
    assert steps(risen) == ["promoted"]
    risen.on("2024-02-01").tell("vocabulary_set", None, vocabulary="level", terms=ranked(blue=2, red=1))
    assert steps(risen) == ["demoted"]
    assert steps(risen, "2024-01-31") == ["promoted"]


def test_a_move_is_measured_by_the_ranks_of_its_own_day(risen: Story) -> None:
    """Or else everybody who moves on the day of another scale would rise or fall."""
    risen.tell("vocabulary_set", None, vocabulary="level", terms=ranked(blue=1, red=2))
    risen.tell("vocabulary_set", "2024-06-01", vocabulary="level", terms=ranked(blue=30, red=20))
    assert steps(risen) == ["demoted"]


@pytest.fixture
def speaking(story: Story) -> Story:
    """From 2020 on buying roles are payer and user, from 2024 on payer and owner."""
    story.tell("opportunity_opened", "2019", opportunity="o-1", organization="acme", name="Sale")
    for since, words in (("2020", ("payer", "user")), ("2024", ("payer", "owner"))):
        terms = [{"label": word} for word in words]
        story.tell("vocabulary_set", since, vocabulary="buying_role", terms=terms)
    return story


def assign(story: Story, word: str, effective: str | None) -> str:
    return story.tell("buying_role_assigned", effective, person="ann", opportunity="o-1", buying_role=word)


@pytest.mark.parametrize(
    ("word", "effective"), [("user", "2023-12-31"), ("owner", "2024"), ("owner", None), ("anything", "2019-12-31")]
)
def test_a_buying_role_is_a_word_of_its_day(speaking: Story, word: str, effective: str | None) -> None:
    assign(speaking, word, effective)
    center = opportunity(speaking.tenant, "o-1", speaking.at("2025-01-01"), True)["buying_center"]
    assert [one["buying_role"] for one in center] == [word]


@pytest.mark.parametrize(("word", "effective"), [("user", "2024"), ("owner", "2023"), ("user", None)])
def test_another_word_is_refused_and_the_known_ones_are_named(
    speaking: Story, word: str, effective: str | None
) -> None:
    with pytest.raises(InvalidFact, match=r"vocabulary: payer, (user|owner)$") as refused:
        assign(speaking, word, effective)
    assert refused.value.field == "buying_role"


def test_what_was_recorded_in_other_words_stays_and_is_corrected_to_known_ones_only(story: Story) -> None:
    story.tell("opportunity_opened", "2019", opportunity="o-1", organization="acme", name="Sale")
    assigned = assign(story, "old word", "2023")
    story.tell("vocabulary_set", "2020", vocabulary="buying_role", terms=[{"label": "payer"}])
    story.tell("fact_corrected", fact=assigned, replacement={"weight": 3})
    with pytest.raises(InvalidFact, match="vocabulary: payer") as refused:
        story.tell("fact_corrected", fact=assigned, replacement={"buying_role": "another"})
    assert refused.value.field == "replacement.buying_role"
    story.tell("buying_role_ended", "2024", person="ann", opportunity="o-1", buying_role="old word")
    (member,) = opportunity(story.tenant, "o-1", story.at("2023-06-01"), True)["buying_center"]
    assert (member["buying_role"], member["weight"]) == ("old word", 3)


def test_links_and_relations_keep_to_the_words_set_and_a_link_may_be_of_no_kind(story: Story) -> None:
    story.tell("organization_registered", organization="bolt", name="Bolt")
    tie = {"person": "ann", "other": "bob", "tone": 1}
    story.tell("link_rated", "2019", kind="old word", **tie)
    for name in ("link_kind", "relation"):
        story.tell("vocabulary_set", "2020", vocabulary=name, terms=[{"label": "trust"}])
    for kind in ("trust", None):
        story.tell("link_rated", "2021", **tie, **({"kind": kind} if kind else {}))
    story.tell("link_ended", "2021", person="ann", other="bob", kind="old word")
    for told, field in (
        ({"fact_type": "link_rated", "kind": "advice", **tie}, "kind"),
        (
            {"fact_type": "organizations_related", "organization": "acme", "other": "bolt", "relation": "client"},
            "relation",
        ),
    ):
        with pytest.raises(InvalidFact, match="vocabulary: trust") as refused:
            story.tell(effective="2021", **told)
        assert refused.value.field == field


def test_a_batch_may_set_the_words_that_it_uses_and_withdrawn_ones_bind_nobody(story: Story) -> None:
    story.tell("opportunity_opened", "2019", opportunity="o-1", organization="acme", name="Sale")
    said = {"type": "buying_role_assigned", "person": "ann", "opportunity": "o-1", "buying_role": "payer"}
    set_ = {"type": "vocabulary_set", "effective": None, "vocabulary": "buying_role", "terms": [{"label": "payer"}]}
    story.tenant.record([said, set_], Terms(by="me", kept=[microseconds("2024-01-01T12:00:00+00:00")] * 2))
    with pytest.raises(InvalidFact):
        assign(story, "user", "2024")
    with snapshot(story.tenant, story.at("2024-01-01")) as at:
        fact = Words(at).row_of("buying_role", at.day).fact
    story.tell("fact_withdrawn", fact=fact)
    assign(story, "user", "2024")


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ([], "terms"),
        ([{"term": "a"}], "terms[0].label"),
        ([{"label": "a"}, {"term": "a", "label": "b"}], "terms[1]"),
        ([{"label": "a", "rang": 1}], "terms[0].rang"),
        ([{"label": "a", "rank": "high"}], "terms[0].rank"),
    ],
)
def test_terms_that_do_not_fit_are_refused_with_their_place(story: Story, terms: list[Json], field: str) -> None:
    with pytest.raises(InvalidFact) as refused:
        story.tell("vocabulary_set", vocabulary="level", terms=terms)
    assert refused.value.field == field


def test_a_vocabulary_that_there_is_none_of_is_refused_with_those_there_are(story: Story) -> None:
    for said in ({"vocabulary": "buying_roles"}, {}):
        with pytest.raises(InvalidFact) as refused:
            story.tell("vocabulary_set", terms=[{"label": "a"}], **said)
        assert refused.value.field == "vocabulary"
