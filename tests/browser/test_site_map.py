"""Every view, in light and dark, on a laptop and on a phone: accessible, nothing overflows, nothing is refused."""

import pytest
from playwright.sync_api import Page

from api.page.views import TABS

from .conftest import Place
from .judging import glanced_at, judged, violations

SITE_MAP = {
    "accounts": "/",
    "search": "/search?q=wickstromer",
    "nothing-found": "/search?q=qqqqqq",
    "person": "/people/p-r5ke",
    "role": "/roles/r-schedule",
    "fact": "/facts/dd448248-e2ad-4e7f-ae71-6bfb969c2df8",
    "opportunity": "/opportunities/o-one-plan",
    "opportunity-closed": "/opportunities/o-downtime",
    "opportunity-before": "/opportunities/o-one-plan?as_of=2020-01-01",
    "refused": "/people/p-nobody",
    "approach": "/opportunities/o-one-plan/approach",
    "portfolio": "/portfolio?since=2025-06-30&every=quarter&status=open",
    "key-moments": "/key-moments?since=2026-01-01&until=2026-12-31",
    "chains": "/moves/chains?account=aldermoor&since=2025-01-01",
    "rules": "/rules",
    "rule": "/rules/decider_left/replay?since=2025-01-01",
    "nominations": "/nominations",
    "nomination": "/nominations/n-quality?find_role=quality",
    **{f"account-{tab.name}": tab.path.replace("{id}", "aldermoor") for tab in TABS},
}


@pytest.mark.parametrize("name", SITE_MAP)
def test_a_view_is_accessible_and_fits_everywhere(page: Page, place: Place, name: str) -> None:
    page.goto(SITE_MAP[name])
    assert page.title().endswith("Incumbent")
    if place.store.sqlite:
        judged(page, name)
    else:
        glanced_at(page)


def test_the_judge_sees_what_is_wrong(page: Page) -> None:
    page.goto("/")
    wrong = "'<input><img src=/static/icon.svg>'"
    page.evaluate(f"() => document.querySelector('main').insertAdjacentHTML('beforeend', {wrong})")
    assert {one.partition(":")[0] for one in violations(page)} == {"label", "image-alt"}
