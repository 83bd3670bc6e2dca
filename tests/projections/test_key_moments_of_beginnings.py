"""What begins at an account and asks for its map to be drawn again: sales, colleagues who come, blocked actions."""

from datetime import date

from domain.key_moments.found import Actor
from tests.projections.key_moment_stories import found, people, sale, seen
from tests.projections.told import Story


def test_an_opportunity_that_opens_is_one_moment_that_a_correction_moves_and_a_withdrawal_takes_back(
    story: Story,
) -> None:
    value = {"amount": 1000, "currency": "EUR"}
    opened = story.tell(
        "opportunity_opened", "2024-03-01", opportunity="o", organization="acme", name="Renewal", value=value
    )
    story.tell("opportunity_changed", "2024-04-01", opportunity="o", stage="proposal")
    (moment,) = found(story, "opportunity_opened")
    assert moment.reason == 'The opportunity "Renewal" was opened at Acme.'
    assert (moment.account, moment.severity) == ("acme", "medium")
    assert [one.opportunity for one in moment.effects.opportunities] == ["o"]
    assert (date.fromordinal(moment.day), moment.effects.facts) == (date(2024, 3, 1), (opened,))
    story.on("2024-05-01").tell("fact_corrected", fact=opened, replacement={"effective": "2024-03-05"})
    (moved,) = found(story, "opportunity_opened")
    assert (date.fromordinal(moved.day), moved.key) == (date(2024, 3, 5), moment.key)
    story.on("2024-06-01").tell("fact_withdrawn", fact=opened, reason="a mistake")
    assert found(story, "opportunity_opened") == []
    assert len(found(story, "opportunity_opened", known="2024-05-15")) == 1


def test_a_colleague_comes_the_first_time_that_they_cover_the_account_or_play_in_its_team(story: Story) -> None:
    story.tell("coverage_assigned", "2024-03-01", person="cy", organization="acme", part="lead")
    story.tell("team_role_played", "2024-02-01", person="cy", organization="acme", team_role="innovator")
    story.tell("coverage_assigned", "2024-06-01", person="cy", organization="acme", part="sponsor")
    assert seen(story, "colleague_came") == [("cy", "2024-02-01")]
    (moment,) = found(story, "colleague_came")
    assert moment.reason == "Our colleague Cy joins our team at Acme."


def test_an_action_that_is_blocked_asks_its_owner_to_act_once_for_each_time(story: Story) -> None:
    sale(story)
    people(story, "di", ours=True)
    story.tell("coverage_assigned", "2024-01-01", person="cy", organization="acme", part="lead")
    planned = {"action": "call", "organization": "acme", "objective": "Get Ann on board", "owner": "di"}
    story.tell("action_planned", "2024-02-01", **planned, opportunity="o", person="ann")
    assert found(story, "action_blocked") == []
    story.tell("action_changed", "2024-03-01", action="call", blocked="she is away")
    story.tell("action_changed", "2024-03-10", action="call", due="2024-08-01")
    (moment,) = found(story, "action_blocked")
    assert moment.reason == 'The action "Get Ann on board" with Ann at Acme is blocked: she is away.'
    assert (moment.person, date.fromordinal(moment.day), moment.severity) == ("ann", date(2024, 3, 1), "high")
    assert moment.effects.act == (Actor("di", "owner"), Actor("cy", "lead"))
    story.tell("action_changed", "2024-04-01", action="call", blocked=None)
    again = story.tell("action_changed", "2024-05-01", action="call", blocked="no budget")
    assert seen(story, "action_blocked") == [("ann", "2024-03-01"), ("ann", "2024-05-01")]
    story.on("2024-06-01").tell("fact_withdrawn", fact=again, reason="there is one")
    assert seen(story, "action_blocked") == [("ann", "2024-03-01")]
