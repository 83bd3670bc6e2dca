"""Key moments as reads give them, end to end on both databases: each rule sees what it is for,
and beside each thing it sees another that it must not see."""

from dataclasses import replace
from datetime import date

import pytest

from domain.errors import InvalidRequest, NotFound
from domain.key_moments.found import Actor, KeyMoment, Tie, Touched
from domain.key_moments.judging import RULES
from projections.key_moments import Asked, key_moments
from projections.moments import moment_of
from projections.rule_settings import rules_of, set_rule
from tests.projections.told import Story

ALL = Asked(date(2020, 1, 1), date(2030, 1, 1))


def sale(story: Story, id: str = "o", organization: str = "acme", name: str = "Renewal") -> None:
    value = {"amount": 1000, "currency": "EUR"}
    story.tell("opportunity_opened", None, opportunity=id, organization=organization, name=name, value=value)


def plays(story: Story, person: str, buying_role: str, opportunity: str = "o") -> None:
    story.tell("buying_role_assigned", None, person=person, opportunity=opportunity, buying_role=buying_role)


def people(story: Story, *ids: str, ours: bool = False) -> None:
    for id in ids:
        story.tell("person_introduced", person=id, name=id.title(), ours=ours)


def post(story: Story, id: str, title: str, organization: str = "acme", unit: str | None = None) -> None:
    where = {"unit": unit} if unit else {}
    story.tell("role_defined", None, role=id, organization=organization, title=title, **where)


def found(story: Story, rule: str, day: str = "2024-12-31", known: str | None = None) -> list[KeyMoment]:
    return [one for one in key_moments(story.tenant, story.at(day, known), ALL) if one.rule == rule]


def seen(story: Story, rule: str, day: str = "2024-12-31") -> list[tuple[str | None, str]]:
    return [(one.person, date.fromordinal(one.day).isoformat()) for one in found(story, rule, day)]


def champion(story: Story) -> None:
    sale(story)
    story.took("ann", "2023-01-01")
    plays(story, "ann", "champion")
    story.tell("link_rated", None, person="ann", other="cy", tone=2, strength=5)


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
    assert moment.effects.act == (Actor("cy", "link"),)
    assert left in moment.effects.facts
    assert (moment.severity, moment.restricted) == ("critical", False)


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
    assert moment.reason == 'Ann, fan in "Renewal", leaves Acme.'


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


def test_posts_that_decide_change_hands(story: Story) -> None:
    """Bob follows Ann, who decided; a clerk comes and goes and changes nothing."""
    sale(story)
    people(story, "zed")
    post(story, "clerk", "Clerk")
    post(story, "lead", "Head of Purchasing")
    story.took("ann", "2023-01-01", role="lead")
    plays(story, "ann", "decider")
    story.took("zed", "2024-02-01", role="clerk")
    story.left("zed", "2024-02-20", role="clerk")
    story.left("ann", "2024-03-01", role="lead")
    story.took("bob", "2024-03-01", role="lead")
    assert seen(story, "decider_left") == [("ann", "2024-03-01")]
    assert seen(story, "decider_arrived") == [("bob", "2024-03-01")]
    assert seen(story, "criteria_unknown") == [("bob", "2024-03-01")]
    (arrived,) = found(story, "decider_arrived")
    assert arrived.reason == 'Bob joins Acme as Head of Purchasing, where the last holder was decider in "Renewal".'
    story.tell("person_described", "2024-02-01", person="bob", priorities="fewer suppliers")
    assert found(story, "criteria_unknown") == []


def test_what_is_known_of_the_crafted_job_says_by_what_a_new_holder_decides(story: Story) -> None:
    """Only of the post taken, and only what says how they decide."""
    sale(story)
    story.took("bob", "2024-03-01")
    story.tell("job_crafted", "2024-03-01", person="bob", role="cfo", perception="a steward", by="cy")
    story.tell("job_crafted", "2024-03-01", person="bob", role="ceo", criteria="price", by="cy")
    assert seen(story, "criteria_unknown") == [("bob", "2024-03-01")]
    assert all(one.restricted for one in found(story, "criteria_unknown"))
    story.tell("job_crafted", "2024-03-01", person="bob", role="cfo", criteria="price", by="cy")
    assert found(story, "criteria_unknown") == []


def test_high_posts_count_by_their_level_and_moving_between_them_is_no_departure(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.left("ann", "2024-05-01")
    story.took("ann", "2024-05-01", role="ceo")
    story.left("ann", "2024-08-01", role="ceo")
    assert seen(story, "decider_arrived") == [("ann", "2024-02-01"), ("ann", "2024-05-01")]
    assert seen(story, "decider_left") == [("ann", "2024-08-01")]


def test_allies_and_adversaries_come_to_a_customer(story: Story) -> None:
    """Dan is a friend, Eva was against us, Fay is neither, Gil is a friend who was there already."""
    people(story, "dan", "eva", "fay", "gil")
    sale(story, "old", "acme", "First steps")
    for id, tone in (("dan", 1), ("fay", 0), ("gil", 2)):
        story.tell("link_rated", None, person=id, other="cy", tone=tone, strength=4)
    story.tell("attitude_changed", "2023-01-01", person="eva", opportunity="old", attitude=-2)
    story.took("gil", "2023-01-01", role="ceo")
    post(story, "other", "Head of Plants")
    story.took("gil", "2024-02-01", role="other")
    for id in ("dan", "eva", "fay"):
        story.took(id, "2024-03-01")
    assert seen(story, "ally_arrived") == [("dan", "2024-03-01")]
    assert seen(story, "adversary_arrived") == [("eva", "2024-03-01")]
    (foe,) = found(story, "adversary_arrived")
    assert foe.restricted
    assert foe.reason == 'Eva joins Acme as CFO: stood against us on "First steps".'


def test_new_people_bring_new_networks(story: Story) -> None:
    """Ann comes from where a competitor supplies, Bob from where we do, Dan from a place of which nothing is known."""
    people(story, "dan")
    for id, kind in (("bank", None), ("mill", None), ("shop", None), ("rival", "competitor"), ("us", "ourselves")):
        story.tell("organization_registered", organization=id, name=id.title(), **({"kind": kind} if kind else {}))
    story.tell("organizations_related", "2020-01-01", organization="bank", other="rival", relation="supplier")
    story.tell("organizations_related", "2020-01-01", organization="mill", other="us", relation="supplier")
    story.tell("organizations_related", "2020-01-01", organization="shop", other="rival", relation="partner")
    for person, organization in (("ann", "bank"), ("bob", "mill"), ("dan", "shop")):
        post(story, f"at-{organization}", "Clerk", organization)
        story.took(person, "2022-01-01", role=f"at-{organization}")
        story.left(person, "2024-01-31", role=f"at-{organization}")
        story.took(person, "2024-03-01")
    assert seen(story, "supplier_risk") == [("ann", "2024-03-01")]
    assert seen(story, "supplier_opening") == [("bob", "2024-03-01")]
    assert found(story, "supplier_risk")[0].reason == "Ann joins Acme as CFO from Bank, where Rival is the supplier."


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
    (alone,) = found(story, "only_link_gone")
    assert (alone.person, alone.reason) == ("ann", "Cy was our only link to Ann at Acme.")
    assert "cy" not in {actor.person for actor in alone.effects.act}


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


def test_days_that_pass_make_a_vacancy_or_an_interim_long(story: Story) -> None:
    """The clerk's post may stay empty; the chief executive's is filled in time, by somebody for the time being."""
    story.took("ann", "2023-01-01")
    story.left("ann", "2024-03-01")
    post(story, "clerk", "Clerk")
    people(story, "zed")
    story.took("zed", "2023-01-01", role="clerk")
    story.left("zed", "2024-03-01", role="clerk")
    story.took("bob", "2024-03-10", role="ceo", tenure_kind="interim")
    # Who ever held the post of the chief executive is not known: that it was vacant before has no date.
    assert found(story, "long_vacancy", "2024-05-29") == found(story, "long_interim", "2024-06-07") == []
    assert [(one.role, date.fromordinal(one.day).isoformat()) for one in found(story, "long_vacancy")] == [
        ("cfo", "2024-05-30")
    ]
    assert seen(story, "long_interim") == [("bob", "2024-06-08")]
    story.took("bob", "2024-05-01", role="ceo")
    assert found(story, "long_interim") == []


def test_a_unit_is_reshuffled_once_most_of_its_posts_have_changed_hands(story: Story) -> None:
    story.tell("unit_defined", unit="fin", organization="acme", name="Finance")
    people(story, "p1", "p2", "p3", "p4", "n1", "n2", "n3")
    for number in (1, 2, 3, 4):
        post(story, f"f{number}", "Accountant", unit="fin")
        story.took(f"p{number}", "2023-01-01", role=f"f{number}")
    for number, day in ((1, "2024-02-01"), (2, "2024-02-10")):
        story.left(f"p{number}", day, role=f"f{number}")
        story.took(f"n{number}", day, role=f"f{number}")
    assert found(story, "unit_reshuffled") == []
    story.left("p3", "2024-03-01", role="f3")
    (moment,) = found(story, "unit_reshuffled")
    assert moment.reason == "3 of 4 posts of Finance at Acme changed hands within 30 days."
    assert (moment.account, date.fromordinal(moment.day)) == ("acme", date(2024, 3, 1))


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


def test_somebody_else_with_a_link_counts_who_did_not_move_in_the_period_asked_for(story: Story) -> None:
    champion(story)
    people(story, "bob")
    story.took("bob", "2010-01-01")
    story.tell("link_rated", None, person="bob", other="cy", tone=1, strength=5)
    story.left("ann", "2024-03-01")
    asked = Asked(date(2024, 1, 1), date(2024, 12, 31), rules=frozenset({"only_link_gone"}))
    assert key_moments(story.tenant, story.at("2024-12-31"), asked) == []
