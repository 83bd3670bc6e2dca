"""A digest says what happened under headings, the worst first, whatever is in the names."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.digests import Entry, composed, heading_of

LEFT = {
    "id": "a-1", "severity": "high", "day": "2026-03-01", "reason": "Ann left Acme.",
    "effects": {
        "opportunities": [{"opportunity": "o", "name": "Renewal", "amount": 1200.0, "currency": "EUR"}],
        "empty_buying_roles": [{"opportunity": "o", "name": "Renewal", "buying_role": "economic_buyer"}],
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
        "* [high] Ann left Acme. (2026-03-01)", "  Touches: Renewal (1,200 EUR)",
        "  Nobody is now: economic buyer in Renewal", "  Should act: Cy", "  Next: Find another.",
    ]  # fmt: skip


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
