"""Half-lives keep their past: what is read as known earlier fades as was set by then."""

from domain.half_lives import ChangedHalfLives
from domain.log.settings import change_settings, half_lives_at
from domain.settings import ChangedSettings
from projections.moments import moment_of
from tests.projections.told import Story


def test_each_position_and_instant_has_those_of_then(story: Story) -> None:
    ledger = story.tenant.ledger
    story.tell("organization_registered", organization="a", name="A")
    first = moment_of(ledger).position
    change_settings(ledger, ChangedSettings(half_lives=ChangedHalfLives(link=10)))
    between = ledger.clock()
    change_settings(ledger, ChangedSettings(half_lives=ChangedHalfLives(link=20)))
    story.tell("organization_registered", organization="b", name="B")
    change_settings(ledger, ChangedSettings(half_lives=None))
    assert [half_lives_at(ledger, position).link for position in (first - 1, first, first + 1)] == [365, 20, 365]
    assert half_lives_at(ledger, first, between).link == 10
