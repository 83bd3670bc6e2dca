"""Every module that defines fact types: importing this one registers them all."""

from . import (
    actions,
    alerts,
    amendments,
    coverage,
    culture,
    interactions,
    merging,
    nominations,
    notes,
    opportunities,
    organizations,
    people,
    roles,
    teams,
    vocabularies,
)

MODULES = (
    actions, alerts, amendments, coverage, culture, interactions, merging, nominations, notes, opportunities,
    organizations, people, roles, teams, vocabularies,
)  # fmt: skip
