"""Cultures on a map: their own, inherited, contested, and what differences and `why` say of them."""

from typing import Any

import pytest

from projections.account_maps import account_map
from projections.diffs import diff
from projections.fragments import decode
from projections.tenants import Tenants
from projections.timeline_of import account_timeline
from projections.why import map_with_why
from tests.projections.told import Story, clause

Json = dict[str, Any]
BUREAUCRATIC, MIXED = {"bureaucratic": 3.0}, {"bureaucratic": 1, "collaborative": 3}


@pytest.fixture
def story(tenants: Tenants) -> Story:
    """Finance is in Acme, Tax is in Finance."""
    found = Story(tenants.make("w"))
    found.tell("unit_defined", None, unit="finance", organization="acme", name="Finance")
    found.tell("unit_defined", None, unit="tax", organization="acme", name="Tax", parent="finance")
    return found


def shown(story: Story, day: str, known: str | None = None, restricted: bool = True) -> Json:
    answer: Json = decode(account_map(story.tenant, "acme", story.at(day, known), restricted=restricted))
    return answer


def unit(story: Story, id: str, day: str = "2024-06-01") -> Json:
    return next(one for one in shown(story, day)["units"] if one["id"] == id)


def told(story: Story, one: str, other: str) -> list[Json]:
    found = diff(story.tenant, "acme", story.at(one), story.at(other), True)
    return [change for change in found if change["kind"] == "culture"]


def test_weights_are_shown_as_shares_beside_what_was_given(story: Story) -> None:
    story.tell("culture_assessed", "2024-02-01", organization="acme", mix=MIXED, national="French", by="cy")
    account = shown(story, "2024-06-01")["account"]
    assert account["culture"] == {"bureaucratic": 0.25, "collaborative": 0.75}
    assert account["culture_assessed"] == {"mix": MIXED, "national": "French", "by": "cy"}
    assert "culture" not in shown(story, "2024-01-31")["account"]


def test_a_unit_inherits_from_the_nearest_above_unless_it_has_its_own(story: Story) -> None:
    story.tell("culture_assessed", "2024-02-01", organization="acme", mix=BUREAUCRATIC)
    assert unit(story, "tax")["culture_from"] == {"organization": "acme"}
    story.tell("culture_assessed", "2024-03-01", unit="finance", mix=MIXED)
    assert unit(story, "tax")["culture_from"] == {"unit": "finance"}
    assert unit(story, "tax")["culture"] == {"bureaucratic": 0.25, "collaborative": 0.75}
    story.tell("culture_assessed", "2024-04-01", unit="tax", mix={"consulting": 1})
    assert "culture_from" not in unit(story, "tax")
    assert unit(story, "tax", "2024-02-15")["culture"] == {"bureaucratic": 1.0}


def test_a_culture_taken_back_is_inherited_again(story: Story) -> None:
    story.tell("culture_assessed", "2024-02-01", organization="acme", mix=BUREAUCRATIC)
    story.tell("culture_assessed", "2024-02-01", unit="tax", mix=MIXED, by="cy")
    taken_back = story.tell("culture_assessed", "2024-03-01", unit="tax", mix=None, by="cy")
    assert unit(story, "tax")["culture_from"] == {"organization": "acme"}
    (change,) = told(story, "2024-02-15", "2024-03-15")
    assert change["facts"] == [taken_back]
    assert clause(change) == (
        "Tax has the culture of Acme: 100% bureaucratic, after 75% collaborative and 25% bureaucratic."
    )


def test_assessors_who_differ_are_all_told_and_found(story: Story) -> None:
    story.tell("culture_assessed", "2024-02-01", unit="tax", mix=BUREAUCRATIC, by="cy")
    story.tell("culture_assessed", "2024-02-02", unit="tax", mix={"bureaucratic": 1})
    assert not [one for one in shown(story, "2024-06-01")["findings"] if one["kind"] == "disagreement"]
    story.tell("culture_assessed", "2024-02-03", unit="tax", mix=MIXED)
    assert [one["by"] for one in unit(story, "tax")["culture_assessed"]["opinions"]] == ["cy", "me"]
    assert unit(story, "tax")["culture_assessed"]["by"] == "me"
    finding = {"kind": "disagreement", "property": "culture", "unit": "tax"}
    assert finding in shown(story, "2024-06-01", restricted=False)["findings"]


def test_a_change_of_culture_names_its_fact_for_whom_inherits_it_too(story: Story) -> None:
    assessed = story.tell("culture_assessed", "2024-02-01", organization="acme", mix=MIXED, by="cy")
    found = told(story, "2024-01-15", "2024-03-01")
    assert {(one["subject"], *one["facts"]) for one in found} == {(id, assessed) for id in ("acme", "finance", "tax")}
    assert [clause(one) for one in found][:2] == [
        "The culture of Acme is assessed by Cy as 75% collaborative and 25% bureaucratic.",
        "Finance has the culture of Acme: 75% collaborative and 25% bureaucratic.",
    ]


def test_a_unit_that_moves_below_another_takes_its_culture_by_the_fact_that_moved_it(story: Story) -> None:
    story.tell("culture_assessed", "2024-01-01", unit="finance", mix=MIXED)
    moved = story.tell("unit_restructured", "2024-03-01", unit="tax", parent=None)
    story.tell("culture_assessed", "2024-01-01", organization="acme", mix=BUREAUCRATIC)
    (change,) = told(story, "2024-02-01", "2024-03-15")
    assert (change["subject"], change["facts"]) == ("tax", [moved])


def test_a_wrong_assessment_is_withdrawn_and_an_earlier_date_of_knowing_still_shows_it(story: Story) -> None:
    wrong = story.tell("culture_assessed", "2024-01-01", organization="acme", mix=MIXED)
    withdrawn = story.on("2024-05-01").tell("fact_withdrawn", fact=wrong, reason="mixed up")
    assert "culture" not in shown(story, "2024-06-01")["account"]
    assert "culture" in shown(story, "2024-06-01", "2024-04-01")["account"]
    (change, *_) = [
        one
        for one in diff(
            story.tenant, "acme", story.at("2024-06-01", "2024-04-01"), story.at("2024-06-01", "2024-06-01"), True
        )
        if one["kind"] == "culture"
    ]
    assert (change["facts"], clause(change)) == ([withdrawn], "We learned that no culture of Acme is known.")


def test_why_names_the_assessment_behind_a_culture_inherited_too(story: Story) -> None:
    first = story.tell("culture_assessed", "2024-01-01", organization="acme", mix=MIXED, by="cy")
    last = story.tell("culture_assessed", "2024-02-01", organization="acme", mix=BUREAUCRATIC)
    answer = map_with_why(story.tenant, "acme", story.at("2024-06-01"), True)
    why = answer["account"]["why"]
    assert (why["culture"], why["culture_assessed"]) == ([last], [first, last])
    assert {one["id"]: one["why"]["culture"] for one in answer["units"]} == {"finance": [last], "tax": [last]}


def test_circles_of_units_end(story: Story) -> None:
    story.tell("culture_assessed", "2024-02-01", organization="acme", mix=BUREAUCRATIC)
    story.tell("unit_restructured", "2024-02-01", unit="finance", parent="tax")
    assert unit(story, "tax")["culture_from"] == {"organization": "acme"}


def test_whoever_assesses_is_named_to_everybody(story: Story) -> None:
    story.tell("culture_assessed", "2024-02-01", organization="acme", mix=BUREAUCRATIC, by="cy")
    assert {"id": "cy", "name": "Cy", "ours": True} in shown(story, "2024-06-01", restricted=False)["people"]


def test_a_timeline_tells_of_it(story: Story) -> None:
    story.tell("culture_assessed", "2024-02-01", unit="tax", mix=BUREAUCRATIC, by="cy")
    found = account_timeline(story.tenant, "acme", story.at("2024-06-01"), restricted=False)
    assert "The culture of Tax was assessed on 2024-02-01." in [one["sentence"] for one in found]


def only_the_account_has_a_culture(monkeypatch: pytest.MonkeyPatch) -> None:
    from projections.cultures import Cultures

    monkeypatch.setattr(Cultures, "_above", lambda self, unit: iter([("organization", "acme")]))


def test_the_tests_of_inheriting_would_notice_that_units_above_are_passed_over(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_the_account_has_a_culture(monkeypatch)
    with pytest.raises(AssertionError):
        test_a_unit_inherits_from_the_nearest_above_unless_it_has_its_own(story)
