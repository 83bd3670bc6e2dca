"""Which key moments are asked for, by which rules, and what rules go by, on both databases."""

from dataclasses import replace

import pytest

from domain.errors import InvalidRequest, NotFound
from domain.key_moments.judging import RULES
from projections.key_moments import Asked, key_moments
from projections.moments import moment_of
from projections.rule_settings import rules_of, set_rule
from tests.projections.key_moment_stories import ALL, champion, found, plays, post, sale, seen
from tests.projections.told import Story


def test_rules_go_by_what_a_word_of_the_workspace_means(story: Story) -> None:
    terms = [{"term": "fan", "label": "Fan", "means": "champion"}, {"term": "guide", "label": "Guide"}]
    story.tell("vocabulary_set", None, vocabulary="buying_role", terms=terms)
    sale(story)
    story.took("ann", "2023-01-01")
    plays(story, "ann", "fan")
    story.took("bob", "2023-01-01", role="ceo")
    plays(story, "bob", "guide")
    for person, role in (("ann", "cfo"), ("bob", "ceo")):
        story.left(person, "2024-03-01", role=role)
    assert seen(story, "champion_left") == [("ann", "2024-03-01")]
    (moment,) = found(story, "champion_left")
    assert moment.reason == 'Ann, CFO and fan in "Renewal", leaves Acme.'


def test_organizations_we_do_not_sell_to_have_no_moments(story: Story) -> None:
    story.tell("organization_registered", organization="far", name="Far")
    post(story, "boss", "Chief Executive Officer", "far")
    story.took("ann", "2024-02-01", role="boss")
    assert found(story, "decider_arrived") == []
    sale(story, "first", "far", "First steps")
    assert seen(story, "decider_arrived") == [("ann", "2024-02-01")]


def test_rules_are_switched_off_and_set_and_wrong_parameters_are_named(story: Story) -> None:
    champion(story)
    story.left("ann", "2024-03-01")
    set_rule(story.tenant, "champion_left", on=None, parameters={"buying_roles": ["sponsor"]}, by="me")
    assert found(story, "champion_left") == []
    set_rule(story.tenant, "champion_left", on=None, parameters={}, by="me")
    assert len(found(story, "champion_left")) == 1
    set_rule(story.tenant, "champion_left", on=False, parameters=None, by="me")
    assert found(story, "champion_left") == []
    with pytest.raises(InvalidRequest) as refused:
        set_rule(story.tenant, "long_vacancy", on=True, parameters={"days": 0}, by="me")
    assert (refused.value.field, refused.value.detail) == ("parameters.days", "expected a whole number from 1 to 3660")
    with pytest.raises(NotFound):
        set_rule(story.tenant, "no_rule", on=True, parameters=None, by="me")


def test_what_was_known_is_judged_by_the_rules_of_then_or_by_others_that_are_tried(story: Story) -> None:
    champion(story)
    story.left("ann", "2024-03-01")
    story.tell("note_added", about={"person": "bob"}, text="seen")
    before = moment_of(story.tenant.ledger).position
    set_rule(story.tenant, "champion_left", on=None, parameters={"buying_roles": ["sponsor"]}, by="me")
    story.tell("note_added", about={"person": "bob"}, text="met")
    set_rule(story.tenant, "champion_left", on=False, parameters={}, by="me")
    since = Asked(ALL.since, ALL.until, rules=frozenset(["champion_left"]))
    tried = replace(since, settings={"champion_left": {"buying_roles": ["champion"]}})
    at = [moment_of(story.tenant.ledger, "2024-12-31", position=position) for position in (before - 1, before, None)]
    assert [len(key_moments(story.tenant, moment, since)) for moment in at] == [1, 0, 0]
    assert [len(key_moments(story.tenant, moment, tried)) for moment in at] == [1, 1, 1]
    states = [next(one for one in rules_of(story.tenant, moment) if one["id"] == "champion_left") for moment in at]
    assert [(one["on"], one.get("version")) for one in states] == [(True, None), (True, 1), (False, 2)]


def test_accounts_people_and_rules_asked_for_are_all_that_is_found(story: Story) -> None:
    champion(story)
    story.left("ann", "2024-03-01")
    every = key_moments(story.tenant, story.at("2024-12-31"), ALL)
    for one in every:
        account, person = (None if id is None else frozenset([id]) for id in (one.account, one.person))
        asked = Asked(ALL.since, ALL.until, account, person, frozenset([one.rule]))
        assert one in key_moments(story.tenant, story.at("2024-12-31"), asked)
    nobody = Asked(ALL.since, ALL.until, people=frozenset(["bob"]), rules=frozenset(RULES))
    assert key_moments(story.tenant, story.at("2024-12-31"), nobody) == []
