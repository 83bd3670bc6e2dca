"""Reads what lies beside an account's map at a moment."""

from __future__ import annotations

from domain.analysis.beside import Beside, Covering, Words
from domain.analysis.picture import Picture
from domain.vocabularies import VOCABULARIES

from .. import words
from ..coverage import covering_itself
from ..snapshots import Snapshot

Subject = tuple[str, str]


def beside_at(at: Snapshot, picture: Picture) -> Beside:
    return Beside(words=words_at(at), coverage=_coverage(at, picture))


def words_at(at: Snapshot) -> Words:
    spoken = words.Words(at)
    return Words({name: spoken.terms(name, at.day) for name in VOCABULARIES}, spoken.ranks_of_levels(at.day))


def _coverage(at: Snapshot, picture: Picture) -> tuple[Covering, ...]:
    found = covering_itself(at, _subjects(picture))
    return tuple(Covering(one.person, one.part, one.covered, one.begun_by) for some in found.values() for one in some)


def _subjects(picture: Picture) -> list[Subject]:
    """Whom and what somebody of ours may cover there."""
    units, people = (("unit", one.id) for one in picture.units), (("person", one.id) for one in picture.people)
    return [("organization", picture.account.id), *units, *people]
