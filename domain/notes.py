"""Free text about a subject."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from msgspec import UNSET

from .errors import InvalidFact
from .facts import PUBLIC, Fact, Given, LongText, Same, ShortText, SubjectId, Tag
from .language import say
from .lazy import lazy

KINDS = ("organization", "unit", "role", "person", "opportunity")


class NoteAdded(Fact, type="note_added", subject="about"):
    """`about` is {kind: id} with one kind; the text concerns that person and everybody in `mentions`."""

    about: Annotated[dict[ShortText, SubjectId], PUBLIC]
    text: Annotated[Given[LongText], Tag(text=True, required=True)] = UNSET

    def check(self) -> None:
        if len(self.about) != 1 or next(iter(self.about)) not in KINDS:
            raise InvalidFact(say("expected one of {names} with its id", names=", ".join(KINDS)), field="about")

    @lazy
    def named(self) -> tuple[tuple[str, str], ...]:
        return (*self.about.items(), *(("person", id) for id in self.mentions))

    def renamed(self, same: Same) -> Fact:
        about = {kind: same(kind, id) for kind, id in self.about.items()}
        return replace(super().renamed(same), about=about)  # type: ignore[call-arg]

    def concerned(self, tag: Tag) -> frozenset[str]:
        return self.key_ids if tag.text else frozenset()
