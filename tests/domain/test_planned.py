"""What stood planned against what is: what cannot be seen over HTTP in a line or two."""

from typing import Any

from domain.analysis.planned import Side, against

from .pictures import link, picture

Json = dict[str, Any]
ROLE: Json = {"id": "ceo", "holders": ["ann"]}


def side(*links: Json, actions: tuple[Json, ...] = (), kept: dict[str, str] | None = None, **more: Any) -> Side:
    return Side(picture(ours=("cy",), roles=(ROLE,), links=links, **more), actions, kept or {})


def sentences(planned: Side, actual: Side) -> list[tuple[str, str]]:
    return [(one["state"], one["sentence"]) for one in against(planned, actual)]


def sold(**more: Any) -> Side:
    return side(opportunities=[{"id": "o-1", "name": "New", **more}])


def to_do(state: str, **more: Any) -> Json:
    return {"action": "a-1", "objective": "Meet", "state": state, "facts": ["f"], **more}


def test_a_link_that_is_gone_dropped_was_never_rated_or_is_where_it_was_to_be() -> None:
    wanted, met = side(link("cy", "ann", 4, desired=8)), side(link("cy", "ann", 8, desired=8))
    said = "Cy and Ann were to come to a strength of 8"
    assert sentences(wanted, side()) == [("ended", f"{said}, and the link is gone.")]
    assert sentences(wanted, side(link("cy", "ann"))) == [("short", f"{said}, and how strong it is nobody told.")]
    assert sentences(met, met) == []
    assert sentences(met, wanted) == [("short", f"{said}, and are now at 4.")]


def test_a_link_goes_on_with_the_record_that_is_kept() -> None:
    planned = side(link("cy", "ann-2", 4, desired=8), kept={"ann-2": "ann"})
    assert sentences(planned, side(link("cy", "ann", 9)))[0][0] == "met"
    planned = side(link("ann-2", "cy", 4, desired=8))
    assert sentences(planned, side(link("cy", "ann", 9)))[0][0] == "ended"


def test_an_opportunity_that_was_won_lost_went_elsewhere_or_has_no_date() -> None:
    planned = sold(closes="2026-05-31")
    assert sentences(planned, sold(closes="2026-05-31", outcome="won")) == [
        ("met", "“New” was to close on 2026-05-31, and was won.")
    ]
    assert sentences(planned, sold(outcome="lost"))[0][0] == "ended"
    assert sentences(planned, side())[0][0] == "ended"
    assert sentences(sold(closes="next spring"), sold(closes="next spring")) == []
    assert sentences(sold(), sold(closes="2027")) == []


def test_an_action_that_is_blocked_or_gone_and_one_that_was_done_before() -> None:
    planned = side(actions=(to_do("open"),))
    assert sentences(planned, side(actions=(to_do("open"),))) == []
    assert sentences(planned, side(actions=(to_do("open", blocked="No budget"),))) == [
        ("changed", "“Meet” was planned, and is blocked: No budget.")
    ]
    assert sentences(planned, side()) == [("ended", "“Meet” was planned, and is planned no more.")]
    assert sentences(side(actions=(to_do("done"),)), side()) == []
