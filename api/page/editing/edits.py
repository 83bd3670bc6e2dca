"""The edits there are, in one place: which fact each records, what it is about, and what the form asks for."""

from __future__ import annotations

from typing import Literal, NamedTuple

from domain.culture import Culture
from domain.errors import NotFound
from domain.facts import REGISTRY
from domain.language import say

from ..views import _

Kind = Literal["role", "unit", "opportunity", "person", "word", "leaning", "score", "share", "text", "words"]
Words = tuple[tuple[str, str], ...]


class Asked(NamedTuple):
    """A field of the fact that the form asks for; `words` are a vocabulary, or (word, label) of the fact's own.

    `new`: instead of somebody known, somebody may be introduced by their name. `listed`: the fact has a list of them.
    `beside`: no field of the fact; what is recorded along with it says so (`beside.py`). `within`: the field of the
    fact that has it as one of its own.
    """

    name: str
    label: str
    kind: Kind
    words: str | Words = ()
    required: bool = False
    new: bool = False
    listed: bool = False
    beside: bool = False
    within: str = ""


class Edit(NamedTuple):
    """`about` are the fields that the address gives; `guarded` those whose subjects must be as the writer saw them.

    `differs`: only what is other than it was is stated. `one`: it is about the first of `about` that is given, each
    named by its kind. `dated`: what the day is on which it counts.
    """

    name: str
    heading: str
    type: str
    about: tuple[str, ...]
    asked: tuple[Asked, ...]
    guarded: tuple[str, ...]
    differs: bool = False
    one: bool = False
    dated: str = _("True since")

    @property
    def restricted(self) -> bool:
        """Whether it shows and changes what is withheld from those without that scope."""
        return bool(REGISTRY[self.type].restricted)

    @property
    def assessed(self) -> bool:
        """Whether it holds in somebody's eyes."""
        return "by" in REGISTRY[self.type].tags


_TENURES = (("permanent", _("Permanent")), ("interim", _("Interim")), ("acting", _("Acting")))
_REASONS = (
    ("promoted", _("Promoted")),
    ("moved", _("Moved")),
    ("retired", _("Retired")),
    ("dismissed", _("Dismissed")),
    ("ended", _("The role or contract ended")),
    ("died", _("Died")),
    ("unknown", _("Unknown")),
)
_SUPERIOR = Asked("reports_to", _("Reports to"), "role")
_CULTURES: tuple[tuple[Culture, str], ...] = (
    ("bureaucratic", _("Bureaucratic: by rules and ranks")),
    ("entrepreneurial", _("Entrepreneurial: by whoever leads")),
    ("consulting", _("Consulting: by experts")),
    ("collaborative", _("Collaborative: together")),
)
_NAME = Asked("name", _("Name"), "text", required=True)
_PARENT = Asked("parent", _("Part of"), "unit")
_UNIT = Asked("unit", _("Unit"), "unit")
_SALE = Asked("opportunity", _("Opportunity"), "opportunity", required=True)
_WHO = Asked("person", _("Person"), "person", required=True)
_TITLE = Asked("title", _("Title"), "text", required=True)
_HOLDING = ("person", "role")
_MOVE = (*_HOLDING, "leaves")
_PAIR = ("person", "other")
_OVER = _("Over since")

EDITS = {
    edit.name: edit
    for edit in (
        Edit(
            "reporting", _("Change who it reports to"), "role_restructured", ("role",), (_SUPERIOR,),
            ("role", "reports_to"), differs=True,
        ),
        Edit("unit", _("Move into another unit"), "role_restructured", ("role",), (_UNIT,), ("role",), differs=True),
        Edit("title", _("Rename"), "role_restructured", ("role",), (_TITLE,), ("role",), differs=True),
        Edit(
            "seat", _("Seat somebody"), "person_took_role", ("role",),
            (_WHO._replace(new=True), Asked("tenure_kind", _("How"), "word", _TENURES, required=True)), _MOVE,
        ),
        Edit(
            "leave", _("Leaves the role"), "person_left_role", _HOLDING,
            (Asked("reason", _("Why they left"), "word", _REASONS),), ("role",), dated=_OVER,
        ),
        Edit(
            "close", _("Close the role"), "role_closed", ("role",),
            (
                Asked("successors", _("What comes in its place"), "role", listed=True),
                Asked("heir", _("Those reporting here then report to"), "role", beside=True),
            ),
            ("role", "successors"), dated=_OVER,
        ),
        Edit(
            "role", _("New role"), "role_defined", ("organization",), (_TITLE, _SUPERIOR, _UNIT), ("reports_to",),
        ),
        Edit(
            "new-unit", _("New unit"), "unit_defined", ("organization",),
            (_NAME, _PARENT), ("parent",),
        ),
        Edit("unit-name", _("Rename"), "unit_restructured", ("unit",), (_NAME,), ("unit",), differs=True),
        Edit(
            "unit-parent", _("Move under another unit"), "unit_restructured", ("unit",), (_PARENT,),
            ("unit", "parent"), differs=True,
        ),
        Edit(
            "unit-close", _("Close the unit"), "unit_closed", ("unit",),
            (Asked("heir", _("What is in it then belongs to"), "unit", beside=True),), ("unit",), dated=_OVER,
        ),
        Edit(
            "culture", _("Assess the culture"), "culture_assessed", ("unit", "organization"),
            tuple(Asked(name, label, "share", within="mix") for name, label in _CULTURES), ("unit",), one=True,
        ),
        Edit(
            "power", _("Assess influence"), "power_assessed", _HOLDING,
            (Asked("power", _("Influence, from 0 to 10"), "score", required=True),), ("role",),
        ),
        Edit(
            "link", _("Rate a link"), "link_rated", ("person",),
            (
                _WHO._replace(name="other", label=_("With whom")),
                Asked("kind", _("Kind"), "word", "link_kind"),
                Asked("tone", _("Tone"), "leaning", "tone"),
                Asked("strength", _("Strength, from 0 to 10"), "score"),
            ),
            _PAIR,
        ),
        Edit("link-end", _("End a link"), "link_ended", (*_PAIR, "kind"), (), _PAIR, dated=_OVER),
        Edit(
            "attitude", _("Set an attitude"), "attitude_changed", ("person",),
            (
                _SALE,
                Asked("attitude", _("Attitude"), "leaning", "attitude", required=True),
                Asked("reason", _("Because"), "text"),
            ),
            ("person",),
        ),
        Edit(
            "buying-role", _("Give a part in the sale"), "buying_role_assigned", ("opportunity",),
            (_WHO, Asked("buying_role", _("Part"), "word", "buying_role", required=True)), ("person",),
        ),
        Edit(
            "buying-role-end", _("End a part in the sale"), "buying_role_ended",
            ("opportunity", "person", "buying_role"), (), ("person", "opportunity"), dated=_OVER,
        ),
        Edit(
            "note", _("Add a note"), "note_added", ("person", "role", "opportunity", "organization"),
            (
                Asked("text", _("Note"), "words", required=True),
                Asked("mentions", _("Who is spoken of"), "person", listed=True),
            ),
            (), one=True,
        ),
    )
}  # fmt: skip


def edit_called(name: str) -> Edit:
    """Raises NotFound."""
    if name not in EDITS:
        raise NotFound(say("no such edit; expected one of {names}", names=", ".join(EDITS)), field="name")
    return EDITS[name]
