"""What rules are made of: the form of one, and words that several share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Where = Literal["title", "sentence"]
Way = Literal["joined", "left", "promoted", "interim"]


@dataclass(frozen=True)
class Rule:
    name: str
    language: Literal["en", "fr"]
    where: Where
    way: Way
    pattern: str


NAMED_EN = "(?:appointed|named|elected|hired|selected|chosen)"
NAMES_EN = "(?:appoints|names|hires|elects|taps|welcomes|picks|selects|chooses|adds|recruits)"
BEEN_EN = (
    "(?:has been|have been|is|are|was|were|will be|is to be|has now been)"
    "(?: (?:each|both|also|today|now|recently|formally|unanimously|jointly|further|hereby|subsequently))*"
)
AS_EN = "(?: as| to the (?:role|post|position) of| to serve as)?(?: its| the| a| an| new| our| next| his| her)*"
ITS_EN = "(?: its| the| our| a| an| new| next)*"
LEAVING_EN = "(?:retire|resign|step down|stand down|leave|depart)"
LEAVES_EN = (
    "(?:steps down|stands down|stepping down|leaves|leaving|departs|resigns|retires|quits|exits"
    "|to (?:step down|stand down|leave|depart|resign|retire|exit))"
)
WENT_EN = "(?:resigned|retired|stepped down|stood down|left|departed)"
GOING_EN = (
    "(?:(?:has |have |will |intends to |plans to |is to |decided to |has decided to |be |is )+"
    f"(?:{LEAVING_EN}|{WENT_EN}|leaving|retiring|resigning|stepping down|standing down|departing)"
    f"|{WENT_EN}|retires|resigns|steps down|stands down)"
)
FROM_POST_EN = "(?:as|from (?:his|her|their|the) (?:roles?|posts?|positions?) (?:as|of))"
OUSTED_EN = "(?:ousted|fired|dismissed|removed|sacked|out)"
# Who somebody was before, in front of the name.
LEAD_EN = "(?:(?:former|ex-?|longtime|veteran|current) ?[^,;:]{2,60}? )?"
NAMED_FR = "(?:nommée?s?|élue?s?|désignée?s?)"
IN_POST_FR = "(?:(?:au|aux) (?:poste|fonctions) (?:de |d')|en qualité de |en tant que |comme )"
POST_FR = f"{IN_POST_FR}?"
BE_FR = "(?:est|a été|sont|ont été|sera|seront)"
BEGINS_A_ROLE = (
    "(?-i:(?=[a-zà-ÿ]|(?:Chief|Head|Director|Managing|General|Vice|Senior|Executive|President|Chair|Chairman|Chairwoman|"
    "Partner|Secretary|Treasurer|Non-Executive|Group|Global|Deputy|CEO|CFO|COO|CTO|CIO|CMO|CHRO|Direct|Président|PDG|DAF)))"
)
# What stands in the place of a role and is none.
NO_ROLE_YET = "(?!to |at |in |by |for |on |from |and |as |who |currently |formerly |previously |age |aged )"
BARE_ROLE = f"{NO_ROLE_YET}{BEGINS_A_ROLE}"
