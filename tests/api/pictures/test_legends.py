"""What stands above a picture: whole whatever the day, and as high on all days."""

from datetime import UTC, date, datetime, time

import pytest

from api.page.speech import spoken_in
from api.pictures.dates import dates_told
from api.pictures.legends import heading
from domain.language import say, told_in
from projections.builds import Head
from projections.moments import Moment
from projections.recency import Recency

KNOWN = datetime(2026, 9, 28, 20, 48, 59, 999_999, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_note_is_cut_and_all_days_leave_the_same_room(language: str) -> None:
    with told_in(spoken_in(language)):
        for room in range(560, 1_500, 20):
            heads = [heading("Acme", notes_of(newest), room) for newest in (date(1996, 9, 28), date(2026, 9, 28))]
            assert "…" not in "".join(line for lines, _ in heads for line in lines)
            assert len({top for _, top in heads}) == 1


def notes_of(newest: date) -> list[str]:
    moment = Moment(date(2026, 9, 28), 1_234_567, Head(1, 1_234_567), KNOWN)
    told = dates_told(moment, Recency(KNOWN, datetime.combine(newest, time(12), UTC)))
    return [say("Before: {note}", note=told), say("After: {note}", note=told)]
