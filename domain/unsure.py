"""Why a person decides on a nomination: the rules that keep it from being accepted by itself, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

UnsureKind = Literal[
    "pushed", "feed_reviewed", "workspace_reviewed", "revised", "unread", "inferred", "incomplete", "number_for_name",
    "no_day", "person_unknown", "person_name_alone", "person_below", "person_tied", "organization_unknown",
    "organization_below", "organization_tied", "role_unknown", "role_closed", "roles_alike", "namesake",
    "not_holder",
]  # fmt: skip

SENTENCES: dict[UnsureKind, str] = {
    "pushed": "It was pushed in: only what a feed announces is accepted by itself.",
    "feed_reviewed": "Nobody has let this feed accept anything by itself.",
    "workspace_reviewed": "The workspace lets no feed accept anything by itself now.",
    "revised": "It says something else than when it was first reported.",
    "unread": "No rule could read it.",
    "inferred": "It follows from two rosters; nobody stated it.",
    "incomplete": "It does not name a person, a role and an organization.",
    "number_for_name": "What stands for the person's name is a number.",
    "no_day": "It says no day since when.",
    "person_unknown": "The person is not known, and whoever reported it may introduce none.",
    "person_name_alone": "Nothing but the name speaks for the likeliest person.",
    "person_below": "The likeliest person scores less than {least:g}, from which on a match is sure.",
    "person_tied": "Another person is nearly as likely: the first has to be {least:g} ahead.",
    "organization_unknown": "The organization is not known, and whoever reported it may introduce none.",
    "organization_below": "The likeliest organization scores less than {least:g}, from which on a match is sure.",
    "organization_tied": "Another organization is nearly as likely: the first has to be {least:g} ahead.",
    "role_unknown": "The organization has no role that is called so, and whoever reported it may introduce none.",
    "role_closed": "The role was closed by then.",
    "roles_alike": "Several roles of the organization are called nearly so.",
    "namesake": "It may be a namesake of who has just left the role.",
    "not_holder": "The person is not known to hold the role until then.",
}


# What speaks against the likeliest of each kind.
DOUBTS: dict[str, frozenset[UnsureKind]] = {
    "person": frozenset(
        {"person_unknown", "person_name_alone", "person_below", "person_tied", "number_for_name", "namesake"}
    ),
    "organization": frozenset({"organization_unknown", "organization_below", "organization_tied"}),
    "role": frozenset({"role_unknown", "role_closed", "roles_alike"}),
}


@dataclass(frozen=True, kw_only=True)
class Unsure:
    """A rule that a report does not meet. `least`: what a score, or its lead, would have had to be."""

    kind: UnsureKind
    least: Annotated[float, Meta(ge=0, le=1)] | None = None


def sentence(unsure: Unsure) -> str:
    return SENTENCES[unsure.kind].format(least=unsure.least or 0.0)
