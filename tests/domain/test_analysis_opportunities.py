"""Who is needed for an opportunity, how they stand, what to beware of."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.analysis.approach import approach_sheet
from domain.analysis.approach_told import blanks
from domain.analysis.beside import Beside, Described, Met, Words
from domain.analysis.cautions import cautions
from domain.analysis.consensus import consensus
from domain.analysis.needed import needed_network
from domain.analysis.opportunities import network_told
from domain.analysis.sale import Sale
from domain.analysis.study import Study
from domain.culture import CULTURES, shares
from domain.vocabularies import Term

from .pictures import link, picture

Json = dict[str, Any]
ROLES = (
    {"id": "ceo", "title": "CEO", "holders": ["ann"]},
    {"id": "cfo", "title": "CFO", "unit": "fin", "reports_to": "ceo", "holders": ["bob"]},
    {"id": "clerk", "title": "Clerk", "unit": "books", "reports_to": "cfo", "holders": ["eve"]},
    {"id": "cto", "title": "CTO", "unit": "tec", "reports_to": "ceo", "holders": ["tim"]},
)
UNITS = [{"id": "fin", "name": "Finance"}, {"id": "books", "parent": "fin"}, {"id": "tec"}]
CENTER = [
    {"person": "bob", "buying_role": "decider", "attitude": 1},
    {"person": "tim", "buying_role": "evaluator"},
]
LINKS = [link("bob", "tim", 5, 0), link("bob", "eve", 6, -2), link("eve", "cy", 4, 1)]


def looked_at(
    mix: Json | None = None, *, beside: Beside | None = None, links: list[Json] = LINKS, **more: Any
) -> tuple[Study, Sale]:
    account = {"id": "acme", "name": "Acme", **(assessed(mix) if mix else {})}
    opportunity = {"id": "o", "unit": "fin", "buying_center": CENTER, **more}
    shown = picture(ours=("cy",), roles=ROLES, units=UNITS, links=links, account=account, opportunities=[opportunity])
    study = Study(shown, beside or Beside())
    return study, study.sales[0]


def sale(mix: Json | None = None, **more: Any) -> Sale:
    return looked_at(mix, **more)[1]


def assessed(mix: Any, **more: Any) -> Json:
    return {"culture": shares(mix), "culture_assessed": {"mix": mix, **more}}


def needed(of: Sale) -> set[str]:
    return {need.person for need in of.needed}


def test_where_one_decides_the_decider_and_those_with_direct_influence_are_needed() -> None:
    for culture in ("bureaucratic", "entrepreneurial"):
        assert needed(sale({culture: 1})) == {"bob", "ann", "tim"}, "eve is hostile to bob"


def test_among_partners_a_sale_to_one_needs_that_one_and_a_sale_to_the_firm_needs_everyone() -> None:
    assert needed(sale({"consulting": 1}, purchase_scope="one_decider")) == {"bob"}
    assert needed(sale({"consulting": 1}, purchase_scope="whole_organization")) == {"bob", "eve", "tim"}


def test_where_people_collaborate_everyone_is_needed_and_the_decider_speaks_for_them() -> None:
    found = needed_network(*looked_at({"collaborative": 1}))
    assert {one["person"] for one in found["people"]} == {"bob", "eve", "tim"}
    assert [one["person"] for one in found["spokesperson"]] == ["bob"]
    assert needed_network(*looked_at({"bureaucratic": 1}))["spokesperson"] == []


def test_a_mix_weighs() -> None:
    found = needed_network(*looked_at({"bureaucratic": 1, "collaborative": 3}))
    weights = {one["person"]: one["need"] for one in found["people"]}
    assert weights == {"bob": 1, "tim": 1, "eve": 0.75, "ann": 0.25}
    shares = {one["person"]: one["shares"] for one in found["people"]}
    assert shares["bob"] == {"decides": 0.25, "everyone has a say": 0.75}
    assert shares["ann"] == {"influences who decides": 0.25}


def test_what_has_no_share_in_the_culture_is_no_reason() -> None:
    reasons = [needed_network(*looked_at({culture: 1}))["people"] for culture in ("bureaucratic", "collaborative")]
    (one_decides, together) = ({one["person"]: one["because"] for one in people} for people in reasons)
    assert (one_decides["bob"], together["bob"]) == (["decides"], ["everyone has a say"])


def test_the_gaps_are_those_needed_whom_nobody_knows() -> None:
    found = needed_network(*looked_at({"collaborative": 1}))
    assert found["gaps"] == ["bob", "tim"]
    assert found["covered"] == round(1 / 3, 3)


def test_whom_we_know_on_bad_terms_only_is_a_gap_and_told_apart_from_whom_nobody_knows() -> None:
    found = needed_network(*looked_at({"collaborative": 1}, links=[*LINKS, link("tim", "cy", 4, -2)]))
    assert (found["gaps"], [one["bad_terms_with"] for one in found["people"]]) == (["bob", "tim"], [[], ["cy"], []])
    (line, _) = network_told(found)
    assert line == "3 people are needed; nobody of us knows Bob; what runs between us and Tim is bad; we know Eve."


def test_the_culture_of_the_unit_goes_before_that_of_the_account_and_national_culture_never_counts() -> None:
    units = [{"id": "fin", **assessed({"collaborative": 2}, national="masculine")}, *UNITS[1:]]
    opportunity = {"id": "o", "unit": "books", "buying_center": CENTER}
    shown = picture(
        roles=ROLES, units=units, account={"id": "acme", **assessed({"bureaucratic": 1})}, opportunities=[opportunity]
    )
    study = Study(shown)
    found = needed_network(study, study.sales[0])
    assert (found["culture"], found["national"]) == ({"collaborative": 1}, "masculine")


def test_an_unknown_culture_is_told_as_such_and_one_decides_there() -> None:
    found = needed_network(*looked_at())
    assert found["culture"] is None
    assert needed(sale()) == {"bob", "ann", "tim"}


def test_agreement_is_found_among_partners_and_built_where_people_collaborate() -> None:
    ways = {one: consensus(*looked_at({one: 1}))["to_be"] for one in CULTURES}
    assert ways == {
        "bureaucratic": "decided",
        "entrepreneurial": "decided",
        "consulting": "found",
        "collaborative": "built",
    }


def test_the_spread_is_of_those_needed_who_told() -> None:
    center = [*CENTER[:1], {"person": "tim", "buying_role": "evaluator", "attitude": -1}]
    found = consensus(*looked_at({"collaborative": 1}, buying_center=center))
    sentence = "1 rather for and 1 rather against; nobody told where Eve stands. "
    assert found == {
        "attitudes": {"-1": 1, "1": 1},
        "unknown": ["eve"],
        "mean": 0,
        "spread": 1,
        "to_be": "built",
        "sentence": f"{sentence}They decide together: agreement is to be built.",
    }


def test_a_decider_nobody_knows_whose_superior_nobody_met_is_out_of_reach() -> None:
    (found,) = (one for one in cautions(*looked_at()) if one["kind"] == "decider_out_of_reach")
    assert found["people"] == ["bob", "ann"]
    assert found["sentence"] == (
        "Nobody of us knows Bob, who decides, and nobody ever met Ann (CEO), to whom they report."
    )
    met = cautions(*looked_at(beside=Beside(met={"ann": Met("2026-01-05")})))
    assert "decider_out_of_reach" not in [one["kind"] for one in met]


def test_an_evaluator_of_unknown_or_negative_attitude_without_a_link_of_ours_is_a_hidden_blocker() -> None:
    (found,) = (one for one in cautions(*looked_at()) if one["kind"] == "hidden_blocker")
    assert found["sentence"] == "Tim (Evaluator) has told nobody where they stand, and nobody of us knows them."
    friendly = [*CENTER[:1], {"person": "tim", "buying_role": "evaluator", "attitude": 0}]
    assert "hidden_blocker" not in [one["kind"] for one in cautions(*looked_at(buying_center=friendly))]


def test_words_of_a_workspace_count_by_what_they_mean() -> None:
    terms = (
        Term(term="signs", label="Signs", means="decider"),
        Term(term="tries", label="Tries it", means="evaluator"),
    )
    center = [{"person": "eve", "buying_role": "signs"}, {"person": "tim", "buying_role": "tries", "attitude": -2}]
    study, found = looked_at(beside=Beside(words=Words({"buying_role": terms})), buying_center=center)
    assert found.deciders == ["eve"]
    (blocker,) = (one for one in cautions(study, found) if one["kind"] == "hidden_blocker")
    assert blocker["sentence"] == "Tim (Tries it) is against it, and nobody of us knows them."


def test_a_no_go_shows_whom_we_knew_and_what_was_never_mapped() -> None:
    (found,) = (one for one in cautions(*looked_at(qualification="no_go")) if one["kind"] == "no_go")
    assert found["never_mapped"] == ["how decisions are made there", "where Tim stands"]
    assert found["sentence"] == (
        "It was a no-go. Somebody of us knew 0 of the 3 people needed; "
        "never mapped: how decisions are made there and where Tim stands."
    )


def test_a_leaver_is_nobody_to_win_and_whoever_came_in_their_place_is_named() -> None:
    left = {"kind": "buying_role_of_leaver", "opportunity": "o", "person": "ben", "buying_role": "decider"}
    center = [{"person": "ben", "buying_role": "decider", "attitude": 2}, CENTER[1]]
    shown = picture(roles=ROLES, units=UNITS, opportunities=[{"id": "o", "buying_center": center}], findings=[left])
    study = Study(shown, Beside(posts_left={"ben": "cfo"}))
    first, second = cautions(study, study.sales[0])[:2]
    assert first["people"] == ["ben", "bob"]
    assert first["sentence"] == "ben (Decider) has left; Bob came in their place as CFO: ask who plays that part now."
    assert second["kind"] == "nobody_decides"
    network = needed_network(study, study.sales[0])
    assert ([one["person"] for one in network["left"]], network["deciders"]) == (["ben"], [])
    assert [line["left"] for line in approach_sheet(study, study.sales[0])] == [False, True]


def test_the_approach_sheet_tells_what_is_known_and_whom_to_ask_about() -> None:
    study, found = looked_at(
        links=[link("cy", "bob", 6, 1)],
        beside=Beside(described={"bob": Described({"preferences": "Numbers first"})}),
    )
    bob = next(line for line in approach_sheet(study, found) if line["person"] == "bob")
    assert bob["sentence"] == (
        "Bob: CFO; Decider; stands: rather for; Cy knows them a little (6 of 10, good). "
        "How to address them: Numbers first."
    )
    assert blanks(approach_sheet(study, found))[:2] == [
        "Nobody told where they stand: Ann and Tim.",
        "Nobody told which part they play: Ann.",
    ]


@given(st.dictionaries(st.sampled_from(CULTURES), st.floats(0.1, 10), min_size=1))
def test_whoever_decides_is_always_fully_needed_and_nobody_more(mix: dict[str, float]) -> None:
    weights = {need.person: need.weight for need in sale(mix, purchase_scope="one_decider").needs}
    assert abs(weights["bob"] - 1) < 1e-9
    assert all(0 < weight <= 1 for weight in weights.values())
