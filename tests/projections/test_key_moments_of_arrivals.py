"""Key moments of those who come, and of posts, end to end on both databases: each rule sees what it is for,
and beside each thing it sees another that it must not see."""

from datetime import date

from projections.key_moments import Asked, key_moments
from tests.projections.key_moment_stories import ALL, found, people, plays, post, sale, seen
from tests.projections.told import Story


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
    (left,) = found(story, "decider_left")
    assert left.reason == 'Ann, decider in "Renewal", leaves as Head of Purchasing at Acme; Bob succeeds.'
    assert left.effects.steps == ("meet_new_holder", "check_process")
    assert seen(story, "decider_arrived") == [("bob", "2024-03-01")]
    assert seen(story, "criteria_unknown") == [("bob", "2024-03-01")]
    (arrived,) = found(story, "decider_arrived")
    later = story.took("bob", "2024-03-05", role="lead")
    assert later not in arrived.effects.facts
    (arrived,) = found(story, "decider_arrived")
    assert later in arrived.effects.facts
    assert arrived.reason == 'Bob joins Acme as Head of Purchasing; the last holder was decider in "Renewal".'
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
    assert foe.reason == 'Eva joins Acme as CFO; they stood against us on "First steps".'


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
    assert found(story, "decider_arrived")[0].reason == "Ann comes from Bank to Acme as CFO."
    assert found(story, "supplier_risk")[0].reason == "Ann joins Acme as CFO from Bank, where Rival is the supplier."


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
    (vacant,) = found(story, "long_vacancy")
    assert vacant.reason == "CFO at Acme has been vacant since 2024-03-01, for at least 90 days."
    assert found(story, "decider_arrived")[-1].reason == "Bob joins Acme as interim CEO."
    # Appointed once more for the time being, bob fills in since the spring all the same.
    story.took("bob", "2024-06-01", role="ceo", tenure_kind="interim")
    later = Asked(date(2024, 8, 20), ALL.until, rules=frozenset(["long_interim"]))
    assert key_moments(story.tenant, story.at("2024-12-31"), later) == []
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
    assert moment.reason == "3 of 4 roles of Finance at Acme changed hands within 30 days."
    assert (moment.account, date.fromordinal(moment.day)) == ("acme", date(2024, 3, 1))
