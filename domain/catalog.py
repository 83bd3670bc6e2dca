"""Every module that defines fact types: importing this one registers them all."""

from . import (
    alerts,
    amendments,
    coverage,
    nominations,
    notes,
    opportunities,
    organizations,
    people,
    roles,
    vocabularies,
)

MODULES = (alerts, amendments, coverage, nominations, notes, opportunities, organizations, people, roles, vocabularies)
