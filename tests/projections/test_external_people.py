"""People of other organizations on an account's map: who they are, whose, who may see them, what changes tell."""

from typing import Any

import pytest

from projections.account_maps import account_map
from projections.diffs import diff
from projections.fragments import decode
from projections.journal import journal
from projections.moments import moment_of
from projections.tenants import Tenants
from projections.why import map_with_why
from tests.projections.told import Story, clause

Json = dict[str, Any]


@pytest.fixture
def story(tenants: Tenants) -> Story:
    """Ann is CFO of Acme; Zoe advises at Consult, whom nothing ties to Acme yet; Max works nowhere that is known."""
    found = Story(tenants.make("w"))
    found.took("ann", "2020-01-01")
    for organization in ("consult", "rival"):
        found.tell("organization_registered", organization=organization, name=organization.title())
        found.tell("role_defined", None, role=f"at-{organization}", organization=organization, title="Partner")
    for person in ("zoe", "max"):
        found.tell("person_introduced", person=person, name=person.title())
    found.took("zoe", "2021-01-01", role="at-consult")
    return found


def linked(story: Story, since: str, **fields: Any) -> str:
    return story.tell("link_rated", since, **({"kind": "advice", "tone": 1} | fields))


def people(story: Story, day: str, known: str | None = None, restricted: bool = True) -> dict[str, Json]:
    answer = decode(account_map(story.tenant, "acme", story.at(day, known), restricted=restricted))
    return {one["id"]: one for one in answer["people"]}


def told(story: Story, one: str, other: str, about: str) -> list[Json]:
    found = diff(story.tenant, "acme", story.at(one), story.at(other), True)
    return [change for change in found if change["kind"] == "person" and change["subject"] == about]


def test_an_adviser_linked_to_a_holder_is_on_the_map_with_whose_they_are(story: Story) -> None:
    story.tell("link_rated", "2024-02-01", person="zoe", other="ann", kind="advice", tone=2)
    story.tell("person_described", "2024-02-01", person="zoe", opinions="Thinks little of us")
    assert told(story, "2024-01-31", "2024-02-02", "zoe")[0]["after"]["opinions"] == "Thinks little of us"
    assert people(story, "2024-03-01")["zoe"] == {"id": "zoe", "name": "Zoe", "external": True, "of": ["consult"]}
    assert "zoe" not in people(story, "2024-01-31")
    assert "external" not in people(story, "2024-03-01")["ann"]


def test_an_adviser_who_decides_in_a_sale_and_leaves_the_firm_is_flagged_until_they_work_again(story: Story) -> None:
    story.tell("opportunity_opened", "2024-01-01", opportunity="o", organization="acme", name="Sale")
    for person in ("zoe", "max", "cy"):
        story.tell("buying_role_assigned", "2024-01-01", person=person, opportunity="o", buying_role="decider")
    story.took("max", "2020-01-01", role="at-rival")
    story.left("max", "2021-01-01", role="at-rival")
    story.took("cy", "2020-01-01", role="at-rival")
    story.left("cy", "2024-02-01", role="at-rival")
    story.left("zoe", "2024-03-01", role="at-consult", reason="died")
    flagged = {"kind": "buying_role_of_leaver", "person": "zoe", "opportunity": "o", "buying_role": "decider"}
    assert [findings(story, day) for day in ("2024-02-29", "2024-03-01")] == [[], [flagged]]
    assert findings(story, "2024-03-01", fields="findings") == [flagged]
    story.took("zoe", "2024-05-01", role="at-rival")
    assert findings(story, "2024-05-01") == []


def findings(story: Story, day: str, fields: str | None = None) -> list[Json]:
    shown = decode(account_map(story.tenant, "acme", story.at(day), fields=fields, restricted=True))["findings"]
    return [one for one in shown if one["kind"] == "buying_role_of_leaver"]


def test_without_the_scope_nobody_is_shown_whom_only_a_link_brings(story: Story) -> None:
    linked(story, "2024-02-01", person="zoe", other="ann")
    assert "zoe" not in people(story, "2024-03-01", restricted=False)
    story.tell("opportunity_opened", "2024-01-01", opportunity="o", organization="acme", name="Sale")
    story.tell("buying_role_assigned", "2024-01-01", person="zoe", opportunity="o", buying_role="influencer")
    assert people(story, "2024-03-01", restricted=False)["zoe"]["of"] == ["consult"]


def test_a_rumored_or_ended_link_brings_nobody(story: Story) -> None:
    linked(story, "2024-02-01", person="zoe", other="ann", certainty="rumored")
    assert "external" not in people(story, "2024-03-01").get("zoe", {})
    linked(story, "2024-02-01", person="max", other="ann")
    story.tell("link_ended", "2024-04-01", person="max", other="ann")
    assert "max" in people(story, "2024-03-31")
    assert "max" not in people(story, "2024-04-01")


def test_who_works_nowhere_that_is_known_is_external_and_nobodys(story: Story) -> None:
    linked(story, "2024-02-01", person="max", other="ann")
    assert people(story, "2024-03-01")["max"] == {"id": "max", "name": "Max", "external": True}


def test_our_colleagues_are_ours_and_not_external(story: Story) -> None:
    linked(story, "2024-02-01", person="cy", other="ann")
    assert people(story, "2024-03-01")["cy"] == {"id": "cy", "name": "Cy", "ours": True}


def test_whose_somebody_is_follows_them_on_both_clocks(story: Story) -> None:
    linked(story, "2022-01-01", person="zoe", other="ann")
    left = story.on("2024-05-10").left("zoe", "2024-03-01", role="at-consult")
    took = story.took("zoe", "2024-03-01", role="at-rival")
    assert people(story, "2024-04-01")["zoe"]["of"] == ["rival"]
    assert people(story, "2024-02-29")["zoe"]["of"] == ["consult"]
    assert people(story, "2024-04-01", "2024-05-01")["zoe"]["of"] == ["consult"]
    (change,) = told(story, "2024-02-01", "2024-04-01", "zoe")
    assert sorted(change["facts"]) == sorted([left, took])
    assert clause(change) == "Zoe works at Rival, no longer at Consult."


def test_who_comes_by_a_link_is_told_with_the_fact_of_the_link(story: Story) -> None:
    rated = linked(story, "2024-02-01", person="zoe", other="ann")
    (change,) = told(story, "2024-01-01", "2024-03-01", "zoe")
    assert (change["facts"], clause(change)) == ([rated], "Zoe is new on the map.")
    assert change["after"] == {"id": "zoe", "name": "Zoe", "external": True, "of": ["consult"]}


def test_who_leaves_the_account_and_stays_linked_becomes_external(story: Story) -> None:
    story.took("bob", "2020-01-01", role="ceo")
    linked(story, "2022-01-01", person="bob", other="ann")
    left = story.left("bob", "2024-02-01", role="ceo")
    took = story.took("bob", "2024-02-01", role="at-rival")
    changes = {one["property"]: one for one in told(story, "2024-01-01", "2024-03-01", "bob")}
    assert set(changes) == {"external", "of"}
    assert sorted(changes["of"]["facts"]) == sorted([left, took])
    assert clause(changes["external"]) == "Bob no longer has a role here."
    story.took("bob", "2024-04-01", role="ceo")
    back = {one["property"]: clause(one) for one in told(story, "2024-03-01", "2024-05-01", "bob")}
    assert back == {"external": "Bob has a role here.", "of": "Bob is no longer shown as working at Rival."}


def test_a_post_that_moves_to_another_company_takes_whoever_holds_it_along(story: Story) -> None:
    linked(story, "2022-01-01", person="zoe", other="ann")
    moved = story.tell("role_restructured", "2024-02-01", role="at-consult", organization="rival")
    (change,) = told(story, "2024-01-01", "2024-03-01", "zoe")
    assert (change["after"], change["facts"]) == (["rival"], [moved])


def test_a_map_in_memory_follows_what_moves_people_elsewhere(story: Story) -> None:
    linked(story, "2022-01-01", person="zoe", other="ann")
    assert people(story, "2024-06-01")["zoe"]["of"] == ["consult"]
    story.tell("organization_described", organization="rival", size=3)
    assert people(story, "2024-06-01")["zoe"]["of"] == ["consult"]
    story.took("zoe", "2024-01-01", role="at-rival")
    assert people(story, "2024-06-01")["zoe"]["of"] == ["consult", "rival"]
    story.tell("unit_defined", None, unit="u", organization="acme", name="U")
    story.tell("role_restructured", "2024-01-01", role="at-rival", unit="u")
    assert people(story, "2024-06-01")["zoe"].get("external") is None


def test_a_map_is_at_hand_again_once_those_outside_were_met(story: Story) -> None:
    linked(story, "2022-01-01", person="zoe", other="ann")
    people(story, "2024-06-01")
    for organization in ("rival", "acme"):
        story.tell("organization_described", organization=organization, size=2)
        with story.tenant.timelines.at_hand("acme", moment_of(story.tenant.ledger)) as scene:
            assert scene is not None
    story.left("zoe", "2024-01-01", role="at-consult")
    with story.tenant.timelines.at_hand("acme", moment_of(story.tenant.ledger)) as scene:
        assert scene is None


def test_why_names_the_tenure_elsewhere(story: Story) -> None:
    took = story.took("max", "2023-01-01", role="at-rival")
    linked(story, "2024-02-01", person="max", other="ann")
    answer = map_with_why(story.tenant, "acme", story.at("2024-06-01"), True)
    (found,) = (one for one in answer["people"] if one["id"] == "max")
    assert found["why"]["of"] == [took]


def test_the_link_is_in_the_accounts_journal(story: Story) -> None:
    rated = linked(story, "2024-02-01", person="zoe", other="ann")
    assert rated in [fact["id"] for fact in journal(story.tenant, 0, 100, account="acme", restricted=True)]


def test_the_champion_who_moves_is_on_the_new_map_at_once_and_on_the_old_as_of_last_month(story: Story) -> None:
    story.tell("account_opened", organization="rival")
    story.tell("link_rated", "2021-01-01", person="ann", other="cy", strength=8)
    story.on("2024-05-10").left("ann", "2024-05-01")
    story.took("ann", "2024-05-01", role="at-rival")
    now = decode(account_map(story.tenant, "rival", story.at("2024-05-10"), restricted=True))
    assert [(link["since"], link["strength"]) for link in now["links"]] == [("2021-01-01", 8)]
    assert "cy" not in people(story, "2024-05-10")
    assert "cy" in people(story, "2024-04-10")
    assert "cy" in people(story, "2024-05-10", "2024-05-09")
