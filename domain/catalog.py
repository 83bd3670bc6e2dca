"""Every module that defines fact types: importing this one registers them all."""

from . import (
    alerts,
    amendments,
    coverage,
    culture,
    merging,
    nominations,
    notes,
    opportunities,
    organizations,
    people,
    roles,
    vocabularies,
)

MODULES = (
    alerts, amendments, coverage, culture, merging, nominations, notes, opportunities, organizations, people, roles,
    vocabularies,
)  # fmt: skip
