"""Which test holds which edge case, in the words of whoever asked for them: none may be lost."""

import ast
from pathlib import Path

import pytest

from .conftest import Case

TESTS = Path(__file__).parents[1]
POSTS, PEOPLE, OURS, COMPANIES = (f"edge_cases/test_{name}.py" for name in ("posts", "people", "our_side", "companies"))
FEEDS = "jobs/feeds/test_edge_cases.py"
HELD: dict[str, tuple[str, str]] = {
    "one person in two posts": (PEOPLE, "one_person_in_two_posts"),
    "two people in one post": (POSTS, "two_people_in_one_post"),
    "interim": (POSTS, "an_interim_fills_a_post_until_somebody_comes_for_good"),
    "vacant": (POSTS, "a_vacant_post_says_since_when"),
    "never filled": (POSTS, "a_post_that_was_never_filled_is_vacant_since_nobody_knows_when"),
    "post renamed while held": (POSTS, "a_post_is_renamed_while_it_is_held"),
    "post moved while held": (POSTS, "a_post_is_moved_to_another_unit_and_boss_while_it_is_held"),
    "post split while held": (POSTS, "a_post_is_split_while_it_is_held"),
    "post merged while held": (POSTS, "two_posts_are_merged_into_one_while_they_are_held"),
    "post abolished while held": (POSTS, "a_post_is_abolished_while_it_is_held"),
    "company merged": (COMPANIES, "company_merged_both_maps_say_so_and_what_was_left_behind_is_counted"),
    "company renamed": (COMPANIES, "company_renamed_is_one_company_with_another_name"),
    "company demerged": (COMPANIES, "company_demerged_goes_on_beside_what_it_gave_away"),
    "merged companies are not merged records": (COMPANIES, "two_companies_that_merged_are_not_two_records_of_one"),
    "unit moved to another company": (
        COMPANIES, "unit_moved_to_another_company_takes_its_roles_along_and_the_sale_follows_when_told",
    ),
    "move announced for the future, withdrawn": (FEEDS, "move_announced_for_the_future_withdrawn"),
    "move announced for the future, date corrected": (FEEDS, "move_announced_for_the_future_date_corrected"),
    "learned three months late": (FEEDS, "learned_three_months_late"),
    "two sources with two dates": (FEEDS, "two_sources_with_two_dates"),
    "same nomination from two feeds": (FEEDS, "same_nomination_from_two_feeds"),
    "dates known to the year": (POSTS, "a_date_known_to_the_year"),
    "dates known to the month": (POSTS, "a_date_known_to_the_month"),
    "reporting cycle": (POSTS, "posts_that_report_in_a_circle"),
    "two bosses": (POSTS, "a_post_with_two_bosses"),
    "self-report": (POSTS, "a_post_that_reports_to_itself"),
    "boss's post abolished": (POSTS, "the_post_of_the_boss_is_abolished"),
    "attitude unset on a new opportunity": (OURS, "an_attitude_is_unset_on_a_new_opportunity"),
    "leaver's buying roles flagged": (OURS, "the_buying_roles_of_a_leaver_are_flagged_and_not_silently_kept"),
    "leaver goes to a competitor, a supplier, to us": (
        COMPANIES, "leaver_goes_to_a_competitor_a_supplier_or_to_us",
    ),
    "comes back": (PEOPLE, "somebody_comes_back_and_starts_blank"),
    "retires": (PEOPLE, "somebody_retires"),
    "dies": (PEOPLE, "somebody_dies_while_playing_a_buying_role"),
    "same name, two people": (FEEDS, "same_name_two_people"),
    "one person, three spellings": (FEEDS, "one_person_three_spellings"),
    "merge then unmerge": (PEOPLE, "two_records_are_merged_and_parted_again"),
    "our colleague leaves and is succeeded": (OURS, "our_colleague_leaves_and_is_succeeded"),
    "an old meeting counts for the employer of then": (OURS, "an_old_meeting_counts_for_the_employer_of_then"),
    "champion moves from A to B": (
        PEOPLE, "a_champion_moves_from_one_account_to_another_and_the_link_goes_along",
    ),
}  # fmt: skip


@pytest.mark.parametrize("named", HELD)
def test_the_case_has_its_test_and_that_asserts_something(named: str) -> None:
    place, name = HELD[named]
    nodes = ast.parse((TESTS / place).read_text()).body
    (test,) = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == f"test_{name}"]
    assert sum(isinstance(node, ast.Assert) for node in ast.walk(test)) >= 2


def test_a_map_that_is_another_than_it_was_known_to_be_is_noticed(case: Case) -> None:
    """The control."""
    took = case.took("ann", "cfo", "2024-01-01")
    case.tell({"type": "fact_corrected", "fact": took, "replacement": {"effective": "2024-03-01"}})
    known, corrected = case.shown[-1], case.both_maps()
    assert (known != corrected, case.forgotten()) == (True, [])
    case.shown = [[{**after, "position": before["position"]} for before, after in zip(known, corrected, strict=True)]]
    assert case.forgotten() == case.shown
    case.shown = []
