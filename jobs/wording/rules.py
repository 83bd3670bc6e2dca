"""The rules, as data. A rule that is added comes with its examples in tests/jobs/feeds/wording.py.

Placeholders: {person} a full name, {shortest} the same with a role right behind it,
{people} several, {role}, {board} a body one sits on, {org}, {aside} what stands between commas after a name,
{gone} the name of a predecessor. `(?P<...>)` is not written here: each placeholder is a group of its own name. A rule
for titles has to fit the whole title, one for sentences is searched for; the first that fits wins.
"""

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


_NAMED_EN = "(?:appointed|named|elected|hired)"
_BEEN_EN = "(?:has been|have been|is|are|was|were|will be|is to be|has now been)"
_AS_EN = "(?: as| to the (?:role|post|position) of| to serve as)?(?: its| the| a| an| new| our)*"
_LEAVING_EN = "(?:retire|resign|step down|stand down|leave|depart)"
_NAMED_FR = "nommée?s?"
_IN_POST_FR = "(?:(?:au|aux) (?:poste|fonctions) (?:de |d')|en qualité de |en tant que |comme )"
_POST_FR = f"{_IN_POST_FR}?"
_BEGINS_A_ROLE = (
    "(?-i:(?=[a-zà-ÿ]|(?:Chief|Head|Director|Managing|General|Vice|Senior|Executive|President|Chair|Chairman|Chairwoman|"
    "Partner|Secretary|Treasurer|Non-Executive|Group|Global|Deputy|CEO|CFO|COO|CTO|CIO|CMO|CHRO|Direct|Président|PDG|DAF)))"
)

RULES = (
    # Titles in English.
    Rule("en-org-promotes", "en", "title", "promoted", "{org} promotes {person} to {role}"),
    Rule("en-org-interim", "en", "title", "interim",
         "{org} (?:appoints|names|taps) {person}(?: as| to)? (?:its |the )?(?:interim|acting) {role}"),
    Rule("en-org-appoints", "en", "title", "joined",
         "{org} (?:appoints|names|hires|elects|taps|welcomes) {person} (?:as|to)(?: be| the role of)?"
         "(?: its| the| a| an| new)* {role}"),
    Rule("en-org-appoints-bare", "en", "title", "joined",
         f"{{org}} (?:appoints|names|elects) {{shortest}},? {_BEGINS_A_ROLE}{{role}}"),
    Rule("en-announces-appointment", "en", "title", "joined",
         "{org} announces (?:the )?(?:appointment|election) of {person} (?:as|to)(?: the role of)?"
         "(?: its| the| a| an| new)* {role}"),
    Rule("en-promoted", "en", "title", "promoted", "{person} (?:is |was |has been )?promoted to(?: the)? {role}"),
    Rule("en-interim", "en", "title", "interim",
         "{person} (?:becomes|named|appointed|is|is named|to be)(?: as)? (?:interim|acting) {role}"),
    Rule("en-joins-as", "en", "title", "joined", "{person} joins {org} as(?: its| the| a| an| new)* {role}"),
    Rule("en-becomes", "en", "title", "joined",
         f"{{person}} (?:becomes|to become|{_BEEN_EN} {_NAMED_EN}|{_NAMED_EN}){_AS_EN} {{role}}"),
    Rule("en-role-appointed", "en", "title", "joined", f"{{role}}: {{person}} {_NAMED_EN}"),
    Rule("en-departs-post", "en", "title", "left", "{person} (?:departs|leaves|quits) the (?:post|role) of {role}"),
    Rule("en-steps-down", "en", "title", "left",
         "{person} (?:steps down|stands down|leaves|departs|resigns|retires|to step down|to retire|to resign)"
         " as(?: its| the)? {role}"),
    Rule("en-leaves-org", "en", "title", "left", "{person} (?:leaves|departs) {org}"),
    # Titles in French.
    Rule("fr-org-nomme", "fr", "title", "joined",
         f"{{org}} (?:nomme|recrute|désigne) {{shortest}},? {_POST_FR}{_BEGINS_A_ROLE}{{role}}"),
    Rule("fr-nomination", "fr", "title", "joined", f"{{org}} ?: nomination de {{person}},? {_POST_FR}{{role}}"),
    Rule("fr-org-nomme-role", "fr", "title", "joined", f"{{person}} rejoint {{org}} {_IN_POST_FR}{{role}}"),
    Rule("fr-promue", "fr", "title", "promoted", f"{{person}}(?: est)? promue?,? {_POST_FR}{{role}}"),
    Rule("fr-nommee", "fr", "title", "joined", f"{{person}},?(?: est| a été)? {_NAMED_FR} {_POST_FR}{{role}}"),
    Rule("fr-devient", "fr", "title", "joined", "{person} devient(?: le| la| l')? ?{role}"),
    Rule("fr-quitte-fonctions", "fr", "title", "left",
         "{person} quitte (?:ses|les) fonctions (?:de |d'){role}"),
    Rule("fr-quitte-poste", "fr", "title", "left",
         "{person} (?:démissionne de|quitte) son poste (?:de |d'){role}"),
    Rule("fr-quitte", "fr", "title", "left",
         "{person} quitte (?!(?:l[ae]|les|sa|son|ses) (?:direction|présidence|tête|poste|fonctions|conseil)){org}"),
    # Sentences in English.
    Rule("en-s-promoted", "en", "sentence", "promoted",
         f"{{people}}{{aside}} {_BEEN_EN} promoted to(?: the)? {{role}}"),
    Rule("en-s-interim", "en", "sentence", "interim",
         f"{{people}}{{aside}} {_BEEN_EN} {_NAMED_EN}(?: as)?(?: its| the)? (?:interim|acting) {{role}}"),
    Rule("en-s-named", "en", "sentence", "joined", f"{{people}}{{aside}} {_BEEN_EN} {_NAMED_EN}{_AS_EN} {{role}}"),
    Rule("en-s-elected", "en", "sentence", "joined",
         "(?:elected|appointed|named|the appointment of|the election of) {people}{aside}"
         " (?:to serve as|as|to the position of)(?: its| the| a| an| new)* {role}"),
    Rule("en-s-serves", "en", "sentence", "joined",
         "{people}{aside} will (?:begin to |also )?serve as(?: its| the| a| an| our)* {role}"),
    Rule("en-s-joins", "en", "sentence", "joined",
         "{people}{aside} (?:joins|has joined|have joined|will join) {org} as(?: its| the| a| an| new)* {role}"),
    Rule("en-s-succeeds", "en", "sentence", "joined",
         "{person}{aside} (?:will succeed|succeeds|succeeded|is to succeed|will replace|replaces) {gone} as"
         "(?: its| the| a| an)* {role}"),
    Rule("en-s-to-board", "en", "sentence", "joined",
         "(?:elected|appointed|the appointment of|the election of) {people}{aside} to (?:serve on )?(?:the |its |our )?"
         "(?:Company's )?{board}"),
    Rule("en-s-becomes", "en", "sentence", "joined", "{person}{aside} (?:becomes|will become) {role}"),
    Rule("en-s-left-as", "en", "sentence", "left",
         f"{{people}}{{aside}} (?:has |have |will |intends to |plans to |is to |decided to |has decided to )*"
         f"(?:{_LEAVING_EN}|resigned|retired|retires|resigns|stepped down|steps down|left|departed)"
         " (?:as|from (?:his|her|their|the) (?:role|post|position) (?:as|of))(?: its| the| a| an)? {role}"),
    Rule("en-s-ceased", "en", "sentence", "left",
         "{people}{aside} (?:ceased|will cease|has ceased) (?:to serve|to be|serving)(?: as)?"
         "(?: its| the| a| an| our)* {role}"),
    Rule("en-s-terminated", "en", "sentence", "left",
         "employment of {people}{aside}(?: as|,)(?: its| the| a| an| our)* {role},?"
         " (?:was|has been|will be) terminated"),
    Rule("en-s-gives-notice", "en", "sentence", "left",
         "{people}{aside} (?:notified|informed|advised) .{1,160}? (?:of (?:his|her|their) (?:decision|intention) to"
         "|that (?:he|she|they) (?:will|would|intends to|intend to|has decided to|plans to)) "
         f"{_LEAVING_EN} (?:as|from (?:his|her|their|the) (?:role|post|position) (?:as|of))"
         "(?: its| the| a| an)? {role}"),
    Rule("en-s-from-board", "en", "sentence", "left",
         "{people}{aside} (?:has |have |will |intends to |plans to |is to |decided to |has decided to )*"
         f"(?:{_LEAVING_EN}|resigned|retired|retires|resigns|stepped down|steps down) from (?:the |its |our )?"
         "(?:Company's )?{board}"),
    Rule("en-s-leaves-office", "en", "sentence", "left",
         "{person}, (?:current |the |our |its |Company's )*{role}, "
         "(?:(?:has |will |intends to |plans to |is to |decided to |has decided to "
         "|(?:notified|informed) .{1,160}? to )+"
         f"(?:{_LEAVING_EN}|resigned|retired|stepped down|left)"
         "|(?:notified|informed) .{1,160}? of (?:his|her) (?:resignation|retirement))"),
    # Sentences in French.
    Rule("fr-s-promue", "fr", "sentence", "promoted",
         f"{{people}}{{aside}} (?:est|a été|sont|ont été) promue?s? {_POST_FR}{{role}}"),
    Rule("fr-s-nommee", "fr", "sentence", "joined",
         f"{{people}}{{aside}} (?:est|a été|sont|ont été|sera) {_NAMED_FR} {_POST_FR}{{role}}"),
    Rule("fr-s-a-nomme", "fr", "sentence", "joined",
         f"(?:a nommé|nomme|ont nommé) {{shortest}},? {_POST_FR}{_BEGINS_A_ROLE}{{role}}"),
    Rule("fr-s-nomination", "fr", "sentence", "joined",
         f"(?:nomination|désignation) (?:de |d'){{person}},? {_POST_FR}{{role}}"),
    Rule("fr-s-rejoint", "fr", "sentence", "joined",
         f"{{person}}{{aside}} (?:rejoint|a rejoint|rejoindra) {{org}} {_IN_POST_FR}{{role}}"),
    Rule("fr-s-quitte", "fr", "sentence", "left",
         "{person}{aside} (?:quitte|a quitté|quittera|cesse|a démissionné de) (?:ses|les|son) "
         "(?:fonctions|poste) (?:de |d'){role}"),
)  # fmt: skip

_POST_OR_PLACE = (
    r"(?: (?:the|its|our|his|her|their|le|la|les|son|sa|ses) [a-zà-ÿ]+| office|(?: [A-ZÀ-ÖØ-Þ][^\s,;]*){1,5}?)?,?"
)
# Sentences that tell only on which day somebody comes or goes of whom all else stands in the title.
DAYS = (
    Rule("en-day-left", "en", "sentence", "left",
         "{person}{aside} (?:will |is to |plans to |intends to )?(?:leaves?|departs?|retires?|resigns?|steps? down"
         f"|stands? down){_POST_OR_PLACE} {{day}}"),
    Rule("en-day-joined", "en", "sentence", "joined",
         "{person}{aside} (?:will |is to )?(?:joins?|starts?|begins?|takes? up|takes? over|takes?|assumes?)"
         f"{_POST_OR_PLACE} {{day}}"),
    Rule("fr-day-left", "fr", "sentence", "left",
         f"{{person}}{{aside}} (?:quitte|quittera|cesse|cessera){_POST_OR_PLACE} {{day}}"),
    Rule("fr-day-joined", "fr", "sentence", "joined",
         "{person}{aside} (?:rejoint|rejoindra|prend|prendra|débute|débutera)"
         f"{_POST_OR_PLACE} {{day}}"),
)  # fmt: skip

# What follows a role and is not part of it.
ROLE_ENDS = (
    r",|;|\.(?:\s|$)|\(|$| effective\b| with (?:immediate )?effect\b| as of\b| starting\b| beginning\b"
    r"| from \d| from [A-Z]"
    r"| on \d| on (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"| succeeding\b| replacing\b| to succeed\b| to replace\b| following\b| after \d| who\b| where\b| at (?=[A-Z])"
    r"| le \d| until\b| while\b| was\b| has been\b"
    r"| will be\b| when\b| à compter\b| à partir\b| à effet\b| avec effet\b| dès le\b| depuis\b| en remplacement\b"
    r"| succédant\b| pour succéder\b| chez (?=[A-Z])| au sein d| où\b"
)
# In a title a comma or a bracket may be part of the role.
TITLE_ENDS = (
    r",? (?:effective|with (?:immediate )?effect|as of|starting|beginning|from \d|succeeding|replacing|to succeed|"
    r"to replace|"
    r"following|after \d|à compter|à partir|à effet|avec effet|dès le|en remplacement|succédant|pour succéder)\b"
    r"|,? (?:at|chez|au sein d['eu]) ?(?=[A-Z])|;(?= [A-Z])"
)
WHERE = r"(?:at|chez|au sein (?:de|d'|du)) ?(?:the )?"
SUCCEEDS = (
    r"(?:succeeding|succeeds|to succeed|replacing|replaces|to replace|takes over from|will succeed|in succession to|"
    r"succède à|succédant à|pour succéder à|en remplacement de|remplace|remplaçant)(?: en remplacement d')? "
)
# A sentence about whoever the one before it was about.
GOES_ON = r"^(?:She|He|They|Elle|Il|Ms\.? [A-Z]\S+|Mr\.? [A-Z]\S+|Mme [A-Z]\S+|M\. [A-Z]\S+) "
FORMERLY = (
    r"(?:formerly|previously|most recently|who was|who served as|précédemment|anciennement|auparavant)"
    r"(?: the| its| a)? "
)
AT_WHICH = r" (?:at|of|with|chez|de) "
STARTS = (
    r"(?:effective(?: as of| from| on)?|with effect (?:from|on)|as of|starting(?: on)?|beginning(?: on)?|"
    r"à compter du|à partir du|à effet du|avec effet au|dès le|prend(?:ra)? ses fonctions le) "
)
AT_ONCE = r"\b(?:effective immediately|with immediate effect|avec effet immédiat)\b"
# Where nothing plainer is said.
ON_A_DAY = r"(?:on|from|le) "
ANNOUNCED = r"(?:^|\b)(?:on|le) {date},? .{0,120}?\b(?:announced|a annoncé|annonce)\b|\bannounced(?: on)? {date}"
INTERIM = r"(?i)^(?:interim|acting|ad interim)\s+|\s+(?:par intérim|ad interim|intérimaire|\(interim\)|\(acting\))$"

# Words that tell of a move, whoever can read how.
WORDS_OF_MOVES = (
    r"\b(?:(?:re)?appoint(?:s|ed|ment|ments)?|elect(?:s|ed)|named(?! executive)|promot(?:es?|ed|ion|ions)|"
    r"resign(?:s|ed|ation)?|retire(?:s|d|ment)? (?:as|from)|step(?:s|ped|ping)? down|stand(?:s|ing)? down|"
    r"succeed(?:s|ed)?|"
    r"succession|depart(?:s|ed|ure)|joins?|joined|terminated the employment|dismissed|vacan(?:t|cy)|"
    r"nomm(?:e|ée?s?)|nomination|promue?s?|démission(?:ne|né)?|quitte|rejoint|succède|remplace|départ|révoqu(?:é|ée))\b"
)
# Words with a capital because a sentence or a day begins with them.
NEVER_FIRST = (
    *("Yesterday", "Today", "Tomorrow", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    *("The", "On", "In", "As", "At", "And", "When", "After", "Following", "Effective", "Our", "Its", "Hier", "Le"),
    *("La", "Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Aujourd'hui", "Ainsi", "Par"),
)
# No part of somebody's name.
NO_NAME = frozenset(
    (
        *("board", "directors", "director", "committee", "company", "chief", "officer", "officers", "executive"),
        *("president", "chairman", "chairwoman", "group", "inc", "corp", "corporation", "ltd", "limited", "plc"),
        *("bank", "university", "department", "ministry", "secretary", "vice", "manager", "general", "head", "firm"),
        *("council", "association", "compensation", "management", "conseil", "administration", "directeur"),
        *("directrice", "société", "groupe", "président", "présidente", "comité", "item", "section", "exhibit"),
        *("press", "release", "report", "fiscal", "year", "plan", "the", "new", "interim", "acting"),
    )
)
