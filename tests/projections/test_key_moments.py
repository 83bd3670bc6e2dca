"""Key moments as reads give them, end to end on both databases."""

from datetime import date

from domain.key_moments.found import KeyMoment, Tie, Touched
from projections.key_moments import Asked, key_moments
from tests.projections.told import Story

ALL = Asked(date(2020, 1, 1), date(2030, 1, 1))


def champion(story: Story) -> None:
    story.tell(
        "opportunity_opened", opportunity="o", organization="acme", name="Renewal",
        value={"amount": 1000, "currency": "EUR"},
    )  # fmt: skip
    story.took("ann", "2023-01-01")
    story.tell("buying_role_assigned", person="ann", opportunity="o", buying_role="champion")
    story.tell("link_rated", person="ann", other="cy", tone=2, strength=5)


def found(story: Story, rule: str, day: str = "2024-06-01", known: str | None = None) -> list[KeyMoment]:
    return [one for one in key_moments(story.tenant, story.at(day, known), ALL) if one.rule == rule]


def test_a_champion_who_will_leave_is_a_moment_once_that_is_known(story: Story) -> None:
    champion(story)
    left = story.on("2024-03-01").left("ann", "2024-09")
    assert found(story, "champion_left", known="2024-02-29") == []
    (moment,) = found(story, "champion_left", "2024-03-01")
    assert (moment.account, moment.person, moment.role, moment.starts) == ("acme", "ann", "cfo", "2024-09")
    assert date.fromordinal(moment.day) == date(2024, 10, 1)
    assert moment.reason == 'Ann, champion in "Renewal", leaves Acme.'
    assert moment.effects.opportunities == (Touched("o", 1000, "EUR", ("champion",)),)
    assert moment.effects.empty_buying_roles == (("o", "champion"),)
    assert moment.effects.links_lost == (Tie("cy", "ann", "", 2, 5),)
    assert left in moment.effects.facts
    assert moment.severity == "critical"


def test_a_champion_who_changes_posts_within_the_account_is_none(story: Story) -> None:
    champion(story)
    story.left("ann", "2024-03-01")
    story.took("ann", "2024-03-01", role="ceo")
    assert found(story, "champion_left") == []


def test_a_correction_moves_the_moment_and_a_withdrawal_takes_it_back(story: Story) -> None:
    champion(story)
    left = story.left("ann", "2024-03-01")
    (before,) = found(story, "champion_left")
    story.tell("fact_corrected", fact=left, replacement={"effective": "2024-04-01"})
    (after,) = found(story, "champion_left")
    assert (after.key, after.day - before.day) == (before.key, 31)
    story.tell("fact_withdrawn", fact=left, reason="stays")
    assert found(story, "champion_left") == []
