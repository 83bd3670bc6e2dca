"""Names alone, ranked beside rigour: only where `make peers` brought it."""

from tests.real import ranking


def test_a_name_alone_is_ranked_better_than_rigour_does() -> None:
    mine, others = ranking.ours(ranking.queries()), ranking.rigour(ranking.queries(), ranking.EXTRA_WEIGHTS[:1])
    assert mine.first > max(other.first for other in others), others
    assert mine.among_three > max(other.among_three for other in others), others
