"""Every route of the page, for the application."""

from __future__ import annotations

from . import (
    account,
    alerted,
    approach,
    brief,
    capital,
    chairs,
    changed,
    drawn,
    events,
    fact,
    fed,
    finding,
    found,
    frames,
    linked,
    matrix,
    moving,
    nominated,
    overview,
    panel,
    ruled,
    sale,
    sections,
    signing,
    statics,
    subject,
)
from .editing import arrivals, done, routes

MODULES = (
    overview, account, drawn, changed, frames, panel, subject, fact, finding, signing, statics, sections, sale, matrix,
    events, brief, alerted, moving, nominated, done, routes, arrivals, fed, capital, approach, ruled,
    linked, found, chairs,
)  # fmt: skip
