"""The rules, as data. A rule that is added comes with its examples in tests/jobs/feeds/wording.py.

Placeholders: {person} a full name, {shortest} the same with a role right behind it, {people} several, {role}, {office}
one of the posts that stand before a name, {direction} one that French names by what it directs, {board} a body one sits
on, {org}, {there} the same at the end of a rule, {aside} what stands between commas after a name, {gone} the name of a
predecessor, {date}. `(?P<...>)` is not written here: each placeholder is a group of its own name. A rule for titles has
to fit the whole title, and the first that fits wins. Rules for sentences are searched for; where two read the same
words the first wins.
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


_NAMED_EN = "(?:appointed|named|elected|hired|selected|chosen)"
_NAMES_EN = "(?:appoints|names|hires|elects|taps|welcomes|picks|selects|chooses|adds|recruits)"
_BEEN_EN = (
    "(?:has been|have been|is|are|was|were|will be|is to be|has now been)"
    "(?: (?:each|both|also|today|now|recently|formally|unanimously|jointly|further|hereby|subsequently))*"
)
_AS_EN = "(?: as| to the (?:role|post|position) of| to serve as)?(?: its| the| a| an| new| our| next| his| her)*"
_ITS_EN = "(?: its| the| our| a| an| new| next)*"
_LEAVING_EN = "(?:retire|resign|step down|stand down|leave|depart)"
_LEAVES_EN = (
    "(?:steps down|stands down|stepping down|leaves|leaving|departs|resigns|retires|quits|exits"
    "|to (?:step down|stand down|leave|depart|resign|retire|exit))"
)
_WENT_EN = "(?:resigned|retired|stepped down|stood down|left|departed)"
_GOING_EN = (
    "(?:(?:has |have |will |intends to |plans to |is to |decided to |has decided to |be |is )+"
    f"(?:{_LEAVING_EN}|{_WENT_EN}|leaving|retiring|resigning|stepping down|standing down|departing)"
    f"|{_WENT_EN}|retires|resigns|steps down|stands down)"
)
_FROM_POST_EN = "(?:as|from (?:his|her|their|the) (?:roles?|posts?|positions?) (?:as|of))"
_OUSTED_EN = "(?:ousted|fired|dismissed|removed|sacked|out)"
# Who somebody was before, in front of the name.
_LEAD_EN = "(?:(?:former|ex-?|longtime|veteran|current) ?[^,;:]{2,60}? )?"
_NAMED_FR = "(?:nommée?s?|élue?s?|désignée?s?)"
_IN_POST_FR = "(?:(?:au|aux) (?:poste|fonctions) (?:de |d')|en qualité de |en tant que |comme )"
_POST_FR = f"{_IN_POST_FR}?"
_BE_FR = "(?:est|a été|sont|ont été|sera|seront)"
_BEGINS_A_ROLE = (
    "(?-i:(?=[a-zà-ÿ]|(?:Chief|Head|Director|Managing|General|Vice|Senior|Executive|President|Chair|Chairman|Chairwoman|"
    "Partner|Secretary|Treasurer|Non-Executive|Group|Global|Deputy|CEO|CFO|COO|CTO|CIO|CMO|CHRO|Direct|Président|PDG|DAF)))"
)
# What stands in the place of a role and is none.
_NO_ROLE_YET = "(?!to |at |in |by |for |on |from |and |as |who |currently |formerly |previously |age |aged )"
_BARE_ROLE = f"{_NO_ROLE_YET}{_BEGINS_A_ROLE}"

RULES = (
    # Titles in English.
    Rule("en-org-promotes", "en", "title", "promoted", "{org} promotes {person} to {role}(?:; .*)?"),
    Rule("en-org-interim", "en", "title", "interim",
         f"{{org}} (?:appoints|names|taps) {_LEAD_EN}{{person}}(?: as| to)?{_ITS_EN} (?:interim|acting) {{role}}"),
    Rule("en-org-appoints", "en", "title", "joined",
         f"{{org}} {_NAMES_EN} {_LEAD_EN}{{person}} (?:as|to)(?: be| the role of)?{_ITS_EN} {{role}}"),
    Rule("en-org-appoints-bare", "en", "title", "joined",
         f"{{org}} (?:appoints|names|elects) {_LEAD_EN}{{shortest}},? {_BARE_ROLE}{{role}}"),
    Rule("en-announces-appointment", "en", "title", "joined",
         f"{{org}} announces (?:the )?(?:appointment|election) of {{person}} (?:as"
         f"|to)(?: the role of)?{_ITS_EN} {{role}}"),
    Rule("en-promoted", "en", "title", "promoted", "{person} (?:is |was |has been )?promoted to(?: the)? {role}"),
    Rule("en-interim", "en", "title", "interim",
         "{person} (?:becomes|named|appointed|is|is named|to be)(?: as)? (?:interim|acting) {role}"),
    Rule("en-joins-board", "en", "title", "joined", "{person} (?:joins|to join) (?:the )?{org}(?:'s)? {board}"),
    Rule("en-joins-as", "en", "title", "joined",
         f"{_LEAD_EN}{{person}} (?:joins|returns to|to join) {{org}}(?: in [A-Z]\\w+)? as{_ITS_EN} {{role}}"),
    Rule("en-to-succeed", "en", "title", "joined",
         f"{{person}} (?:to succeed|succeeds|to replace|replaces) {{gone}} as{_ITS_EN} {{role}}"),
    Rule("en-takes-over", "en", "title", "joined",
         f"{{person}} (?:takes over|to take over|steps up|returns) as{_ITS_EN} {{role}}"),
    Rule("en-new-role", "en", "title", "joined", "new {role} (?:for|at) {org}: {person}"),
    Rule("en-becomes", "en", "title", "joined",
         f"{{person}} (?:becomes|to become|{_BEEN_EN} {_NAMED_EN}|{_NAMED_EN}){_AS_EN} {{role}}"),
    Rule("en-role-appointed", "en", "title", "joined", f"{{role}}: {{person}} {_NAMED_EN}"),
    Rule("en-departs-post", "en", "title", "left", "{person} (?:departs|leaves|quits) the (?:post|role) of {role}"),
    Rule("en-steps-down", "en", "title", "left", f"{{person}} {_LEAVES_EN} as(?: its| the)? {{role}}"),
    Rule("en-ousted", "en", "title", "left", f"{{person}} {_OUSTED_EN} as {{role}}"),
    Rule("en-org-ousts", "en", "title", "left",
         "{org} (?:ousts|fires|dismisses|sacks|removes) (?:its )?{office} {person}"),
    Rule("en-office-leaves", "en", "title", "left",
         f"{{org}}(?:'s)? {{office}} {{person}} {_LEAVES_EN}(?: (?:after|in|on|for|amid|following) [^:;?]+)?"),
    Rule("en-person-office-leaves", "en", "title", "left",
         f"{{person}}, {{office}} of {{org}}, {_LEAVES_EN}(?: (?:after|in|on|for|amid|following) [^:;?]+)?"),
    Rule("en-leaves-board", "en", "title", "left",
         "{person} (?:leaves|departs|resigns from|retires from|to leave|steps down from"
         "|quits) (?:the )?{org}(?:'s)? {board}"),
    Rule("en-leaves-org", "en", "title", "left", "{person} (?:leaves|departs) (?!.*\\b[Bb]oard$){org}"),
    # Titles in French.
    Rule("fr-org-nomme", "fr", "title", "joined",
         f"{{org}} (?:nomme|recrute|désigne) {{shortest}},? {_POST_FR}{_BEGINS_A_ROLE}{{role}}"),
    Rule("fr-nomination", "fr", "title", "joined", f"{{org}} ?: nomination de {{person}},? {_POST_FR}{{role}}"),
    Rule("fr-org-nomme-role", "fr", "title", "joined",
         f"{{person}} (?:rejoint|arrive chez) {{org}} {_IN_POST_FR}{{role}}"),
    Rule("fr-promue", "fr", "title", "promoted", f"{{person}}(?: est)? promue?,? {_POST_FR}{{role}}"),
    Rule("fr-nommee", "fr", "title", "joined", f"{{person}},?(?: est| a été)? {_NAMED_FR} {_POST_FR}{{role}}"),
    Rule("fr-nouvelle", "fr", "title", "joined", "{person}(?:,? | est (?:le |la )?)(?:nouveau|nouvelle) {role}"),
    Rule("fr-devient", "fr", "title", "joined", "{person} devient(?: le| la| l')? ?{role}"),
    Rule("fr-prend-la-tete", "fr", "title", "joined",
         "{person} prend la (?:tête|direction(?: générale)?|présidence) (?:de |d'|du groupe |du ){org}"),
    Rule("fr-prend-la-direction", "fr", "title", "joined",
         "{person} prend la {direction} (?:de |d'|du groupe )(?-i:(?=[A-Z])){org}"),
    Rule("fr-remplace", "fr", "title", "joined",
         f"{{person}} (?:remplace|succède à) {{gone}} (?:{_IN_POST_FR}|à la ){{role}}"),
    Rule("fr-annonce-depart", "fr", "title", "left", "{org} annonce le départ de (?:son|sa) {role}, {person}"),
    Rule("fr-depart", "fr", "title", "left", "départ de {person}, {role}"),
    Rule("fr-quitte-fonctions", "fr", "title", "left",
         "{person} quitte (?:ses|les) fonctions (?:de |d'){role}"),
    Rule("fr-quitte-poste", "fr", "title", "left",
         "{person} (?:démissionne de|quitte) son poste (?:de |d'){role}"),
    Rule("fr-quitte", "fr", "title", "left",
         "{person} quitte (?!(?:l[ae]|les|sa|son|ses) (?:direction|présidence|tête|poste|fonctions|conseil)){org}"),
    # Sentences in English.
    Rule("en-s-promoted", "en", "sentence", "promoted",
         f"{{people}}{{aside}} {_BEEN_EN} promoted to(?: the (?:role|post|position) of)?(?: the)? {{role}}"),
    Rule("en-s-has-promoted", "en", "sentence", "promoted",
         "(?:promoted|promotes|promotion of) {people}{aside} to(?: the (?:role|post|position) of)?(?: the)? {role}"),
    Rule("en-s-interim", "en", "sentence", "interim",
         f"{{people}}{{aside}} {_BEEN_EN} {_NAMED_EN}(?: as)?(?: its| the)? (?:interim|acting) {{role}}"),
    Rule("en-s-to-board", "en", "sentence", "joined",
         "(?:elected|appointed|named|the appointment of|the election of) {people}{aside} to (?:serve on )?(?:the "
         "|its |our )?"
         "(?:Company's )?{board}"),
    Rule("en-s-vacancy", "en", "sentence", "joined",
         "(?:elected|appointed) {people}{aside},? to fill (?:the|a|an) [^.;]{0,40}?vacancy"),
    Rule("en-s-been-to-board", "en", "sentence", "joined",
         f"{{people}}{{aside}} {_BEEN_EN} {_NAMED_EN} to (?:serve on )?(?:the |its |our )?(?:Company's )?{{board}}"),
    Rule("en-s-named", "en", "sentence", "joined",
         f"{{people}}{{aside}} {_BEEN_EN} {_NAMED_EN}{_AS_EN} {_NO_ROLE_YET}{{role}}"),
    Rule("en-s-elected", "en", "sentence", "joined",
         f"(?:elected|appointed|named|hired|selected|the appointment of"
         f"|the election of) (?:each of )?{_LEAD_EN}{{people}}"
         "{aside},? (?:to serve as|as|to the (?:role|post|position) of|to succeed [^,;]{3,60}? as)"
         f"{_ITS_EN} {{role}}"),
    Rule("en-s-has-named", "en", "sentence", "joined",
         f"(?:has|have) (?:appointed|named|elected) {{shortest}} {_BARE_ROLE}{{role}}"),
    Rule("en-s-hired", "en", "sentence", "joined",
         f"(?:hired|hires|recruited|recruits) {{person}} (?:as|to be){_ITS_EN} {{role}}"),
    Rule("en-s-serves", "en", "sentence", "joined",
         "{people}{aside} will (?:begin to |also )?(?:serve|act) as(?: its| the| a| an| our)* {role}"),
    Rule("en-s-joins", "en", "sentence", "joined",
         f"{{people}}{{aside}}(?:, who)? (?:joins|has joined|have joined|will join|will be joining"
         f"|is joining) {{org}} as{_ITS_EN} {{role}}"),
    Rule("en-s-succeeds", "en", "sentence", "joined",
         "{person}{aside} (?:will succeed|succeeds|succeeded|is to succeed|will replace|replaces) {gone} as"
         "(?: its| the| a| an)* {role}"),
    Rule("en-s-takes-over", "en", "sentence", "joined",
         "{person}{aside} (?:takes over|will take over|took over) as(?: its| the| a| an)* {role}"),
    Rule("en-s-assumes", "en", "sentence", "joined",
         "{person}{aside} (?:assumed|assumes|will assume|takes on|will take on|moves to|moves into) the (?:role"
         "|post|position|office) of {role}"),
    Rule("en-s-welcome", "en", "sentence", "joined",
         f"(?:[Ww]elcome|to welcome) {{people}}{{aside}} (?:as|to the (?:role|position) of){_ITS_EN} {{role}}"),
    Rule("en-s-congratulations", "en", "sentence", "joined",
         "[Cc]ongratulations to {person} on (?:his|her|their) (?:appointment|election) as(?: the| a| an)* {role}"),
    Rule("en-s-is-new", "en", "sentence", "joined", "{person} is (?:the|our|its) new(?:ly appointed)? {role}"),
    Rule("en-s-becomes", "en", "sentence", "joined", "{person}{aside}(?:, who)? (?:becomes|will become) {role}"),
    Rule("en-s-from-board-as", "en", "sentence", "left",
         f"{{people}}{{aside}} {_GOING_EN} from the Board as(?: its| the| a| an)? {{role}}"),
    Rule("en-s-left-as", "en", "sentence", "left",
         f"{{people}}{{aside}}(?:, who)? {_GOING_EN} {_FROM_POST_EN}(?: its| the| a| an)? {{role}}"),
    Rule("en-s-tendered", "en", "sentence", "left",
         "{person}{aside} (?:has )?(?:tendered|submitted|announced|gave notice of) (?:his|her|their) "
         f"(?:resignation|retirement|departure) {_FROM_POST_EN}(?: its| the| a| an)? {{role}}"),
    Rule("en-s-resignation", "en", "sentence", "left",
         f"(?:resignation|retirement|departure) of {{people}}{{aside}} {_FROM_POST_EN}(?: its| the| a| an)? {{role}}"),
    Rule("en-s-ceased", "en", "sentence", "left",
         "{people}{aside} (?:ceased|will cease|has ceased) (?:to serve|to be|serving)(?: as)?"
         "(?: its| the| a| an| our)* {role}"),
    Rule("en-s-terminated", "en", "sentence", "left",
         "employment of {people}{aside}(?: as|,)(?: its| the| a| an| our)* {role},?"
         " (?:was|has been|will be) terminated"),
    Rule("en-s-employment", "en", "sentence", "left",
         "{person}'s employment (?:with .{2,60}? )?as(?: its| the| a| an| our)* {role} (?:was|has been"
         "|will be) terminated"),
    Rule("en-s-removed", "en", "sentence", "left",
         f"{{people}}{{aside}} {_BEEN_EN} (?:dismissed|removed|terminated|relieved of (?:his|her) duties) as"
         "(?: its| the| a| an)* {role}"),
    Rule("en-s-gives-notice", "en", "sentence", "left",
         "{people}{aside} (?:has )?(?:notified|informed|advised) .{1,160}? (?:of (?:his|her|their) (?:decision"
         "|intention) to"
         "|that (?:he|she|they) (?:will|would|intends to|intend to|has decided to|plans to)) "
         "(?:retire|resign|step down|stand down|leave|depart) "
         "(?:as|from (?:his|her|their|the) (?:role|post|position) (?:as|of))(?: its| the| a| an)? {role}"),
    Rule("en-s-from-board", "en", "sentence", "left",
         f"{{people}}{{aside}} {_GOING_EN} from (?:the |its |our )?(?:Company's )?{{board}}"),
    Rule("en-s-leaves-office", "en", "sentence", "left",
         "{person}, (?:current |the |our |its |Company's )*{role}, "
         "(?:(?:has |will |be |is |intends to |plans to |is to |decided to |has decided to "
         "|(?:notified|informed) .{1,160}? (?:to|that (?:he|she) (?:will|would|intends to)) "
         "|(?:notified|informed) .{1,160}? of (?:his|her) (?:intention|decision) to )+"
         f"(?:{_LEAVING_EN}|resigned|retired|stepped down|left|leaving|retiring|stepping down|departing)"
         "|(?:notified|informed) .{1,160}? of (?:his|her) (?:resignation|retirement)"
         "|(?:provided|gave|delivered|submitted|tendered) (?:[a-z ]{1,40} )?(?:his|her|their) (?:resignation"
         "|retirement))"),
    Rule("en-s-office-died", "en", "sentence", "left",
         "(?:death|passing) of (?:its|our|the) (?:current )?{office}, {person},"),
    Rule("en-s-who-died", "en", "sentence", "left",
         "{person}, (?:our |the |its |current |Company's )*{role}, (?:has )?(?:died|passed away)\\b"),
    Rule("en-s-died", "en", "sentence", "left", "[Oo]n {date}, {person} (?:passed away|died)\\b"),
    Rule("en-s-no-reelection", "en", "sentence", "left",
         "{person}{aside} .{0,120}?(?:will not|not to|would not) (?:stand|seek|run) (?:for )?re-?election"),
    Rule("en-s-leaves-org", "en", "sentence", "left",
         "{person} (?:is leaving|has left|will be leaving|is retiring from|is departing) {there}"),
    Rule("en-s-succeeded-by", "en", "sentence", "joined", "(?:will be|is to be) (?:succeeded|replaced) by {person}"),
    # Sentences in French.
    Rule("fr-s-promue", "fr", "sentence", "promoted", f"{{people}}{{aside}} {_BE_FR} promue?s? {_POST_FR}{{role}}"),
    Rule("fr-s-nommee", "fr", "sentence", "joined",
         f"{{people}}{{aside}} {_BE_FR} {_NAMED_FR} {_POST_FR}{{role}}"),
    Rule("fr-s-a-nomme", "fr", "sentence", "joined",
         f"(?:a nommé|nomme|ont nommé|de nommer) {{shortest}},? {_POST_FR}{_BEGINS_A_ROLE}{{role}}"),
    Rule("fr-s-nomination", "fr", "sentence", "joined",
         f"(?:nomination|désignation|[Aa]rrivée) (?:de |d'){{person}},? {_POST_FR}{{role}}"),
    Rule("fr-s-interim", "fr", "sentence", "interim",
         "{person}{aside} (?:assure|assurera) l'intérim (?:de la |du |de |d'){role}"),
    Rule("fr-s-prend", "fr", "sentence", "joined",
         "{person}{aside} (?:prend|prendra|a pris) (?:ses|les) fonctions (?:de |d'){role}"),
    Rule("fr-s-accueillir", "fr", "sentence", "joined", f"accueillir {{person}} {_IN_POST_FR}{{role}}"),
    Rule("fr-s-rejoint", "fr", "sentence", "joined",
         f"{{person}}{{aside}} (?:rejoint|a rejoint|rejoindra) {{org}} {_IN_POST_FR}{{role}}"),
    Rule("fr-s-succede", "fr", "sentence", "joined",
         f"{{person}}{{aside}} (?:succède|succédera) à {{gone}} (?:{_IN_POST_FR}|à la ){{role}}"),
    Rule("fr-s-quitte", "fr", "sentence", "left",
         "{person}{aside} (?:quitte|a quitté|quittera|cesse|a démissionné de|(?:est|a été) (?:démise?|révoquée?) de) "
         "(?:ses|les|son) (?:fonctions|poste) (?:de |d'){role}"),
    Rule("fr-s-demission", "fr", "sentence", "left",
         "démission (?:de |d'){person} de (?:ses|son) (?:fonctions|poste|mandat) (?:de |d'){role}"),
    Rule("fr-s-cesse", "fr", "sentence", "left",
         "{person}{aside} (?:cesse|cessera) d'exercer (?:ses|les) fonctions (?:de |d'){role}"),
    Rule("fr-s-fin", "fr", "sentence", "left",
         "mis fin aux fonctions (?:de |d'){role} exercées par {person}"),
    Rule("fr-s-quitte-org", "fr", "sentence", "left",
         "{person}, {role}, (?:quitte|a quitté|quittera) (?!ses |son |les |sa |la (?:direction|présidence|tête)"
         "|le poste){there}"),
    Rule("fr-s-remplacee", "fr", "sentence", "joined", "sera remplacée? par {person}"),
    Rule("fr-s-retraite", "fr", "sentence", "left",
         "{person} (?:part(?:ira)? à la|prend(?:ra)? sa|fait valoir ses droits à la"
         "|fera valoir ses droits à la) retraite"),
    Rule("fr-s-deces", "fr", "sentence", "left", "[Dd]écès (?:de |d'){person}, {role}"),
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
