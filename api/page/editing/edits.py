"""The edits there are, in one place: which fact each records, what it is about, and what the form asks for."""

from __future__ import annotations

from typing import Literal, NamedTuple

from domain.errors import NotFound
from domain.facts import REGISTRY

from ..views import _

Kind = Literal["role", "unit", "opportunity", "person", "word", "leaning", "score", "text"]
Words = tuple[tuple[str, str], ...]


class Asked(NamedTuple):
    """A field of the fact that the form asks for; `words` are a vocabulary, or (word, label) of the fact's own.

    `new`: instead of somebody known, somebody may be introduced by their name.
    """

    name: str
    label: str
    kind: Kind
    words: str | Words = ()
    required: bool = False
    new: bool = False


class Edit(NamedTuple):
    """`about` are the fields that the address gives; `guarded` those whose subjects must be as the writer saw them.

    `differs`: only what is other than it was is stated.
    """

    name: str
    heading: str
    type: str
    about: tuple[str, ...]
    asked: tuple[Asked, ...]
    guarded: tuple[str, ...]
    differs: bool = False

    @property
    def restricted(self) -> bool:
        """Whether it shows and changes what is withheld from those without that scope."""
        return bool(REGISTRY[self.type].restricted)


_TENURES = (("permanent", _("Permanent")), ("interim", _("Interim")), ("acting", _("Acting")))
_REASONS = (
    ("promoted", _("Promoted")),
    ("moved", _("Moved")),
    ("retired", _("Retired")),
    ("dismissed", _("Dismissed")),
    ("ended", _("The post or contract ended")),
    ("died", _("Died")),
    ("unknown", _("Unknown")),
)
_SUPERIOR = Asked("reports_to", _("Reports to"), "role")
_UNIT = Asked("unit", _("Unit"), "unit")
_SALE = Asked("opportunity", _("Opportunity"), "opportunity", required=True)
_WHO = Asked("person", _("Person"), "person", required=True)
_HOLDING = ("person", "role")
_PAIR = ("person", "other")

EDITS = {
    edit.name: edit
    for edit in (
        Edit(
            "reporting", _("Change who it reports to"), "role_restructured", ("role",), (_SUPERIOR, _UNIT),
            ("role", "reports_to"), differs=True,
        ),
        Edit(
            "seat", _("Seat somebody"), "person_took_role", ("role",),
            (_WHO._replace(new=True), Asked("tenure_kind", _("How"), "word", _TENURES, required=True)), _HOLDING,
        ),
        Edit(
            "leave", _("Leaves the role"), "person_left_role", _HOLDING,
            (Asked("reason", _("Why they left"), "word", _REASONS),), ("role",),
        ),
        Edit(
            "role", _("New role"), "role_defined", ("organization",),
            (Asked("title", _("Title"), "text", required=True), _SUPERIOR, _UNIT), ("reports_to",),
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
    )
}  # fmt: skip


def edit_called(name: str) -> Edit:
    """Raises NotFound."""
    if name not in EDITS:
        raise NotFound(f"no such edit; expected one of {', '.join(EDITS)}", field="name")
    return EDITS[name]
