"""What a post is called, as data: where nothing of it stands in the place of a role, nothing is read."""

from __future__ import annotations

import re

_ENGLISH = (
    "chief|officer|director|directorate|head|president|manager|partner|secretary|treasurer|counsel|dean|provost"
    "|controller|comptroller|minister|lead|leader|member|trustee|principal|executive|commissioner|governor|mayor"
    "|editor|superintendent|engineer|architect|economist|scientist|master|buyer|boss|rector|chancellor|ambassador"
    "|consul|envoy|representative|whip|lord|paymaster|postmaster|solicitor|advocate|attorney|judge|justice|marshal"
    "|admiral|constable|professor|lecturer|vice|deputy|board|committee|council|councillor|supervisor|coordinator"
    "|administrator|analyst|consultant|adviser|advisor|specialist|nurse|physician|surgeon|pharmacist|actuary|planner"
    "|strategist|producer|curator|conductor|librarian|chaplain|bishop|archbishop|chef|brewer|blender|distiller"
    "|designer|developer|technologist|merchandiser|underwriter|trader|banker|associate|assistant|clerk|registrar"
    "|bursar|warden|ombudsman|inspector|founder|publisher|correspondent|negotiator|convener|convenor|chamberlain"
    "|teller|steward|recruiter|accountant|auditor|instructor|teacher|technician|operator|general"
)
_FRENCH = (
    "direct(?:eur|rice|ion)|présiden(?:t|te|ce)|responsable|cheffe?|secrétaire|trésori(?:er|ère)|gérante?"
    "|administrat(?:eur|rice)|conseill(?:er|ère)|membre|adjointe?|associée?|déléguée?|préf(?:et|ète)|rect(?:eur|rice)"
    "|doyenne?|ministre|commissaire|ingénieure?|acheteu(?:r|se)|conservat(?:eur|rice)|comité|conseil|directoire"
    "|procureure?|ambassad(?:eur|rice)|maire|inspect(?:eur|rice)|contrôleu(?:r|se)|juriste|rédact(?:eur|rice)"
    "|coordinat(?:eur|rice)|chargée?|gouverneure?|porte-parole|générale?"
)
_SHORT = r"C[A-Z]{1,2}O|CHRO|[SE]?VP|MD|GM|NED|DG|PDG|DRH|DAF|DSI|PPS"
_POST = re.compile(
    rf"\b(?:(?i:{_ENGLISH}|{_FRENCH})s?|(?i:(?:co-?)?(?:chair|spokes|ombuds)\w*|under-?secretary)"
    rf"|{_SHORT})\b"
)


def is_post(role: str) -> bool:
    return _POST.search(role) is not None
