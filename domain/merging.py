"""Two records of one body, be it a person or an organization: that they were always one, or are two after all."""

from __future__ import annotations

from .facts import Fact, OrganizationId, PersonId
from .rules import require_different

# As what a row of the log is about the merges of a kind of records: all of them are read at once.
MERGING = "merging"


class Merging:
    """What all of these have in common: the records they name, the kept one first."""

    kept: str
    duplicate: str

    @property
    def subjects(self) -> tuple[tuple[str, str], ...]:
        return (*super().subjects, (MERGING, self.records[0][0]))  # type: ignore[misc]

    @property
    def records(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """(kind, id) of the record that is kept, and of its duplicate."""
        kind: str = self.named[0][0]  # type: ignore[attr-defined]
        return (kind, self.kept), (kind, self.duplicate)

    def check(self) -> None:
        require_different(self, "kept", "duplicate")  # type: ignore[arg-type]


class PersonRecordsMerged(Merging, Fact, type="person_records_merged", subject="kept", dateless=True):
    """Two records of one person: from now on the duplicate answers as the one that is kept, at every date."""

    kept: PersonId
    duplicate: PersonId


class PersonRecordsUnmerged(Merging, Fact, type="person_records_unmerged", subject="kept", dateless=True):
    """They are two after all: undoes every merge of just these two."""

    kept: PersonId
    duplicate: PersonId


class OrganizationRecordsMerged(Merging, Fact, type="organization_records_merged", subject="kept", dateless=True):
    """Two records of one organization, not a takeover: from now on the duplicate answers as the one that is kept."""

    kept: OrganizationId
    duplicate: OrganizationId


class OrganizationRecordsUnmerged(Merging, Fact, type="organization_records_unmerged", subject="kept", dateless=True):
    """They are two after all: undoes every merge of just these two."""

    kept: OrganizationId
    duplicate: OrganizationId


UNMERGING: tuple[type[Fact], ...] = (PersonRecordsUnmerged, OrganizationRecordsUnmerged)
