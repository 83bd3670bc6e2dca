"""Of whoever leaves people read it once; `diff` keeps every change."""

from projections.diffs import diff
from projections.once import told_once
from tests.projections.told import Story, clause


def clauses(story: Story, since: str, until: str) -> list[str]:
    changes = diff(story.tenant, "acme", story.at(since, since), story.at(until), True)
    return [f"{change['because']}: {clause(change)}" for change in told_once(changes)]


def test_what_goes_with_whoever_leaves_and_that_it_was_foretold_is_not_told_besides(story: Story) -> None:
    story.took("ann", "2023-01-01")
    story.took("bob", "2023-01-01", role="ceo")
    story.tell("link_rated", "2023-02-01", person="ann", other="bob", kind="advice", tone=2, strength=5)
    story.tell("power_assessed", "2023-02-01", person="ann", role="cfo", power=7, by="cy")
    story.on("2024-02-01").left("ann", "2024-03-01")
    assert clauses(story, "2024-01-15", "2024-03-15") == ["happened: Ann left as CFO on 2024-03-01."]


def test_what_was_foretold_is_told_until_it_happens(story: Story) -> None:
    story.took("ann", "2023-01-01")
    story.on("2024-02-01").left("ann", "2024-03-01")
    assert clauses(story, "2024-01-15", "2024-02-15") == ["learned: We learned that Ann leaves as CFO on 2024-03-01."]


def test_a_link_that_ends_and_whoever_leaves_on_the_same_day_are_both_told(story: Story) -> None:
    story.took("ann", "2023-01-01")
    story.took("bob", "2023-01-01", role="ceo")
    story.tell("link_rated", "2023-02-01", person="ann", other="bob", kind="advice", tone=2, strength=5)
    story.on("2024-03-01").left("ann", "2024-03-01")
    story.tell("link_ended", "2024-03-01", person="ann", other="bob")
    assert [one.split()[1] for one in clauses(story, "2024-01-15", "2024-03-15")] == ["Ann", "There"]
