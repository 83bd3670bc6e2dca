"""A digest says what happened under headings, the worst first, whatever is in the names."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.digests import HEADINGS, MOST, OF_EACH, Entry, Mark, bounded, composed, heading_of
from domain.key_moments.found import SEVERITIES

LEFT = {
    "id": "a-1", "severity": "high", "day": "2026-03-01", "reason": "Ann left Acme.",
    "effects": {
        "opportunities": [{"opportunity": "o", "name": "Renewal", "amount": 1200.0, "currency": "EUR"}],
        "empty_buying_roles": [{"opportunity": "o", "name": "Renewal", "buying_role": "economic_buyer"}],
        "links_lost": [{"ours": "cy", "ours_name": "Cy", "other": "ann", "other_name": "Ann"}],
        "act": [{"person": "cy", "name": "Cy", "because": "lead"}],
        "next_steps": [{"code": "find", "says": "Find another."}],
    },
}  # fmt: skip


def alert(**given: Any) -> dict[str, Any]:
    return {**LEFT, **given}


def test_it_tells_what_happened_and_what_it_does_to_us() -> None:
    digest = composed("cy", "Cy", "2026-03-02", [Entry("New", LEFT)])
    assert digest.subject == "Incumbent: 1 alert on 2026-03-02"
    assert digest.text.splitlines() == [
        "Incumbent: 1 alert on 2026-03-02", "For Cy", "", "New", "---",
        "* [high] Ann left Acme. (2026-03-01)", "  Opportunities: Renewal (1,200 EUR)",
        "  Played by nobody now: economic buyer in Renewal", "  Links lost: Cy with Ann", "  Who should act: Cy (lead)",
        "  What to do: Find another.",
    ]  # fmt: skip


def test_of_what_is_no_moment_any_more_nothing_is_to_be_done() -> None:
    digest = composed("cy", "Cy", "2026-03-02", [Entry("Retracted", alert(state="retracted"))])
    assert digest.text.splitlines()[3:] == ["Retracted", "---------", "* [high] Ann left Acme. (2026-03-01)"]


def test_headings_come_in_order_and_the_worst_first() -> None:
    entries = [
        Entry("Changed", alert(id="a-2")),
        Entry("New", alert(id="a-3", severity="low")),
        Entry("New", alert(id="a-4", severity="critical")),
    ]
    digest = composed("cy", "Cy", "2026-03-02", entries)
    assert [one["id"] for one in digest.alerts] == ["a-4", "a-3", "a-2"]
    assert digest.text.index("New\n") < digest.text.index("Changed\n")


def test_a_day_without_alerts_says_so() -> None:
    assert composed("cy", "Cy", "2026-03-02", []).subject == "Incumbent: nothing new on 2026-03-02"


def test_what_was_raised_and_retracted_on_one_day_is_gone() -> None:
    assert heading_of(["alert_raised", "alert_revised", "alert_retracted"]) == "Retracted"
    assert heading_of(["alert_revised", "alert_reminded"]) == "Due today"


@given(st.text(), st.text())
def test_no_name_breaks_out_of_its_line_or_its_element(reason: str, called: str) -> None:
    digest = composed("cy", called, "2026-03-02", [Entry("New", alert(reason=reason))])
    plain = composed("cy", "Cy", "2026-03-02", [Entry("New", LEFT)])
    assert len(digest.text.split("\n")) == len(plain.text.split("\n"))
    assert "\r" not in digest.text + digest.html + digest.subject
    assert digest.html.count("<") == plain.html.count("<")
    assert digest.html.count(">") == plain.html.count(">")


def test_of_very_many_the_worst_of_each_heading_are_told_and_the_rest_is_counted() -> None:
    marks = [Mark("New", "low", "2026-03-01", f"a-{n}", "long_vacancy") for n in range(5_000)]
    marks += [Mark("New", "critical", "2026-03-01", "b-1", "champion_left")]
    marks += [Mark("Due today", "low", "2026-03-02", f"c-{n}", "decider_left") for n in range(30)]
    first, rest = bounded(marks)
    assert (len(first), first[0].id, len(first) + len(rest)) == (MOST, "b-1", len(marks))
    assert sum(mark.heading == "Due today" for mark in first) == OF_EACH
    entries = [Entry(mark.heading, alert(id=mark.id, severity=mark.severity, day=mark.day)) for mark in first]
    digest = composed("cy", "Cy", "2026-03-02", entries, rest)
    assert digest.subject == "Incumbent: 5,031 alerts on 2026-03-02"
    assert "And 4,921 more: 4,921 long vacancy (low)" in digest.text
    assert "And 10 more: 10 decider left (low)" in digest.html
    assert digest.more[0] == {"heading": "New", "rule": "long_vacancy", "severity": "low", "count": 4_921}
    assert len(digest.html) < 100_000


@given(st.lists(st.builds(Mark, st.sampled_from([*HEADINGS.values()]), st.sampled_from(SEVERITIES), st.just("2026"),
                          st.text(max_size=2), st.just("r")), max_size=300))  # fmt: skip
def test_nothing_is_lost_between_what_is_told_and_what_is_counted(marks: list[Mark]) -> None:
    first, rest = bounded(marks)
    assert sorted([*first, *rest]) == sorted(marks)
    assert len(first) == min(len(marks), MOST)
