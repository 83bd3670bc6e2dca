"""Which organizations an announcement may mean: identifiers first, then what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from .announcements import Announcement, Candidate
from .phrases import ACRONYM, OTHER_FORM, legal_form, organization_words
from .reasons import Reason, alike
from .registry import Identifiers, Organization, Registry

SAME_WORDS = 0.99
CONTRADICTED = 0.5
MOST = 10


def organizations_like(registry: Registry, announcement: Announcement) -> tuple[Candidate, ...]:
    """The best first."""
    identified = registry.identified("organization", announcement.organization_identifiers)
    found = {id: _identified(registry.organizations[id]) for id in identified}
    words = organization_words(announcement.organization or "")
    for id, likeness in (registry.bodies.like(words) if words else {}).items():
        if id not in found:
            found[id] = _called(registry.organizations[id], announcement, likeness)
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.id))[:MOST])


def _identified(known: Organization) -> Candidate:
    name = known.names[0] if known.names else None
    return Candidate("organization", known.id, name, 1.0, (Reason.SAME_IDENTIFIER,), True)


def _called(known: Organization, announcement: Announcement, likeness: float) -> Candidate:
    score, reasons = likeness, [_said(likeness)]
    asked = announcement.organization or ""
    if asked not in known.names:
        score *= SAME_WORDS
        if _other_form(asked, known.names):
            score *= OTHER_FORM
            reasons.append(Reason.OTHER_FORM)
    if _contradicts(announcement.organization_identifiers, known.identifiers):
        score *= CONTRADICTED
        reasons.append(Reason.OTHER_IDENTIFIER)
    return Candidate("organization", known.id, known.names[0], score, tuple(reasons))


def _said(likeness: float) -> str:
    if likeness == 1:
        return Reason.SAME_NAME
    if likeness == ACRONYM:
        return Reason.FIRST_LETTERS
    return alike(Reason.NAMES_ALIKE, likeness)


def _other_form(asked: str, names: Iterable[str]) -> bool:
    """Only where both names have one: it is often left out."""
    form, forms = legal_form(asked), {form for name in names if (form := legal_form(name))}
    return form is not None and bool(forms) and form not in forms


def _contradicts(asked: Identifiers, known: Identifiers) -> bool:
    return any(known.get(scheme, value) != value for scheme, value in asked.items())
