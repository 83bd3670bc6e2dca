"""Key moments of those who leave, end to end on both databases: each rule sees what it is for,
and beside each thing it sees another that it must not see."""

from datetime import date

from domain.key_moments.found import Actor, Tie, Touched
from projections.key_moments import Asked, key_moments
from tests.projections.key_moment_stories import champion, found, people, post, seen
from tests.projections.told import Story


def test_a_champion_who_will_leave_is_a_moment_once_that_is_known(story: Story) -> None:
    champion(story)
    left = story.on("2024-03-01").left("ann", "2024-09")
    assert found(story, "champion_left", known="2024-02-29") == []
    (moment,) = found(story, "champion_left", "2024-03-01")
    assert (moment.account, moment.person, moment.role, moment.starts) == ("acme", "ann", "cfo", "2024-09")
    assert date.fromordinal(moment.day) == date(2024, 10, 1)
    assert moment.reason == 'Ann, CFO and champion in "Renewal", leaves Acme.'
    assert moment.effects.opportunities == (Touched("o", 1000, "EUR", ("champion",)),)
    assert moment.effects.empty_buying_roles == (("o", "champion"),)
    assert moment.effects.links_lost == (Tie("cy", "ann", "", 2, 5),)
    assert moment.effects.act == (Actor("cy", "link"),)
    assert left in moment.effects.facts
    assert (moment.severity, moment.restricted) == ("critical", False)


def test_one_departure_is_one_moment_corrected_withdrawn_and_told_twice(story: Story) -> None:
    champion(story)
    left = story.left("ann", "2024-03-01")
    (before,) = found(story, "champion_left")
    story.tell("fact_corrected", fact=left, replacement={"effective": "2024-04-01"})
    story.took("ann", "2022-12-01", certainty="probable")
    story.left("ann", "2024-04-02")
    (after,) = found(story, "champion_left")
    assert (after.key, after.day - before.day) == (before.key, 31)
    story.tell("fact_withdrawn", fact=left, reason="stays")
    assert [one.key for one in found(story, "champion_left")] == [before.key]


def test_of_who_died_nothing_is_asked_any_more_and_nobody_wonders_that_they_left_soon(story: Story) -> None:
    champion(story)
    story.left("ann", "2023-03-01", reason="died")
    (moment,) = found(story, "champion_left")
    assert moment.reason == 'Ann, CFO and champion in "Renewal", has died.'
    assert moment.effects.steps == ("find_champion",)
    (contact,) = (one for one in found(story, "only_link_gone") if one.person == "ann")
    assert contact.reason == "Ann of Acme, where nobody else has a link with us, has died."
    assert "ask_introduction" not in contact.effects.steps
    assert found(story, "decider_left")[0].reason == "Ann, CFO at Acme, has died."
    assert found(story, "soon_left") == []


def test_whoever_spoke_for_us_in_what_is_closed_is_no_champion_any_more(story: Story) -> None:
    champion(story)
    story.tell("opportunity_closed", "2024-02-01", opportunity="o", outcome="lost")
    story.left("ann", "2024-03-01")
    assert found(story, "champion_left") == []
    (left,) = found(story, "decider_left")
    assert left.effects.opportunities == ()


def test_coverage_says_who_acts_the_closest_first_and_rules_of_contact_before_all(story: Story) -> None:
    champion(story)
    people(story, "dee", "eve", ours=True)
    story.tell("coverage_assigned", "2023-01-01", person="dee", organization="acme", part="lead")
    story.tell("coverage_assigned", "2023-01-01", person="eve", other="ann", part="backup")
    story.left("ann", "2024-03-01")
    (moment,) = found(story, "champion_left")
    assert moment.effects.act == (Actor("eve", "backup"), Actor("dee", "lead"))
    story.tell("contact_rule_set", "2024-01-01", other="ann", through="dee", reason="old school friends")
    (moment,) = found(story, "champion_left")
    assert moment.effects.act == (Actor("dee", "contact_rule"), Actor("eve", "backup"))
    story.tell("organization_registered", organization="us", name="Us", kind="ourselves")
    post(story, "seller", "Key Account Manager", "us")
    for seller in ("dee", "eve"):
        story.took(seller, "2022-01-01", role="seller")
    story.left("dee", "2024-06-01", role="seller")
    assert [one.effects.act for one in found(story, "champion_left", "2024-05-31")] == [moment.effects.act]
    assert [one.effects.act for one in found(story, "champion_left")] == [(Actor("eve", "backup"),)]


def test_who_leaves_a_high_post_within_a_year_is_told_with_the_days(story: Story) -> None:
    """Bob stays long enough; Ann changes posts first and is told of when she goes for good."""
    story.took("ann", "2024-01-10")
    story.left("ann", "2024-03-01")
    story.took("ann", "2024-03-01", role="ceo")
    story.left("ann", "2024-09-01", role="ceo")
    story.took("bob", "2022-01-01")
    story.left("bob", "2024-01-09")
    assert seen(story, "soon_left") == [("ann", "2024-09-01")]
    assert found(story, "soon_left")[0].reason == "Ann leaves Acme as CEO after 184 days."


def test_a_colleague_leaves_and_takes_our_only_links_along(story: Story) -> None:
    """Cy alone knows Ann; Bob is known to Dee as well."""
    people(story, "dee", ours=True)
    story.tell("organization_registered", organization="us", name="Us")
    post(story, "seller", "Key Account Manager", "us")
    story.took("cy", "2022-01-01", role="seller")
    story.took("ann", "2023-01-01")
    story.took("bob", "2023-01-01", role="ceo")
    for ours, other in (("cy", "ann"), ("cy", "bob"), ("dee", "bob")):
        story.tell("link_rated", None, person=other, other=ours, tone=1, strength=3)
    story.left("cy", "2024-03-01", role="seller")
    (gone,) = found(story, "colleague_left")
    assert (gone.person, gone.account, gone.restricted) == ("cy", "acme", True)
    assert gone.reason == "Our colleague Cy, who knew Ann and Bob, leaves us."
    assert gone.effects.steps[-1] == "release_colleague", "their links count as ours until somebody says otherwise"
    (alone,) = found(story, "only_link_gone")
    assert (alone.person, alone.reason) == ("ann", "Cy was our only link to Ann at Acme.")
    assert "cy" not in {actor.person for actor in alone.effects.act}
    for account, rules in (("acme", {"colleague_left", "only_link_gone"}), ("us", set())):
        asked = Asked(date(2024, 1, 1), date(2030, 1, 1), frozenset([account]))
        assert {one.rule for one in key_moments(story.tenant, story.at("2024-12-31"), asked)} == rules


def test_a_link_that_ends_and_a_contact_who_goes_may_be_the_last(story: Story) -> None:
    people(story, "dee", ours=True)
    story.took("ann", "2023-01-01")
    story.took("bob", "2023-01-01", role="ceo")
    for ours, other in (("cy", "ann"), ("cy", "bob"), ("dee", "bob")):
        story.tell("link_rated", None, person=other, other=ours, tone=1, strength=3)
    story.tell("link_ended", "2024-02-01", person="ann", other="cy")
    story.tell("link_ended", "2024-02-01", person="bob", other="cy")
    assert seen(story, "only_link_gone") == [("ann", "2024-02-01")]
    story.left("bob", "2024-06-01", role="ceo")
    assert seen(story, "only_link_gone") == [("ann", "2024-02-01"), ("bob", "2024-06-01")]
    assert found(story, "only_link_gone")[1].reason == "Bob leaves Acme, where nobody else has a link with us."


def test_somebody_else_with_a_link_counts_who_did_not_move_in_the_period_asked_for(story: Story) -> None:
    champion(story)
    people(story, "bob")
    story.took("bob", "2010-01-01")
    story.tell("link_rated", None, person="bob", other="cy", tone=1, strength=5)
    story.left("ann", "2024-03-01")
    asked = Asked(date(2024, 1, 1), date(2024, 12, 31), rules=frozenset({"only_link_gone"}))
    assert key_moments(story.tenant, story.at("2024-12-31"), asked) == []


def test_the_largest_of_what_is_open_in_its_currency_makes_a_moment_more_severe(story: Story) -> None:
    champion(story)
    story.left("ann", "2024-03-01")

    def because(*others: tuple[int, str]) -> tuple[str, ...]:
        for amount, currency in others:
            value = {"amount": amount, "currency": currency}
            story.tell("opportunity_opened", "2023-01-01", organization="acme", name="Another", value=value)
        (moment,) = found(story, "champion_left")
        return moment.because

    beside = ("opportunity_touched", "buying_role_empty")
    assert because((1, "EUR"), (2, "EUR"), (1, "USD"), (2, "USD")) == beside
    assert because((3, "EUR")) == ("opportunity_touched", "opportunity_large", "buying_role_empty")
    assert because((1_000, "EUR"), (2_000, "EUR")) == beside
