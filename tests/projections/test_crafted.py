"""What holders make of their posts: beside the formal job, in whose eyes, for as long as they hold it."""

from typing import Any

from projections.account_maps import account_map
from projections.careers import career, person
from projections.diffs import diff
from projections.fragments import decode
from projections.once import told_once
from projections.succession import holders
from projections.why import map_with_why
from tests.projections.told import Story, clause

Json = dict[str, Any]


def crafted(story: Story, who: str = "ann", by: str = "cy", on: str = "2024-02-01", **said: Any) -> str:
    return story.tell("job_crafted", on, person=who, role="cfo", by=by, **said)


def on_the_map(story: Story, day: str, known: str | None = None) -> Json:
    """By person, what the map says each holder makes of the post."""
    answer = decode(account_map(story.tenant, "acme", story.at(day, known), restricted=True))
    post = next(role for role in answer["roles"] if role["id"] == "cfo")
    return {holder["person"]: holder.get("crafted") for holder in post["holders"]}


def contested(story: Story, day: str) -> list[str]:
    answer = decode(account_map(story.tenant, "acme", story.at(day), restricted=True))
    return [one["property"] for one in answer["findings"] if one["kind"] == "disagreement"]


def test_a_crafted_job_ends_with_the_tenure_and_a_return_starts_blank(story: Story) -> None:
    story.took("ann", "2024-01-01")
    crafted(story, criteria="Price", priorities=["Cash", "Audit"])
    story.left("ann", "2024-03-01")
    story.took("ann", "2024-05-01")
    said = {"priorities": ["Cash", "Audit"], "priorities_by": "cy", "criteria": "Price", "criteria_by": "cy"}
    assert on_the_map(story, "2024-01-31") == {"ann": None}
    assert on_the_map(story, "2024-02-29") == {"ann": said}
    assert on_the_map(story, "2024-05-01") == {"ann": None}


def test_interim_made_permanent_keeps_the_crafted_job(story: Story) -> None:
    story.took("ann", "2024-01-01", tenure_kind="interim")
    crafted(story, criteria="Price")
    story.took("ann", "2024-03-01")
    assert on_the_map(story, "2024-04-01")["ann"]["criteria"] == "Price"


def test_closing_the_role_ends_the_crafted_job(story: Story) -> None:
    story.took("ann", "2024-01-01")
    crafted(story, criteria="Price")
    story.tell("role_closed", "2024-03-01", role="cfo")
    story.tell("role_defined", "2024-04-01", role="cfo", organization="acme", title="CFO")
    story.took("ann", "2024-04-01")
    assert on_the_map(story, "2024-04-01") == {"ann": None}


def test_each_property_is_a_value_of_its_own_and_null_clears_it(story: Story) -> None:
    story.took("ann", "2024-01-01")
    crafted(story, criteria="Price", engagement=7)
    crafted(story, on="2024-03-01", criteria=None, perception="A steward")
    crafted(story, on="2024-04-01", engagement=9)
    told = {day: on_the_map(story, day)["ann"] for day in ("2024-02-01", "2024-03-01", "2024-04-01")}
    assert (told["2024-02-01"]["criteria"], told["2024-02-01"]["engagement"]) == ("Price", 7)
    assert told["2024-03-01"].keys() == {"perception", "perception_by", "engagement", "engagement_by"}
    assert told["2024-04-01"]["engagement"] == 9


def test_assessors_who_differ_are_all_heard(story: Story) -> None:
    story.took("ann", "2024-01-01")
    crafted(story, criteria="Price", quantity="Half the audits")
    crafted(story, by="bob", on="2024-02-10", criteria="Trust", certainty="probable")
    seen = on_the_map(story, "2024-03-01")["ann"]
    assert (seen["criteria"], seen["criteria_by"], seen["quantity_by"]) == ("Trust", "bob", "cy")
    assert seen["opinions"] == [
        {"by": "bob", "criteria": "Trust"},
        {"by": "cy", "criteria": "Price", "quantity": "Half the audits"},
    ]
    assert seen["probable"] == ["criteria"]
    assert contested(story, "2024-02-09") == []
    assert contested(story, "2024-03-01") == ["crafted.criteria"]


def test_what_is_rumored_of_it_decides_nothing(story: Story) -> None:
    story.took("ann", "2024-01-01")
    crafted(story, criteria="Price", certainty="rumored")
    assert on_the_map(story, "2024-03-01") == {"ann": None}


def test_what_was_learned_late_is_not_known_before(story: Story) -> None:
    story.took("ann", "2024-01-01")
    told = story.on("2024-06-01").tell("job_crafted", "2024-02-01", person="ann", role="cfo", criteria="Price", by="cy")
    story.on("2024-07-01").tell("fact_corrected", fact=told, replacement={"criteria": "Trust"})
    known = [on_the_map(story, "2024-03-01", day)["ann"] for day in ("2024-05-01", "2024-06-15", "2024-07-15")]
    assert [said and said["criteria"] for said in known] == [None, "Price", "Trust"]


def test_each_value_names_its_fact(story: Story) -> None:
    story.took("ann", "2024-01-01")
    first = crafted(story, criteria="Price", quantity="All")
    second = crafted(story, by="bob", on="2024-02-10", criteria="Trust")
    answer = map_with_why(story.tenant, "acme", story.at("2024-03-01"), True)
    seen = next(role for role in answer["roles"] if role["id"] == "cfo")["holders"][0]["crafted"]
    assert seen["why"]["criteria"] == seen["why"]["criteria_by"] == [second]
    assert seen["why"]["quantity"] == [first]
    assert seen["why"]["opinions"] == [first, second]


def sentences(story: Story, before: str, after: str) -> list[tuple[str, list[str]]]:
    told = diff(story.tenant, "acme", story.at(before), story.at(after), True)
    return [(clause(one), one["facts"]) for one in told if one["kind"] == "crafted_job"]


def test_changes_of_it_are_told_property_by_property(story: Story) -> None:
    story.took("ann", "2024-01-01")
    first = crafted(story, criteria="Price", partner_preferences=["Local firms"])
    second = crafted(story, by="bob", on="2024-03-01", criteria="Trust")
    left = story.left("ann", "2024-04-01")
    assert sentences(story, "2024-01-15", "2024-02-15") == [
        ("Cy says of Ann as CFO: criteria Price.", [first]),
        ("Cy says of Ann as CFO: partner preferences Local firms.", [first]),
    ]
    assert [told[0] for told in sentences(story, "2024-02-15", "2024-03-15")] == [
        "Bob says of Ann as CFO: criteria Trust, no longer Price."
    ]
    assert second in sentences(story, "2024-02-15", "2024-03-15")[0][1]
    silent = crafted(story, on="2024-03-20", partner_preferences=None)
    gone = ("Nothing more is said of the partner preferences of Ann as CFO (Local firms).", [silent])
    assert sentences(story, "2024-03-15", "2024-03-20") == [gone]
    assert sentences(story, "2024-03-15", "2024-04-15")[1] == gone
    story.tell("fact_withdrawn", fact=silent)
    assert sentences(story, "2024-03-15", "2024-04-15") == [
        ("Ann is no longer CFO here; of their criteria there was said: Trust.", [left]),
        ("Ann is no longer CFO here; of their partner preferences there was said: Local firms.", [left]),
    ]
    told = diff(story.tenant, "acme", story.at("2024-03-15"), story.at("2024-04-15"), True)
    assert {one["kind"] for one in told} - {one["kind"] for one in told_once(told)} == {"crafted_job", "person"}
    assert clause(told[0]) == "Ann left as CFO on 2024-04-01."
    assert told_once(told[1:]) == told[1:]


def test_successive_holders_are_seen_side_by_side_beside_the_formal_job(story: Story) -> None:
    story.tell("role_restructured", "2024-01-01", role="cfo", requirements="A degree", procedures="Four eyes")
    story.took("ann", "2024-01-01")
    crafted(story, criteria="Price")
    story.left("ann", "2024-03-01")
    story.took("bob", "2024-03-01")
    crafted(story, "bob", on="2024-03-10", criteria="Trust")
    seen = holders(story.tenant, "cfo", story.at("2024-06-01"), True)
    assert [one["crafted"]["criteria"] for one in seen["holders"]] == ["Price", "Trust"]
    assert (seen["role"]["requirements"], seen["role"]["procedures"]) == ("A degree", "Four eyes")


def test_a_career_keeps_what_was_made_of_each_post(story: Story) -> None:
    story.took("ann", "2024-01-01")
    crafted(story, criteria="Price")
    crafted(story, on="2024-02-20", criteria="Trust")
    story.left("ann", "2024-03-01")
    (stay,) = career(story.tenant, "ann", story.at("2024-06-01"), True)["stays"]
    assert stay["crafted"]["criteria"] == "Trust"
    (then,) = career(story.tenant, "ann", story.at("2024-02-10"), True)["stays"]
    assert then["crafted"]["criteria"] == "Price"


def test_it_is_for_those_who_may_see_opinions_about_people(story: Story) -> None:
    story.took("ann", "2024-01-01")
    crafted(story, criteria="Price")
    crafted(story, by="bob", criteria="Trust")
    moment = story.at("2024-03-01")
    seen, hidden = (person(story.tenant, "ann", moment, restricted)["roles"][0] for restricted in (True, False))
    assert (seen["crafted"]["criteria"], "crafted" in hidden) == ("Trust", False)
    answers = [
        account_map(story.tenant, "acme", moment).decode(),
        str(career(story.tenant, "ann", moment)),
        str(holders(story.tenant, "cfo", moment)),
        str(diff(story.tenant, "acme", story.at("2024-01-01"), moment, False)),
    ]
    assert all("crafted_jobs" in answer for answer in answers[:3])
    assert not [answer for answer in answers if "Price" in answer or "Trust" in answer or "crafted." in answer]
