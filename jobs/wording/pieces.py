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
    # Whether who comes does so after the one that was told to go, in the same post.
    succeeds: bool = False


NAMED_EN = "(?:appointed|named|elected|hired|selected|chosen)"
NAMES_EN = (
    "(?:appoints|names|hires|elects|taps|welcomes|picks|selects|chooses|adds|recruits|confirms|poaches"
    "|lures|brings in|enlists)"
)
BEEN_EN = (
    "(?:has been|have been|is|are|was|were|will be|is to be|has now been)"
    "(?: (?:each|both|also|today|now|recently|formally|unanimously|jointly|further|hereby|subsequently))*"
)
AS_EN = "(?: as| to the (?:role|post|position) of| to serve as)?(?: its| the| a| an| new| our| next| his| her)*"
ITS_EN = "(?: its(?: first)?| the| our| a| an| new| next)*"
LEAVING_EN = "(?:retire|resign|step down|step aside|stand down|leave|depart|separate)"
LEAVES_EN = (
    "(?:steps down|steps aside|stands down|stepping down|retiring|resigning|bows out|leaves|leaving|departs"
    "|resigns|retires|quits|exits|to (?:step down|step aside|stand down|leave|depart|resign|retire|exit))"
)
WENT_EN = "(?:quit|resigned|retired|stepped down|stepped aside|stood down|left|departed)"
GOING_EN = (
    "(?:(?:has |have |will |just |intends to |plans to |is to |decided to |has decided to |be |is )+"
    f"(?:{LEAVING_EN}|{WENT_EN}|leaving|retiring|resigning|stepping down|standing down|departing)"
    f"|{WENT_EN}|retires|resigns|steps down|stands down)"
)
FROM_POST_EN = "(?:as|from (?:his|her|their|the) (?:roles?|posts?|positions?) (?:as|of))"
OUSTED_EN = "(?:ousted|fired|dismissed|removed|sacked|replaced|axed|out)"
# Who somebody was before, in front of the name.
_WHO_EN = (
    "(?:veteran|insider|outsider|executive|exec|alum(?:nus|na)?|leader|expert|banker|lawyer|founder|entrepreneur|chief"
    "|boss|partner|CEO|CFO|COO|CTO|CIO)"
)
LEAD_EN = (
    f"(?:(?:(?:former|ex-?|longtime|veteran|current) ?[^,;:]{{2,60}}?|(?:[^,;:]{{2,50}}? )?{_WHO_EN}"
    "|(?-i:[a-z][a-z-]*(?: [a-z][a-z-]*){0,2})|[^,;:]{2,40}?(?:'s|s')(?: [a-z][a-z ]{1,30})?) )?"
)
# What may stand behind `will leave` where that is all that is told; anything else may be another post.
_HOUSE_EN = (
    "(?:company|firm|group|business|bank|board|organi[sz]ation|lender|insurer|broadcaster|retailer|publisher|charity"
    "|club|agency|utility|airline|chain|manufacturer|carmaker|builder|trust|university|college|school|council|hospital"
    "|museum|theat(?:re|er)|newspaper|practice)"
)
AFTER_GOING_EN = (
    "(?=[,.;]|$| (?:on|in|at the|effective|after|with (?:immediate )?effect|this|next|last|later"
    "|for (?:personal|family)|amid|by the|as of|following|to (?:pursue|join|focus|take|spend|become|start)"
    rf"|(?:the|our) {_HOUSE_EN}|us|\d)\b)"
)
DISMISSED_EN = "(?:has been|have been|was|were) (?:dismissed|fired|ousted|sacked|removed|let go)"
STEPS_IN_EN = (
    "(?:will|would|is to|has agreed to|have agreed to|agreed to)? ?(?:steps? in|act|serve|fill in|takes? over)"
)
# What a role has in it, where nothing else tells that one is meant.
A_POST = (
    r"(?=[^,;.]{0,80}?\b(?:C[EFOTIMRPS]O|CHRO|[SE]?VP|chief|[Cc]hief|[Oo]fficer|[Dd]irectors?|[Hh]ead"
    r"|[Pp]resident|[Cc]hair\w*|[Mm]anagers?|[Pp]artners?|[Ss]ecretary|[Tt]reasurer|[Cc]ounsel|[Dd]ean|[Pp]rovost"
    r"|[Cc]ontroller|[Mm]inister|[Ll]ead"
    r"|[Ll]eader|[Mm]ember|[Tt]rustee|[Pp]rincipal|[Ee]xecutive|[Cc]ommissioner|[Gg]overnor|[Mm]ayor|[Ee]ditor"
    r"|[Ss]uperintendent|[Ee]ngineer|[Aa]rchitect|[Ee]conomist|[Ss]cientist|[Mm]aster|[Bb]uyer|[Bb]oss|[Rr]ector)\b)"
)
# Somebody leaves an organization: no door open, no hospital, no board.
A_PLACE = (
    r"(?-i:(?=[A-Z0-9]))(?!.*\b(?:board|door|behind|hospital|legacy|mark|office|post|role|court|jail|prison|home|stage"
    r"|race|twitter|facebook|instagram)\b)"
)
A_POST_FR = (
    r"(?=[^,;.]{0,60}?\b(?:direct(?:eur|rice)|président|responsable|chef|cheffe|secrétaire|trésori|gérant|administrat"
    r"|membre|adjoint|associé|délégué|DG|PDG|DRH|DAF|DSI|C[A-Z]O\b))"
)
TAIL_EN = "(?: (?:after|in|on|for(?! (?:holiday|vacation|home|work)\\b)|amid|following) [^:;?]+)?"
# Before a post that has no name of an organization in front of it.
BEFORE_OFFICE = (
    "(?:^|(?<=that )|(?<=its )|(?<=Its )|(?<=our )|(?<=Our )|(?<=their )|(?<=the )|(?<=The )|(?<=outgoing )"
    "|(?<=longtime )|(?<=company's ))"
)
# A post of which no list tells: between an `its` and a name.
OUR_EN = "(?:[Oo]ur|[Ii]ts|[Tt]heir|(?:[Tt]he )?[Cc]ompany's)(?: (?:current|longtime|outgoing))?"
# Something to lead that is no part of an organization.
NO_POST_TO_LEAD = (
    "(?!.*\\b(?:inquiry|enquiry|probe|review|investigation|search|task force|bid|campaign|study|talks|negotiations"
    "|committee|delegation|project|initiative|fight|effort|push|charge|race|way)\\b)"
)
NAMED_FR = "(?:nommée?s?|élue?s?|désignée?s?|cooptée?s?)"
DISMISSED_FR = "(?:(?:a|ont|avait) été (?:démise?|révoquée?|licenciée?|remerciée?|limogée?|écartée?|évincée?)s?)"
IN_POST_FR = "(?:(?:au|aux) (?:poste|fonctions) (?:de |d')|en qualité (?:de |d')|en tant que |comme )"
POST_FR = f"{IN_POST_FR}?"
BE_FR = "(?:est|a été|sont|ont été|sera|seront)"
BEGINS_A_ROLE = (
    "(?-i:(?=[a-zà-ÿ]|(?:Chief|Head|Director|Managing|General|Vice|Senior|Executive|President"
    "|Chair|Chairman|Chairwoman|"
    "Lead|Independent|Finance|Commercial|Operations|Marketing|Sales|Technical|Legal|Regional|UK|US"
    "|EMEA|Associate|Principal"
    "|Corporate|Company|Interim|Acting|Co-|Partner|Secretary|Treasurer|Non-Executive|Group|Global|Deputy|CEO|CFO|COO"
    "|CTO|CIO|CMO|CHRO|Direct|Président|PDG|DAF)))"
)
# What stands in the place of a role and is none.
NO_ROLE_YET = "(?!to |at |in |by |for |on |from |and |as |who |currently |formerly |previously |age |aged )"
BARE_ROLE = f"{NO_ROLE_YET}{BEGINS_A_ROLE}"
