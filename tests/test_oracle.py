"""Worked examples of periods: who holds a role, and from when to when."""

import pytest

from tests.oracle import career, holders_of_role
from tests.oracle.telling import Story


@pytest.fixture
def story() -> Story:
    return Story()


def test_a_tenure_holds_from_its_first_day_and_no_longer_on_the_day_of_its_end(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.left("ann", "2024-03-01")
    assert story.holders("2024-01-31") == []
    assert story.holders("2024-02-01") == ["ann"]
    assert story.holders("2024-02-29") == ["ann"]
    assert story.holders("2024-03-01") == []


def test_a_successor_who_starts_on_the_day_of_the_end_is_alone_in_office(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.left("ann", "2024-03-01")
    story.took("bob", "2024-03-01")
    assert story.holders("2024-02-29") == ["ann"]
    assert story.holders("2024-03-01") == ["bob"]


@pytest.mark.parametrize("end_first", [True, False])
def test_a_reappointment_on_the_day_of_the_end_holds_in_any_order_of_arrival(story: Story, end_first: bool) -> None:
    story.took("ann", "2024-02-01")
    if end_first:
        story.left("ann", "2024-03-01")
    story.took("ann", "2024-03-01")
    if not end_first:
        story.left("ann", "2024-03-01")
    assert story.holder("2024-03-01")["since"] == "2024-03-01"


def test_an_end_takes_what_starts_before_it_and_leaves_what_starts_after(story: Story) -> None:
    story.took("ann", "2024-04-01")
    story.took("ann", "2024-02-01")
    story.left("ann", "2024-03-01")
    assert [story.holders(day) for day in ("2024-02-15", "2024-03-15", "2024-04-15")] == [["ann"], [], ["ann"]]


def test_a_tenure_covered_by_another_shows_while_it_runs(story: Story) -> None:
    story.took("ann", "2024-02-01")
    inner = story.took("ann", "2024-03-01", tenure_kind="acting")
    story.left("ann", "2024-04-01", took=inner)
    kinds = [story.holder(day)["tenure_kind"] for day in ("2024-02-15", "2024-03-15", "2024-04-15")]
    assert kinds == ["permanent", "acting", "permanent"]


def test_an_end_ends_equally_everything_that_ran_the_day_before(story: Story) -> None:
    story.took("ann", "2024-02-01", tenure_kind="interim")
    story.took("ann", "2024-03-01")
    story.left("ann", "2024-04-01")
    assert story.holders("2024-04-01") == []
    (stay,) = career(story.facts, "ann", story.position)
    assert (stay["since"], stay["until"], stay["kinds"]) == ("2024-02-01", "2024-04-01", ["interim", "permanent"])


def test_tenures_that_touch_are_two_stays(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.left("ann", "2024-03-01")
    story.took("ann", "2024-03-01")
    assert [stay["since"] for stay in career(story.facts, "ann", story.position)] == ["2024-02-01", "2024-03-01"]


def test_of_several_running_tenures_the_one_begun_last_is_the_holder_entry(story: Story) -> None:
    story.took("ann", "2024-03-01")
    story.took("ann", "2024-02-01", tenure_kind="interim")
    assert story.holder("2024-03-15")["since"] == "2024-03-01"
    assert story.holder("2024-02-15")["tenure_kind"] == "interim"


def test_of_two_taken_on_one_day_the_one_recorded_last_is_the_holder_entry(story: Story) -> None:
    story.took("ann", "2024-02-01", tenure_kind="interim")
    story.took("ann", "2024-02-01", tenure_kind="acting")
    assert story.holder("2024-02-01")["tenure_kind"] == "acting"


def test_where_nothing_ran_the_day_before_an_end_takes_what_began_within_its_date(story: Story) -> None:
    story.took("ann", "2024-03-10")
    story.left("ann", "2024-03")
    assert story.holders("2024-03-31") == ["ann"]
    assert story.holders("2024-04-01") == []


def test_what_ran_the_day_before_shields_what_began_within_the_date(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.took("ann", "2024-03-10", tenure_kind="acting")
    story.left("ann", "2024-03")
    assert story.holder("2024-04-01")["tenure_kind"] == "acting"


def test_an_end_on_the_day_of_the_beginning_means_held_on_no_day(story: Story) -> None:
    story.took("ann", "2024-03-01")
    story.left("ann", "2024-03-01")
    assert story.holders("2024-03-01") == []
    assert not story.findings("2024-03-01", "end_before_beginning")
    assert not story.findings("2024-03-01", "end_without_beginning")


def test_an_end_without_beginning_is_a_finding_and_in_the_career_without_since(story: Story) -> None:
    left = story.left("ann", "2024-03-01")
    assert story.findings("2024-02-29", "end_without_beginning") == []
    (finding,) = story.findings("2024-03-01", "end_without_beginning")
    assert finding == {"kind": "end_without_beginning", "person": "ann", "role": "cfo", "fact": left}
    (entry,) = career(story.facts, "ann", story.position)
    assert (entry["since"], entry["until"], entry["left"], entry["tenures"]) == (None, "2024-03-01", left, [])


def test_a_named_end_ends_its_tenure_whatever_the_dates(story: Story) -> None:
    took = story.took("ann", "2024-03-01")
    story.took("ann", "2024-04-01", tenure_kind="acting")
    story.left("ann", "2024-02-01", took=took)
    assert story.holders("2024-03-01") == []
    assert story.holders("2024-04-01") == ["ann"]
    assert story.findings("2024-03-01", "end_before_beginning")[0]["took"] == took


def test_a_named_end_of_a_withdrawn_tenure_says_nothing(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    story.took("ann", "2024-02-15")
    story.left("ann", "2024-03-01", took=took)
    story.withdraw(took)
    assert story.holders("2024-03-01") == ["ann"]
    assert not story.findings("2024-03-01", "end_without_beginning")


def test_a_named_end_follows_its_tenure_to_the_person_it_is_corrected_to(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    story.left("ann", "2024-03-01", took=took)
    story.correct(took, person="bob")
    assert story.holders("2024-02-15") == ["bob"]
    assert story.holders("2024-03-01") == []


def test_the_earliest_end_decides(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    story.left("ann", "2024-04-01", took=took)
    story.left("ann", "2024-03-01")
    assert story.holders("2024-03-01") == []


def test_closing_a_role_ends_every_tenure_and_a_new_definition_starts_vacant(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.took("bob", "2024-02-01")
    story.tell("role_closed", "2024-03-01", role="cfo")
    story.tell("role_defined", "2024-04-01", role="cfo", organization="acme", title="CFO again")
    assert story.holders("2024-02-29") == ["ann", "bob"]
    assert "cfo" not in [role["id"] for role in story.map("2024-03-01")["roles"]]
    assert story.holders("2024-04-01") == []
    assert story.role("2024-04-01")["since"] == "2024-04-01"


def test_a_role_closed_while_nobody_holds_it_is_nothing_strange(story: Story) -> None:
    story.took("ann", "2024-05-01")
    story.tell("role_closed", "2024-03-01", role="cfo")
    assert holders_of_role(story.facts, "cfo", story.position)[0]["until"] is None
    assert story.findings("2024-05-01", "outside_role_life") == [
        {"kind": "outside_role_life", "role": "cfo", "person": "ann"}
    ]


def test_an_imprecise_beginning_counts_from_its_first_day_and_is_possible_until_its_last(story: Story) -> None:
    story.took("ann", "2024-03")
    assert story.holders("2024-02-29") == []
    assert story.holder("2024-03-01")["possible"]
    assert story.holder("2024-03-31")["possible"]
    assert "possible" not in story.holder("2024-04-01")
    assert story.holder("2024-04-01")["since"] == "2024-03"


def test_an_imprecise_end_counts_from_the_day_after_its_last_and_is_possible_within(story: Story) -> None:
    story.took("ann", "2024-01-15")
    story.left("ann", "[2024-03..2024-04]")
    assert "possible" not in story.holder("2024-02-29")
    assert story.holder("2024-03-01")["possible"]
    assert story.holder("2024-04-30")["possible"]
    assert story.holders("2024-05-01") == []


def test_an_unknown_beginning_is_possible_until_we_learned_of_it(story: Story) -> None:
    story.on("2024-03-05").took("ann", None)
    assert story.holder("1950-01-01")["possible"]
    assert story.holder("2024-03-04")["possible"]
    assert "possible" not in story.holder("2024-03-05")


def test_an_end_with_unknown_date_counts_from_the_day_it_was_recorded(story: Story) -> None:
    story.took("ann", "2024-02-01")
    left = story.on("2024-03-05").left("ann", None)
    assert story.holders("2024-03-04") == ["ann"]
    assert story.holders("2024-03-05") == []
    (stay,) = career(story.facts, "ann", story.position)
    assert (stay["until"], stay["left"]) == (None, left)


def test_an_end_on_or_before_a_date_ends_what_began_by_then(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.left("ann", "[..2024-03]")
    assert story.holder("2024-02-01")["possible"]
    assert story.holders("2024-04-01") == []


def test_between_one_day_and_the_same_day_is_that_day(story: Story) -> None:
    story.took("ann", "[2024-02-01..2024-02-01]")
    story.left("ann", "[2024-03-01..2024-03-01]")
    assert "possible" not in story.holder("2024-02-01")
    assert story.holders("2024-03-01") == []


def test_a_correction_shows_only_from_its_recording(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    before = story.position
    story.correct(took, effective="2024-03-01")
    assert story.holders("2024-02-15", before) == ["ann"]
    assert story.holders("2024-02-15") == []
    assert story.holder("2024-03-01")["since"] == "2024-03-01"


def test_corrections_apply_field_by_field_in_recorded_order(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    story.correct(took, person="bob", tenure_kind="acting")
    story.correct(took, tenure_kind="interim")
    holder = story.holder("2024-02-01")
    assert (holder["person"], holder["tenure_kind"], holder["took"]) == ("bob", "interim", took)


def test_a_corrected_correction_keeps_its_place_among_corrections(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    first = story.correct(took, tenure_kind="acting", person="bob")
    story.correct(took, tenure_kind="interim")
    story.correct(first, replacement={"tenure_kind": "acting"})
    holder = story.holder("2024-02-01")
    assert (holder["person"], holder["tenure_kind"]) == ("ann", "interim")


def test_withdrawing_a_correction_undoes_it(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    correction = story.correct(took, person="bob")
    story.withdraw(correction)
    assert story.holders("2024-02-01", story.position - 1) == ["bob"]
    assert story.holders("2024-02-01") == ["ann"]


def test_withdrawing_a_withdrawal_undoes_it(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    withdrawal = story.withdraw(took)
    story.withdraw(withdrawal)
    assert story.holders("2024-02-01", story.position - 1) == []
    assert story.holders("2024-02-01") == ["ann"]


def test_a_fact_withdrawn_twice_stands_again_only_when_both_are_undone(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    withdrawals = [story.withdraw(took), story.withdraw(took)]
    story.withdraw(withdrawals[0])
    assert story.holders("2024-02-01") == []
    story.withdraw(withdrawals[1])
    assert story.holders("2024-02-01") == ["ann"]


def test_a_withdrawn_end_lets_the_tenure_run_on(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.withdraw(story.left("ann", "2024-03-01"))
    assert story.holders("2024-03-01") == ["ann"]
