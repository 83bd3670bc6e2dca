"""Rules of key moments over scenes, without any database: what each sees, what it must not, how severe it is."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from domain.dates import Span
from domain.errors import InvalidRequest
from domain.key_moments.business import Business, Part, Sale
from domain.key_moments.found import KeyMoment, Tie
from domain.key_moments.judging import RULES, judged, severity
from domain.key_moments.occasions import Occasion
from domain.key_moments.parameters import at_least, checked
from domain.key_moments.scenes import (
    Attitude,
    Departure,
    Origin,
    Parting,
    Passage,
    Related,
    Scene,
    Successor,
    Turn,
    Unit,
    Wait,
)
from domain.key_moments.steps import STEPS
from domain.levels import Level, level_of
from domain.moves import Seat, Spell

ROOT = Path(__file__).parent.parent.parent
DAY = 738_000
PLAYED = (Part("o", "ann", "champion", "f1", "champion"),)
SALE = Business(
    lambda day: True,
    lambda ids, day: (Sale("o", 1000, "EUR"),) if "o" in [*ids] else (),
    lambda people, day: PLAYED if "ann" in [*people] else (),
    lambda ids, day: PLAYED if "o" in [*ids] else (),
)
DECIDES = (Part("o", "old", "decider", "f2", "decider"),)
RIVAL = Related("rival", frozenset({"supplier"}), frozenset({"competitor"}))

CLIENT = RIVAL._replace(relations=frozenset({"client"}))


def spell(title: str) -> Spell:
    seat = Seat("post", "acme", level_of(None, title))
    return Spell("s", "ann", None, None, seat, seat, "s")


def held(days: int, title: str = "Chief Financial Officer") -> tuple[Spell, ...]:
    """A post that was held for so many days before."""
    return (spell(title)._replace(begin=Span(DAY - days, DAY - days)),)


def passage(**known: Any) -> Passage:
    return Passage(person="ann", account="acme", day=DAY, starts=None, call=lambda _, id: id.title(), **known)


def wait(days: int, level: str = "Director", holder: str | None = None) -> Wait:
    stands, until = level_of(None, level), DAY + days
    called: dict[str, Any] = {"account": "acme", "day": DAY, "starts": None, "call": lambda _, id: id}
    return Wait(**called, role="r", level=stands, until=until, holder=holder)


def unit(*turns: tuple[int, str], posts: int = 4) -> Unit:
    told = tuple(Turn(DAY + day, role, n, f"f{n}", frozenset(), None) for n, (day, role) in enumerate(turns))
    called: dict[str, Any] = {"account": "acme", "day": DAY, "starts": None, "call": lambda _, id: id}
    return Unit(**called, unit="u", turns=told, posts=lambda day: posts)


def departure(**known: Any) -> Departure:
    return Departure(person="cy", account="acme", day=DAY, starts=None, call=lambda _, id: id.title(), **known)


def occasion(kind: str, **known: Any) -> Occasion:
    called: dict[str, Any] = {"account": "acme", "day": DAY, "starts": None, "call": lambda _, id: id}
    return Occasion(**called, what=(kind, "one"), **known)


CFO, CLERK = (spell("Chief Financial Officer"),), (spell("Clerk"),)
TIE = Tie("cy", "ann", "", 1, 5)
SEEN: list[tuple[str, Scene]] = [
    ("champion_left", passage(left=CLERK, leaves=True, business=SALE)),
    ("decider_left", passage(left=CFO, leaves=True)),
    ("decider_arrived", passage(took=CFO, enters=True)),
    ("decider_arrived", passage(took=CLERK, inherited=DECIDES)),
    ("criteria_unknown", passage(took=CFO, business=SALE)),
    ("ally_arrived", passage(took=CLERK, enters=True, ties=(TIE,))),
    ("ally_arrived", passage(took=CLERK, enters=True, attitudes=(Attitude("o", 1),))),
    ("adversary_arrived", passage(took=CLERK, enters=True, ties=(TIE._replace(tone=-1),))),
    ("supplier_risk", passage(took=CLERK, enters=True, origins=(Origin("bank", DAY - 5, (RIVAL,)),))),
    ("supplier_opening", passage(took=CLERK, enters=True, origins=(Origin("bank", DAY - 5, sold=True),))),
    ("only_link_gone", passage(left=CLERK, leaves=True, ties=(TIE,))),
    ("only_link_gone", departure(ties=(TIE,), alone=frozenset({"ann"}))),
    (
        "only_link_gone",
        Parting(account="acme", day=DAY, starts=None, call=lambda _, id: id, tie=TIE, alone=True),
    ),
    ("soon_left", passage(left=held(365), leaves=True)),
    ("colleague_left", departure(covers=True)),
    ("long_vacancy", wait(91)),
    ("long_interim", wait(91, holder="ann")),
    ("unit_reshuffled", unit((0, "a"), (10, "b"), (20, "c"))),
    ("opportunity_opened", occasion("opportunity", sale="o")),
    ("colleague_came", occasion("person", person="cy")),
    ("action_blocked", occasion("action")),
]
NEAR_MISSES: list[tuple[str, Scene]] = [
    ("opportunity_opened", occasion("action", sale="o")),
    ("colleague_came", occasion("action", person="cy")),
    ("action_blocked", occasion("opportunity", sale="o")),
    ("champion_left", passage(left=CLERK, took=CLERK, business=SALE)),
    ("decider_left", passage(left=CLERK, leaves=True)),
    ("decider_left", passage(left=CFO, took=CFO)),
    ("soon_left", passage(left=held(366), leaves=True)),
    ("soon_left", passage(left=held(90), took=CFO)),
    ("soon_left", passage(left=held(90, "Clerk"), leaves=True)),
    ("soon_left", passage(left=CFO, leaves=True)),
    ("decider_arrived", passage(took=CLERK)),
    ("criteria_unknown", passage(took=CFO)),
    ("criteria_unknown", passage(took=CFO, business=SALE, described=frozenset({"priorities"}))),
    ("criteria_unknown", passage(took=CFO, business=SALE, crafted=frozenset({"criteria"}))),
    ("ally_arrived", passage(took=CLERK, ties=(TIE,))),
    ("ally_arrived", passage(took=CLERK, enters=True, ties=(TIE._replace(tone=0),))),
    ("ally_arrived", passage(took=CLERK, enters=True, ties=(TIE,), ours=True)),
    ("adversary_arrived", passage(took=CLERK, enters=True, attitudes=(Attitude("o", 0),))),
    ("supplier_risk", passage(took=CLERK, enters=True, origins=(Origin("bank", DAY - 731, (RIVAL,)),))),
    ("supplier_risk", passage(took=CLERK, enters=True, origins=(Origin("bank", DAY, (CLIENT,)),))),
    ("supplier_opening", passage(took=CLERK, enters=True, origins=(Origin("bank", DAY - 5, (RIVAL,)),))),
    ("only_link_gone", passage(left=CLERK, leaves=True, ties=(TIE,), others_linked=lambda: True)),
    ("only_link_gone", departure(ties=(TIE,))),
    ("long_vacancy", wait(90)),
    ("long_vacancy", wait(91, "Clerk")),
    ("long_vacancy", wait(91, holder="ann")),
    ("long_interim", wait(91)),
    ("unit_reshuffled", unit((0, "a"), (10, "b"), (100, "c"))),
    ("unit_reshuffled", unit((0, "a"), (10, "b"), (20, "a"))),
    ("unit_reshuffled", unit((0, "a"), (10, "b"), (20, "c"), posts=7)),
]


def found(rule: str, scene: Scene, **given: Any) -> list[KeyMoment]:
    return judged([scene], {rule: checked(RULES[rule].parameters, given)}, DAY, DAY + 1_000)


@pytest.mark.parametrize(("rule", "scene"), SEEN)
def test_each_rule_sees_what_it_is_for(rule: str, scene: Scene) -> None:
    (moment,) = found(rule, scene)
    assert (moment.rule, moment.key[0], moment.account) == (rule, rule, "acme")
    assert moment.reason.endswith(".")
    assert moment.effects.steps
    assert moment.restricted or not RULES[rule].restricted


@pytest.mark.parametrize(("rule", "scene"), NEAR_MISSES)
def test_each_rule_keeps_silent_on_a_near_miss(rule: str, scene: Scene) -> None:
    assert found(rule, scene) == []


def test_every_rule_was_tried_both_ways() -> None:
    assert {rule for rule, _ in SEEN} == set(RULES)
    assert {rule for rule, _ in NEAR_MISSES} | {"colleague_left"} == set(RULES)


def test_parameters_decide() -> None:
    leaving = passage(left=CLERK, leaves=True, business=SALE)
    assert found("champion_left", leaving, buying_roles=["user"]) == []
    assert len(found("decider_left", passage(left=CLERK, leaves=True), at_least=None)) == 1
    assert len(found("long_vacancy", wait(90), days=30)) == 1


@pytest.mark.parametrize(
    ("known", "reason", "step"),
    [
        ({"goes_to": ("bank",)}, "Ann leaves as Post at Acme for Bank.", "find_successor"),
        ({"took": CLERK}, "Ann leaves as Post at Acme and becomes Post.", "find_successor"),
        ({"successors": (Successor("bob"),)}, "Ann leaves as Post at Acme; Bob succeeds.", "meet_new_holder"),
        (
            {"successors": (Successor("bob"), Successor("cy"))},
            "Ann leaves as Post at Acme; Bob and Cy succeed.",
            "meet_new_holder",
        ),
        ({"successors": (Successor("bob", True),)}, "Ann leaves as Post at Acme; Bob fills in.", "find_successor"),
    ],
)
def test_a_departure_says_where_to_and_who_follows(known: dict[str, Any], reason: str, step: str) -> None:
    (moment,) = found("decider_left", passage(left=CFO, leaves=True, **known))
    assert (moment.reason, moment.effects.steps[0]) == (reason, step)


@pytest.mark.parametrize(
    ("rule", "given", "field", "right"),
    [
        ("long_vacancy", {"days": 0}, "parameters.days", "a whole number from 1 to 3660"),
        ("long_vacancy", {"days": True}, "parameters.days", "a whole number"),
        ("long_vacancy", {"at_least": "grand vizier"}, "parameters.at_least", "a level such as executive"),
        ("champion_left", {"buying_roles": "champion"}, "parameters.buying_roles", "a list of up to 50 words"),
        ("champion_left", {"buying_roles": [""]}, "parameters.buying_roles", "a list of up to 50 words"),
        ("champion_left", {"days": 3}, "parameters.days", "one of buying_roles"),
        ("colleague_left", {"days": 3}, "parameters.days", "one of large_from_percent"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_would_be_right(
    rule: str, given: dict[str, Any], field: str, right: str
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        checked(RULES[rule].parameters, given)
    assert refused.value.field == field
    assert right in refused.value.detail


@pytest.mark.parametrize(
    ("level", "grade", "counts"),
    [
        (level_of(None, "CFO"), "executive", True),
        (level_of(None, "Clerk"), "executive", False),
        (Level(), "executive", False),
        (Level(), None, True),
        (Level(number=3), 3, True),
        (Level(number=2), 3, False),
        (level_of(None, "CFO"), 3, False),
    ],
)
def test_a_grade_is_compared_on_the_scale_that_both_are_on(level: Level, grade: str | int | None, counts: bool) -> None:
    assert at_least(level, grade) is counts


def test_severity_rises_with_what_is_touched_and_falls_with_doubt() -> None:
    assert severity("medium", ()) == "medium"
    assert severity("medium", ("opportunity_touched",)) == "high"
    assert severity("medium", ("opportunity_touched", "buying_role_empty")) == "critical"
    assert severity("medium", ("opportunity_touched", "only_probable")) == "medium"
    assert severity("low", ("only_probable",)) == "low"
    assert severity("critical", ("opportunity_touched",)) == "critical"


@pytest.mark.parametrize(("share", "large"), [(None, False), (74.9, False), (75.0, True), (100.0, True)])
def test_a_large_opportunity_makes_it_more_severe(share: float | None, large: bool) -> None:
    business = SALE._replace(worth_more=lambda one: share)
    (moment,) = found("decider_arrived", passage(took=CLERK, inherited=DECIDES, business=business))
    assert moment.because == ("opportunity_touched", *["opportunity_large"] * large)
    assert moment.severity == ("critical" if large else "high")


def test_every_step_that_a_rule_suggests_has_its_sentence() -> None:
    assert {code for rule in RULES.values() for code in rule.steps} == set(STEPS)


def test_the_page_lists_every_rule_with_its_parameters_and_defaults() -> None:
    page = (ROOT / "docs/key-moments.md").read_text(encoding="utf-8")
    for rule in RULES.values():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{rule.id}` |"))
        told = [f"`{one.name}={msgspec.json.encode(one.default).decode()}`" for one in rule.parameters]
        assert all(one in row for one in (rule.says, f"| {rule.base} |", *told)), rule.id
