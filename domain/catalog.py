"""Every module that defines fact types: importing this one registers them all."""

from . import amendments, coverage, nominations, notes, opportunities, organizations, people, roles, vocabularies

MODULES = (amendments, coverage, nominations, notes, opportunities, organizations, people, roles, vocabularies)
