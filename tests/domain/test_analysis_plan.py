"""What an account could be, how far we have come into it, what our links could grow to, and our team there."""

from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.analysis import capital, growth, meeting, penetration, potential, team
from domain.analysis.beside import Beside, Covering, Met, Playing, Words
from domain.analysis.completeness import completeness
from domain.analysis.parameters import Parameters, parameters_of
from domain.analysis.picture import Picture
from domain.analysis.study import Study
from domain.analysis.weights import USUAL_STRENGTH
from domain.vocabularies import Term

from .pictures import link, picture

Json = dict[str, Any]
TERMS = Words({"team_role": (Term(label="Opener", term="opener"), Term(label="Keeper", term="keeper"))})
SALE: Json = {
    "id": "o-1",
    "name": "Renewal",
    "unit": "fin",
    "stage": "offer",
    "value": {"amount": 100, "currency": "EUR"},
    "buying_center": [{"person": "bob", "buying_role": "decider"}],
}
ACME = picture(
    ours=("cy", "di"),
    roles=(
        {"id": "ceo", "title": "CEO", "holders": ["ann"]},
        {"id": "cfo", "title": "CFO", "unit": "fin", "reports_to": "ceo", "holders": ["bob"]},
        {"id": "clerk", "title": "Clerk", "unit": "fin", "reports_to": "cfo"},
    ),
    units=[{"id": "fin", "name": "Finance"}],
    links=[link("bob", "cy", 4, 1, desired=8), link("ann", "di", 2, -1, desired=6), link("ann", "bob", 9, 2)],
    opportunities=[SALE],
)
LEAD = Covering("di", "lead", ("organization", "acme"), "f1")


def test_whom_only_the_account_as_a_whole_covers_is_told_apart() -> None:
    found = team.team(Study(ACME, Beside(TERMS, coverage=(LEAD,))))["uncovered"]
    assert [(one["unit"], one["only_account"]) for one in found["units"]] == [("fin", True)]
    assert [one["person"] for one in found["people"]] == ["ann", "bob"]
    given = parameters_of('{"team": {"account_covers": true}}')
    assert team.team(Study(ACME, Beside(TERMS, coverage=(LEAD,)), given))["uncovered"] == {"units": [], "people": []}
    close = (Covering("cy", "covers", ("unit", "fin"), "f2"),)
    assert team.team(Study(ACME, Beside(TERMS, coverage=close)))["uncovered"]["units"] == []


def test_a_role_played_too_little_a_missing_one_and_who_leads_too_much() -> None:
    beside = Beside(
        TERMS,
        coverage=(LEAD,),
        team=(Playing("di", "opener", 3, "f3"),),
        leads={"di": [("organization", id) for id in "abc"]},
    )
    found = team.team(Study(ACME, beside, parameters_of('{"team": {"leads_at_most": 2, "degrees": {"opener": 4}}}')))
    assert [(one["asked"], one["below"]) for one in found["played"]] == [(4, True)]
    assert found["missing"] == [{"team_role": "keeper", "label": "Keeper"}]
    assert [(one["person"], one["leads"], one["why"]) for one in found["overloaded"]] == [("di", 3, ["f1"])]
    assert team.told(found)[:2] == ["Di: Opener, 3 of 10 where 4 is asked", "Nobody plays: Keeper"]
    assert team.told(found)[-1] == "Di leads 3, more than 2"


def test_the_team_is_asked_about_beside_the_seven_elements() -> None:
    playing = (Playing("di", "opener", None, "f3"),)
    given = parameters_of('{"completeness": {"team": 10}}')
    found = completeness(Study(ACME, Beside(TERMS, team=playing), given))
    assert {"known": 1, "wanted": 3, "share": 0.333}.items() <= found["team"].items()
    assert [one["question"] for one in found["questions"] if one["element"] == "team"] == [
        "How far is Di the opener at Acme, from 0 to 10?",
        "Who of us is the keeper at Acme?",
    ]
    roles = [one["about"]["team_role"] for one in found["questions"] if one["element"] == "team"]
    assert roles == ["opener", "keeper"]
    nobody = completeness(Study(ACME, Beside(TERMS), given))["questions"]
    assert sum(one["element"] == "team" for one in nobody) == 1


def test_several_currencies_stay_apart_and_stages_count_as_the_caller_says() -> None:
    won = {"id": "o-2", "outcome": "won", "value": {"amount": 30, "currency": "EUR"}}
    abroad = {"id": "o-3", "value": {"amount": 7, "currency": "USD"}, "stage": "first talk"}
    lost = {"id": "o-4", "outcome": "lost", "value": {"amount": 900, "currency": "EUR"}}
    account = {"id": "acme", "potential": 400, "revenue": {"amount": 100, "currency": "EUR"}}
    study = Study(
        picture(opportunities=[SALE, won, abroad, lost], account=account),
        parameters=parameters_of('{"potential": {"stages": {"offer": 0.5}}}'),
    )
    found = potential.potential(study)
    assert found["share"] == 0.25
    assert found["currencies"] == [
        {"currency": "EUR", "won": 30, "open": 100, "weighted": 50, "unweighted": 0},
        {"currency": "USD", "won": 0, "open": 7, "weighted": 0, "unweighted": 7},
    ]
    assert "EUR: won 30, open 100 (50 by stage)" in potential.told(found)


def test_stages_count_as_the_workspace_weighs_them_unless_the_caller_says_otherwise() -> None:
    sales = [
        {"id": f"o-{word}", "stage": word, "value": {"amount": 100, "currency": "EUR"}} for word in ("warm", "hot")
    ]
    own = Words({"stage": (Term(label="Warm", term="warm", weight=20), Term(label="Hot", term="hot"))})
    asked = parameters_of('{"potential": {"stages": {"hot": 0.9}}}')

    def shares(words: Words, given: Parameters) -> list[float | None]:
        found = potential.potential(Study(picture(opportunities=sales), Beside(words), given))
        return [one["share"] for one in found["opportunities"]]

    assert shares(Words(), Parameters()) == [None, None]
    assert shares(own, Parameters()) == [0.2, None]
    assert shares(own, asked) == [0.2, 0.9]
    known = [{**sales[0], "stage": "proposal"}]
    assert potential.potential(Study(picture(opportunities=known)))["currencies"][0]["weighted"] == 50


def test_a_potential_in_words_has_no_share() -> None:
    account = {"id": "acme", "potential": "high", "revenue": {"amount": 100, "currency": "EUR"}}
    found = potential.potential(Study(picture(account=account)))
    assert (found["share"], found["assessed"]["potential"]) == (None, "high")


def test_a_bad_link_covers_nobody_however_strong_it_gets() -> None:
    found = growth.growth(Study(ACME))
    assert [(one["person"]["person"], one["gap"], one["difference"] > 0) for one in found["links"]] == [
        ("bob", 4, True),
        ("ann", 4, False),
    ]
    assert growth.told(found)[1].startswith("Cy and Bob: from 4 to 8 adds ")


def test_how_far_we_have_come_by_unit_and_by_level() -> None:
    found = penetration.penetration(Study(ACME, Beside(coverage=(Covering("cy", "covers", ("unit", "fin"), "f2"),))))
    assert found["account"] | {"reached": None} == {
        "roles": 3, "held": 2, "people": 2, "known": 1, "covered": 1, "reached": None,
    }  # fmt: skip
    assert [(one["unit"], one["roles"], one["known"]) for one in found["units"]] == [("fin", 2, 1), (None, 1, 0)]
    assert found["units"][0]["reached"]["role"] == "cfo"
    assert found["levels"][0]["level"] == "chief executive"
    enough = Study(ACME, Beside(), parameters_of('{"team": {"account_covers": true}}'))
    assert penetration.penetration(enough)["account"]["covered"] == 0


def test_who_was_met_on_a_day_that_nobody_told_is_not_said_never_to_have_been_met() -> None:
    study = Study(ACME, Beside(met={"bob": Met(None), "ann": Met("2020-01-02")}))
    (bob, ann) = meeting.meetings(study)
    assert (bob["person"], bob["last_met"], bob["due"], bob["undated"]) == ("bob", None, None, True)
    assert (ann["last_met"], "undated" in ann) == ("2020-01-02", False)
    assert meeting.told([bob]) == [f"No date is known of a meeting with Bob: {' and '.join(bob['because'])}"]


PEOPLE, OURS = ("a", "b", "c", "d"), ("x", "y")
LINKS = some.lists(
    some.tuples(
        some.sampled_from(OURS), some.sampled_from(PEOPLE), *[some.none() | some.integers(0, 10)] * 2,
        some.none() | some.integers(-2, 2),
    ),
    max_size=8,
    unique_by=lambda one: one[:2],
)  # fmt: skip
UNITS = some.lists(some.sampled_from(["u", "v", None]), min_size=4, max_size=4)


def drawn(links: list[tuple[Any, ...]], units: list[str | None]) -> Picture:
    shown = [link(one, other, strength, tone, desired=wanted) for one, other, strength, wanted, tone in links]
    known = [{name: value for name, value in one.items() if value is not None} for one in shown]
    roles = tuple(
        {"id": f"r-{id}", "title": "CEO", "unit": unit, "holders": [id]} for id, unit in zip(PEOPLE, units, strict=True)
    )
    return picture(ours=OURS, roles=roles, links=known, units=[{"id": "u"}, {"id": "v"}])


def grown(here: Picture, chosen: set[tuple[str, str]]) -> Picture:
    """With these links at their desired strength, where they are not stronger."""
    better = [
        msgspec.structs.replace(
            one, strength=max(one.desired, USUAL_STRENGTH if one.strength is None else one.strength)
        )
        if (one.person, one.other) in chosen and one.desired is not None
        else one
        for one in here.links
    ]
    return msgspec.structs.replace(here, links=better)


def of_growth(found: Json) -> Iterator[tuple[tuple[str, str], float]]:
    return (((one["colleague"]["person"], one["person"]["person"]), one["difference"]) for one in found["links"])


@settings(max_examples=40)
@given(LINKS, UNITS)
def test_what_a_link_adds_is_what_covering_with_it_grown_would_be(
    links: list[tuple[Any, ...]], units: list[str | None]
) -> None:
    """Against capital counted anew; influence does not follow from our links."""
    here = drawn(links, units)
    found, before = growth.growth(Study(here)), capital.capital(Study(here))["capital"]
    assert abs(found["coverage"] - before) < 1e-4
    for ends, difference in of_growth(found):
        after = capital.capital(Study(grown(here, {ends})))["capital"]
        assert abs(max(after - before, 0) - difference) < 2e-4
    every = {ends for ends, _ in of_growth(found)}
    assert abs(capital.capital(Study(grown(here, every)))["capital"] - found["reachable"]) < 2e-4


@settings(max_examples=40)
@given(LINKS, UNITS)
def test_units_and_levels_add_up_to_the_account(links: list[tuple[Any, ...]], units: list[str | None]) -> None:
    """Everybody here holds one role, so that nobody counts twice."""
    found = penetration.penetration(Study(drawn(links, units)))
    for part in ("units", "levels"):
        for name in ("roles", "held", "people", "known", "covered"):
            assert sum(one[name] for one in found[part]) == found["account"][name]
    known = {one for _, one, strength, _, tone in links if (strength is None or strength >= 1) and (tone or 0) >= 0}
    assert found["account"]["known"] == len(known)
