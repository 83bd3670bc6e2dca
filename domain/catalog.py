"""Every module that defines fact types: importing this one registers them all."""

from . import amendments, merging, nominations, notes, opportunities, organizations, people, roles

MODULES = (amendments, merging, nominations, notes, opportunities, organizations, people, roles)
