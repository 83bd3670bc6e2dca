"""Answers that are kept are those that were made for the same tag, never from before an erasure, and only so many."""

from random import Random

from projections.answers import Answers
from projections.builds import Head


def test_what_is_kept_is_what_was_made_last_for_the_tag_and_head_and_within_bounds() -> None:
    answers, random, made, again = Answers(most=100), Random(7), dict[tuple[str, Head], bytes](), 0
    head = Head(1, 5)
    for step in range(2_000):
        head = head._replace(erasures=head.erasures + (random.random() < 0.02))
        if random.random() < 0.02:
            answers.forget()
            made.clear()
        tag, fresh = f"t{random.randrange(12)}", random.randbytes(random.randrange(1, 40))
        found = answers.get(tag, head, lambda fresh=fresh: fresh)  # type: ignore[misc]
        again += found != fresh
        assert found in (fresh, made.get((tag, head))), step
        made[tag, head] = found
        assert answers._bytes == sum(map(len, answers._kept.values())) <= 100
    assert 300 < again < 1_900


def test_what_was_being_made_while_somebody_was_erased_is_not_kept() -> None:
    answers, head = Answers(), Head(1, 5)

    def erased_meanwhile() -> bytes:
        answers.forget()
        return b"with a name"

    assert answers.get("t", head, erased_meanwhile) == b"with a name"
    assert answers.get("t", head, lambda: b"without") == b"without"
