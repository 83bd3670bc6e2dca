"""Every module that defines fact types: importing this one registers them all."""

from . import amendments, nominations, notes, opportunities, organizations, people, roles

MODULES = (amendments, nominations, notes, opportunities, organizations, people, roles)
