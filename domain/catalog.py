"""Every module that defines fact types: importing this one registers them all."""

from . import amendments, notes, opportunities, organizations, people, roles

MODULES = (amendments, notes, opportunities, organizations, people, roles)
