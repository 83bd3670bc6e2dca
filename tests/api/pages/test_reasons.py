"""Reasons of a match are recorded in English and told in French: none is made otherwise than by a template."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from domain.language import say
from domain.matching.announcements import Announcement
from domain.matching.matching import match
from domain.matching.reasons import BETWEEN, OfName, Reason, of_name, retold
from tests.domain.matching.known import acme, day, held, person

WHO = ("Jane Roe", "J. Roe", "Bob Roe", "Robert Doe", "Mrs Roe", "Lord Roe of Doe", "Roe Jane Jr", "CFO")
WHERE, POSTS = ("Acme", "Acme Holdings AG", "Bolt", "Nobody"), ("CFO", "Chief Executive", "Regional Sales")
STAYS = held("acme-cfo", "2019-01-01", "2024-02-15"), held("bolt-cfo", "1990-01-01", "1992-01-01")
NAME = "name: "
pytestmark = pytest.mark.usefixtures("french")


def test_what_was_recorded_is_told_again_by_the_template_that_it_was_made_of() -> None:
    values = {"share": "12", "count": "2", "title": "Owner", "scheme": "lei", "word": "jane", "other": "ann"}
    for reason in Reason:
        assert retold(reason.format_map(values)) == say(reason, **values)
    for part in OfName:
        assert retold(of_name([part.format_map(values), "roe"])) == f"nom\u00a0: {say(part, **values)}, roe"


def announced() -> Iterator[Announcement]:
    for who, where, post in product(WHO, WHERE, POSTS):
        one = Announcement(person=who, organization=where, role=post, on=day("2024-03-01"), kind="joined")
        yield from (one, replace(one, on=day("2020-01-01"), kind="left"))
        yield from (replace(one, identifiers={"lei": lei}, predecessor="Jane Roe") for lei in "XY")
        yield replace(one, on=None, previous_organization="Bolt")


def test_every_reason_is_made_of_a_template() -> None:
    """Words that agree stand for themselves."""
    known = acme(*(person(f"{name} {stay.role}", name, tenures=(stay,), lei="X") for name in WHO for stay in STAYS))
    found = (part for one in announced() for part in vars(match(known, one)).values() if part is not None)
    said = {reason for part in found for one in part.candidates for reason in one.reasons}
    parts = {part for one in said if one.startswith(NAME) for part in BETWEEN.split(one.removeprefix(NAME))}
    reasons = {one for one in said if not one.startswith(NAME)} | {NAME + part for part in parts if " " in part}
    assert len(reasons) > 40
    assert [one for one in reasons if retold(one).removeprefix("nom\u00a0: ") == one.removeprefix(NAME)] == []
