"""An entry of a feed is one nomination, however often and by however many it is reported."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import pytest
from sqlalchemy import select

from domain.errors import BatchTooLarge, InvalidRequest, NotFound, Refused
from domain.log.tables import facts
from domain.nominations import Candidate
from projections.clerk import Reported, Seen
from projections.reports import MOST, announcement, report
from projections.reviews import Doubt, reject, withdraw
from tests.projections.nominated import JANE, asked, head, outcomes, queue, reported
from tests.projections.told import Story


def test_what_was_announced_is_listed_for_review(story: Story) -> None:
    id = reported(story)
    assert queue(story.tenant) == queue(story.tenant, state="new", feed="wire", kind="joined") == [id]
    assert queue(story.tenant, state="accepted") == queue(story.tenant, feed="other") == []
    told = asked(story.tenant, id)
    said = {name: value for name, value in JANE.items() if name != "url"}
    assert {name: told[name] for name in said} == said
    assert (told["state"], told["source"]) == ("new", {"kind": "feed", "ref": JANE["url"]})
    assert [fact["type"] for fact in told["history"]] == ["nomination_reported"]


def test_the_same_entry_is_one_nomination_and_nothing_more_is_recorded(story: Story) -> None:
    id = reported(story)
    before = head(story.tenant)
    again = outcomes(story, JANE, JANE)
    assert [(one.nomination, one.outcome) for one in again] == [(id, "unchanged")] * 2
    assert head(story.tenant) == before
    assert outcomes(story, {**JANE, "feed": "other"})[0].nomination != id


def test_what_is_in_one_batch_twice_is_reported_once(story: Story) -> None:
    first, second, third = outcomes(story, JANE, JANE, {**JANE, "starts": "2024-04-01"})
    assert [first.outcome, second.outcome, third.outcome] == ["reported", "unchanged", "revised"]
    assert third.changed == ["starts"]
    assert asked(story.tenant, first.nomination)["starts"] == "2024-04-01"


def test_a_revision_says_what_changed_and_takes_back_what_it_says_no_more(story: Story) -> None:
    id = reported(story)
    (revised,) = outcomes(story, {name: value for name, value in JANE.items() if name not in ("starts", "excerpt")})
    assert (revised.nomination, revised.outcome, revised.changed) == (id, "revised", ["starts", "excerpt"])
    told = asked(story.tenant, id)
    assert "starts" not in told
    assert [*told["history"][-1]["changed"]] == ["starts", "excerpt"]
    assert asked(story.tenant, id, position=head(story.tenant) - 1)["starts"] == JANE["starts"]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"role_title": "Finance Director"}, "new"),
        ({"excerpt": "Set anew"}, "rejected"),
        ({"announced": "2024"}, "rejected"),
    ],
)
def test_only_what_matters_brings_a_decided_one_back_to_review(
    story: Story, change: dict[str, str], state: str
) -> None:
    id = reported(story)
    reject(story.tenant, id, Doubt(reason="no"), "me")
    assert outcomes(story, {**JANE, **change})[0].outcome == "revised"
    assert asked(story.tenant, id)["state"] == state


def test_what_was_withdrawn_is_not_brought_back_by_the_same_entry(story: Story) -> None:
    id = reported(story)
    withdraw(story.tenant, id, Doubt(), "me")
    assert outcomes(story, JANE)[0].outcome == "unchanged"
    assert asked(story.tenant, id)["state"] == "withdrawn"


def test_without_an_entry_it_is_known_by_its_content(story: Story) -> None:
    post = {"url": "https://social.example/1", "text": "Proud to join Acme!", "person_name": "Jane Roe"}
    one, again, other = outcomes(story, post, post, {**post, "person_name": "Joan Roe"})
    assert (one.outcome, again.outcome, other.outcome) == ("reported", "unchanged", "reported")
    told = asked(story.tenant, one.nomination)
    assert (told["excerpt"], told["kind"], told["feed"]) == ("Proud to join Acme!", "unknown", "pushed")
    assert told["source"] == {"kind": "person", "ref": "https://social.example/1"}


def test_nothing_of_what_it_says_lies_in_the_log_and_ids_say_nothing(story: Story) -> None:
    id = reported(story)
    with story.tenant.ledger.store.reading(story.tenant.workspace.id) as connection:
        rows = connection.execute(select(facts).where(facts.c.type == "nomination_reported")).all()
    kept = repr(rows)
    assert id in kept
    assert not [word for word in ("Jane", "Roe", "Acme", "CFO", "example") if word in kept]
    assert "roe" not in id.lower()


def test_ids_of_another_workspace_are_others(story: Story) -> None:
    other = Story(type(story.tenant)(story.tenant.ledger.twin()))
    assert reported(other) == reported(story)


def test_many_who_report_the_same_at_once_make_one_nomination(story: Story) -> None:
    batch = [announcement({**JANE, "entry": str(number)}) for number in range(10)]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda by: report(story.tenant, batch, f"key:{by}")[0], range(6)))
    assert len({one.nomination for outcomes in found for one in outcomes}) == 10
    assert sum(one.outcome == "reported" for outcomes in found for one in outcomes) == 10
    assert len(queue(story.tenant)) == 10


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts": "next week"}, "starts"),
        ({"kind": "hired"}, "kind"),
        ({"entry": ""}, "entry"),
        ({"person_name": 7}, "person_name"),
        ({"feed": "a feed"}, "feed"),
        ({"text": "both"}, "text"),
    ],
)
def test_a_bad_one_is_refused_by_field_and_place(story: Story, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        outcomes(story, JANE, {**JANE, "entry": "8", **values})
    assert refused.value.field == field
    assert queue(story.tenant) == []


def test_one_that_says_nothing_is_refused(story: Story) -> None:
    with pytest.raises(InvalidRequest, match="say at least"):
        announcement({"feed": "wire", "entry": "9"})
    with pytest.raises(BatchTooLarge):
        report(story.tenant, [announcement(JANE)] * (MOST + 1), "me")


def test_a_matcher_proposes_and_a_person_chooses(story: Story) -> None:
    def see(reported: Reported) -> Seen:
        name = reported.said["person_name"]
        found = Candidate(kind="person", id="ann", score=0.5, reasons=(f"called like {name}",))
        return Seen([found] if name == "Ann Roe" else [])

    told = [announcement({**JANE, "entry": name, "person_name": name}) for name in ("Ann Roe", "Bob Poe")]
    (matched, other), _ = report(story.tenant, told, "me", lambda: nullcontext(see))
    assert queue(story.tenant, state="matched") == [matched.nomination]
    assert queue(story.tenant, state="new") == [other.nomination]
    (candidate,) = asked(story.tenant, matched.nomination)["candidates"]
    assert candidate == {"kind": "person", "id": "ann", "score": 0.5, "reasons": ["called like Ann Roe"]}


def test_an_id_nobody_knows_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        asked(story.tenant, "n-none")
    id = reported(story)
    with pytest.raises(NotFound, match="known by then"):
        asked(story.tenant, id, position=1)
