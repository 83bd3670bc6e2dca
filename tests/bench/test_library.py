"""What ours is held against works wherever the benchmarks run."""

from contextlib import closing

from tests.bench import library

FACT = {"type": "role_restructured", "id": "0197a000-0000-7000-8000-000000000001", "role": "r", "title": "Buyer"}


def test_the_library_saves_facts_on_both_databases(empty_database_url: str) -> None:
    for saving in (library.recorder, library.aggregates):
        with saving(empty_database_url) as save:
            save([FACT])
    with closing(library.opened(empty_database_url)) as log:
        assert log.recorder.max_notification_id() == 2
