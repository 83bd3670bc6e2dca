"""Rules for sentences in English: searched for; where two read the same words the first wins."""

from __future__ import annotations

from .pieces import (
    A_POST,
    AFTER_GOING_EN,
    AS_EN,
    BARE_ROLE,
    BEEN_EN,
    BEFORE_OFFICE,
    DISMISSED_EN,
    FROM_POST_EN,
    GOING_EN,
    ITS_EN,
    LEAD_EN,
    LEAVES_EN,
    LEAVING_EN,
    NAMED_EN,
    NO_ROLE_YET,
    OUR_EN,
    STEPS_IN_EN,
    WENT_EN,
    Rule,
)

SENTENCES = (
    Rule("en-s-named-successor", "en", "sentence", "joined",
         f"{NAMED_EN} {{person}}{{aside}},? (?:as|to be) (?:his|her|their|its|the) successor", succeeds=True),
    Rule("en-s-been-successor", "en", "sentence", "joined",
         f"{{person}}{{aside}} {BEEN_EN} {NAMED_EN}(?: as)? (?:his|her|their|its|the) successor", succeeds=True),
    Rule("en-s-bullet-joined", "en", "sentence", "joined",
         f"^[-\u2022*\u00b7\u2013] ?{{person}}:? (?:has been |is |was )?(?:{NAMED_EN}"
         f"|becomes){AS_EN} {NO_ROLE_YET}{{role}}"),
    Rule("en-s-bullet-left", "en", "sentence", "left",
         f"^[-\u2022*\u00b7\u2013] ?{{person}}:? (?:{LEAVES_EN}|{WENT_EN}) {FROM_POST_EN}{ITS_EN} {{role}}"),
    Rule("en-s-list-joined", "en", "sentence", "joined",
         f"^{{person}}: (?:{NAMED_EN}|becomes|joins as){AS_EN} {A_POST}{{role}}"),
    Rule("en-s-brought-in", "en", "sentence", "joined",
         f"{{people}}{{aside}} {BEEN_EN} (?:brought in|installed|recruited|tapped|confirmed"
         f"|picked) as{ITS_EN} {A_POST}{{role}}"),
    Rule("en-s-acts", "en", "sentence", "interim",
         f"{{people}}{{aside}} will (?:begin to |also )?act as(?: its| the| a| an| our)* {A_POST}{{role}}"),
    Rule("en-s-resolved", "en", "sentence", "joined",
         "(?:resolved|decided|agreed|voted|chosen|elected) to (?:appoint|elect|name|hire) {people}{aside},? "
         f"(?:as|to be|to the (?:role|post|position) of){ITS_EN} {{role}}"),
    Rule("en-s-starts", "en", "sentence", "joined",
         "{person},?(?: who)? (?:starts|will start|is starting)(?: work)?(?: today| tomorrow"
         "| this week| on [A-Z][a-z]+day)?"
         f" as{ITS_EN} {A_POST}{{role}}"),
    Rule("en-s-no-longer", "en", "sentence", "left", f"{{person}} is no longer{ITS_EN} {A_POST}{{role}}"),
    Rule("en-s-parted-with", "en", "sentence", "left",
         f"parted (?:ways|company) with {{person}}, (?:its|our|the) {A_POST}{{role}}"),
    Rule("en-s-dismissed-its", "en", "sentence", "left",
         "(?:dismissed|fired|sacked|ousted|removed|parted (?:ways|company) with) (?:its|the|our|their)(?: longtime)? "
         f"{A_POST}{{its}}, {{person}}"),
    Rule("en-s-its-leaves", "en", "sentence", "left",
         f"{OUR_EN} {A_POST}{{its}}, {{person}}, (?:{GOING_EN}|would {LEAVING_EN}){AFTER_GOING_EN}"),
    Rule("en-s-its-leaves-there", "en", "sentence", "left",
         f"{OUR_EN} {A_POST}{{its}}, {{person}}, (?:is leaving|will be leaving|will leave|has left"
         f"|is departing) {{there}}"),
    Rule("en-s-would-leave", "en", "sentence", "left",
         f"(?:said|announced|confirmed|disclosed)[^.;]{{0,40}}? its {{office}} {{person}} would "
         f"{LEAVING_EN}{AFTER_GOING_EN}"),
    Rule("en-s-whose-office-leaves", "en", "sentence", "left",
         f"(?<![Ff]ormer )(?<!ex-){{body}} (?:(?:co-)?founder and )?{{office}},? {{person}},? {GOING_EN}"
         f"{AFTER_GOING_EN}"),
    Rule("en-s-whose-role-leaves", "en", "sentence", "left",
         f"(?<![Ff]ormer )(?<!ex-){{body}}(?<='s) (?=[a-z]){A_POST}{{its}} {{person}},? {GOING_EN}{AFTER_GOING_EN}"),
    Rule("en-s-office-leaves", "en", "sentence", "left",
         f"{BEFORE_OFFICE}{{office}},? {{person}},? {GOING_EN}{AFTER_GOING_EN}"),
    Rule("en-s-office-dismissed", "en", "sentence", "left",
         f"{BEFORE_OFFICE}{{office}},? {{person}},? {DISMISSED_EN}\\b"),
    Rule("en-s-hands-over", "en", "sentence", "joined",
         "(?<![Ff]ormer )(?<!ex-){body} {office} {gone} (?:will hand|is to hand|is handing|hands|handed) (?:over )?"
         "(?:(?:the )?(?:reins|baton|helm|control) )?(?:over )?to {person}"),
    Rule("en-s-steps-in", "en", "sentence", "interim",
         f"{{person}}{{aside}} {STEPS_IN_EN} as(?: its| the| our)? (?:interim|acting) {{role}}"),
    Rule("en-s-fills-in", "en", "sentence", "interim",
         "{person}{aside} (?:will|is to|would) (?:fill|take on|assume|carry out) (?:the|his|her|their) "
         "(?:position|role|post|job|duties) (?:on an interim basis|in the interim|for the time being)", succeeds=True),
    Rule("en-s-departure-of", "en", "sentence", "left",
         "(?:announce[sd]?|announcing|confirm(?:s|ed)?) (?:[a-z]+ ){0,2}(?:departure|resignation"
         "|retirement) of {person}, "
         f"(?:its |our |the |current |Company's )*{A_POST}{{role}}"),
    Rule("en-s-departure-of-its", "en", "sentence", "left",
         "(?:announce[sd]?|announcing|confirm(?:s|ed)?) (?:[a-z]+ ){0,2}(?:departure|resignation|retirement) of "
         "(?:its|our|the) {office},? {person}"),
    Rule("en-s-agreed", "en", "sentence", "left",
         "{person}(?: have| has)?(?: mutually)? agreed [^.;]{0,30}?that (?:he|she|they|(?:Mr|Ms|Mrs|Dr)\\.? [A-Z]\\S+) "
         f"(?:will|would|shall) {LEAVING_EN} {FROM_POST_EN}{ITS_EN} {{role}}"),
    Rule("en-s-farewell", "en", "sentence", "left",
         f"(?:say(?:ing)? goodbye|bid(?:ding)? farewell|say(?:ing)? farewell) to {{person}}, (?:our "
         f"|the |its ){A_POST}{{role}}"),
    Rule("en-s-promoted", "en", "sentence", "promoted",
         f"{{people}}{{aside}} {BEEN_EN} promoted to(?: the (?:role|post|position) of)?(?: the)? {{role}}"),
    Rule("en-s-has-promoted", "en", "sentence", "promoted",
         "(?:promoted|promotes|promotion of) {people}{aside} to(?: the (?:role|post|position) of)?(?: the)? {role}"),
    Rule("en-s-termination", "en", "sentence", "left",
         f"[Tt]ermination of (?:the )?appointment of {{person}} as{ITS_EN} {{role}}"),
    Rule("en-s-interim", "en", "sentence", "interim",
         f"{{people}}{{aside}} {BEEN_EN} {NAMED_EN}(?: as)?(?: its| the)? (?:interim|acting) {{role}}"),
    Rule("en-s-to-board", "en", "sentence", "joined",
         "(?:elected|appointed|named|the appointment of"
         "|the election of) {people}{aside} to (?:serve on )?(?:the |its |our )?(?:Company's )?{board}"),
    Rule("en-s-vacancy", "en", "sentence", "joined",
         "(?:elected|appointed) {people}{aside},? to fill (?:the|a|an) [^.;]{0,40}?vacancy"),
    Rule("en-s-been-to-board", "en", "sentence", "joined",
         f"{{people}}{{aside}} {BEEN_EN} {NAMED_EN} to (?:serve on )?(?:the |its |our )?(?:Company's )?{{board}}"),
    Rule("en-s-named", "en", "sentence", "joined",
         f"{{people}}{{aside}} {BEEN_EN} {NAMED_EN}{AS_EN} {NO_ROLE_YET}{{role}}"),
    Rule("en-s-elected", "en", "sentence", "joined",
         f"(?:elected|appointed|named|hired|selected|[Aa]ppointments? of"
         f"|the election of) (?:each of )?{LEAD_EN}{{people}}"
         "{aside},? (?:to serve as|to become|as|to the (?:role|post|position) of|to succeed [^,;]{3,60}? as)"
         f"{ITS_EN} {{role}}"),
    Rule("en-s-has-named", "en", "sentence", "joined",
         f"(?:has|have) (?:appointed|named|elected) {{shortest}} {BARE_ROLE}{{role}}"),
    Rule("en-s-board-appointed", "en", "sentence", "joined",
         f"(?:Board|Directors|Company|Committee) (?:appointed|named|elected) {{shortest}},? "
         f"{A_POST}{BARE_ROLE}{{role}}"),
    Rule("en-s-would-become", "en", "sentence", "joined",
         "(?:said|announced|confirmed|disclosed)[^.;]{0,40}? (?:that )?{person}{aside} would (?:become"
         "|take over as|join as|succeed [^,;]{3,40}? as)(?: its| the| a| an)* {role}"),
    Rule("en-s-hired", "en", "sentence", "joined",
         f"(?:hired|hires|recruited|recruits|tapped|picked|poached) {LEAD_EN}{{person}},? (?:as"
         f"|to be){ITS_EN} {A_POST}{{role}}"),
    Rule("en-s-serves", "en", "sentence", "joined",
         "{people}{aside} will (?:begin to |also )?serve as(?: its| the| a| an| our)* {role}"),
    Rule("en-s-joins-board", "en", "sentence", "joined",
         "{people}{aside} (?:joins|has joined|have joined|will join) (?:the |its |our )?{board}(?! as )"),
    Rule("en-s-joins-as", "en", "sentence", "joined",
         f"{{person}}{{aside}} (?:joins|arrives|has joined|will join)(?: us)? as{ITS_EN} {A_POST}{{role}}"),
    Rule("en-s-promoted-several", "en", "sentence", "promoted",
         f"(?:promoted|promotes|elevated|elevates) (?:[a-z-]+ ){{1,4}}to(?: the)? {A_POST}{{its}}: {{people}}"),
    Rule("en-s-moves-to", "en", "sentence", "joined",
         f"{{person}}{{aside}} (?:moves|is moving|has moved|will move) from {A_POST}[^.;]{{3,80}}? to{ITS_EN} "
         f"{A_POST}{BARE_ROLE}{{role}}"),
    Rule("en-s-joins", "en", "sentence", "joined",
         f"{{people}}{{aside}}(?:, who)? (?:(?:re)?joins|has (?:re)?joined|have (?:re)?joined|will (?:re)?join"
         f"|will be joining|is joining) {{org}} as{ITS_EN} {{role}}"),
    Rule("en-s-succeeds", "en", "sentence", "joined",
         "{person}{aside} (?:will succeed|succeeds|succeeded|is to succeed|will replace|replaces) {gone} as"
         "(?: its| the| a| an)* {role}"),
    Rule("en-s-takes-over", "en", "sentence", "joined",
         "{person}{aside} (?:takes over|will take over|took over"
         "|(?:replaces|will replace|succeeds|will succeed) (?:him|her|them)) as(?: its| the| a| an)* {role}"),
    Rule("en-s-assumes", "en", "sentence", "joined",
         "{person}{aside} (?:assumed|assumes|will assume|takes on|will take on|moves to|moves into) the (?:role"
         "|post|position|office) of {role}"),
    Rule("en-s-welcome", "en", "sentence", "joined",
         f"(?:[Ww]elcome|to welcome|in welcoming) {{people}}{{aside}} (?:to {{org}} )?(?:as|to the (?:role"
         f"|position) of){ITS_EN} {A_POST}{{role}}"),
    Rule("en-s-on-board", "en", "sentence", "joined",
         f"(?:[Dd]elighted|[Pp]leased|[Tt]hrilled|[Hh]appy|[Ee]xcited) to have {{people}} (?:on board|with us|join "
         f"us) as{ITS_EN} {A_POST}{{role}}"),
    Rule("en-s-congratulations", "en", "sentence", "joined",
         "[Cc]ongratulations to {person} on (?:his|her|their) (?:appointment|election) as(?: the| a| an)* {role}"),
    Rule("en-s-is-new", "en", "sentence", "joined",
         "{person} (?:is|will be) (?:the|our|its) (?:new(?:ly appointed)?|next) {role}"),
    Rule("en-s-is-now", "en", "sentence", "joined",
         f"{{person}}{{aside}} is now(?: the| our| its)? {A_POST}{BARE_ROLE}{{role}}"),
    Rule("en-s-announced-as", "en", "sentence", "joined",
         f"(?:announced|unveiled|introduced|presented) {{person}} as (?:its|their|the|our) (?:new|next) "
         f"{A_POST}{{role}}"),
    Rule("en-s-steps-up", "en", "sentence", "promoted",
         f"{{person}}{{aside}} (?:steps up|stepped up|will step up) (?:as|to(?: the role of"
         f"| become)?){ITS_EN} {A_POST}{{role}}"),
    Rule("en-s-in-their-place", "en", "sentence", "joined",
         f"{{person}}{{aside}} {BEEN_EN} {NAMED_EN} in (?:his|her|their) (?:place|stead)", succeeds=True),

    Rule("en-s-becomes", "en", "sentence", "joined", "{person}{aside}(?:, who)? (?:becomes|will become) {role}"),
    Rule("en-s-from-board-as", "en", "sentence", "left",
         f"{{people}}{{aside}} {GOING_EN} from the Board as(?: its| the| a| an)? {{role}}"),
    Rule("en-s-left-as", "en", "sentence", "left",
         f"{{people}}{{aside}}(?:, who)? {GOING_EN} {FROM_POST_EN}(?: its| the| a| an)? {{role}}"),
    Rule("en-s-tendered", "en", "sentence", "left",
         "{person}{aside} (?:has )?(?:tendered|submitted|announced|gave notice of) (?:his|her|their) "
         f"(?:resignation|retirement|departure) {FROM_POST_EN}(?: its| the| a| an)? {{role}}"),
    Rule("en-s-resignation", "en", "sentence", "left",
         f"(?:resignation|retirement|departure) of {{people}}{{aside}} {FROM_POST_EN}(?: its| the| a| an)? {{role}}"),
    Rule("en-s-ceased", "en", "sentence", "left",
         "{people}{aside} (?:ceased|will cease|has ceased) (?:to serve|to be|serving)(?: as)?"
         "(?: its| the| a| an| our)* {role}"),
    Rule("en-s-terminated", "en", "sentence", "left",
         "employment of {people}{aside}(?: as|,)(?: its| the| a| an| our)* {role},?"
         " (?:was|has been|will be) terminated"),
    Rule("en-s-employment", "en", "sentence", "left",
         "{person}'s employment (?:with .{2,60}? )?as(?: its| the| a| an| our)* {role} (?:was"
         "|has been|will be) terminated"),
    Rule("en-s-removed", "en", "sentence", "left",
         f"{{people}}{{aside}} {BEEN_EN} (?:dismissed|removed|terminated|relieved of (?:his|her) duties)"
         " (?:as|from (?:his|her) (?:role|position|post|duties) as)(?: its| the| a| an)* {role}"),
    Rule("en-s-gives-notice", "en", "sentence", "left",
         "{people}{aside} (?:has )?(?:notified|informed|advised) .{1,160}? (?:of (?:his|her"
         "|their) (?:decision|intention) to"
         "|that (?:he|she|they) (?:will|would|intends to|intend to|has decided to|plans to)) "
         "(?:retire|resign|step down|stand down|leave|depart) "
         "(?:as|from (?:his|her|their|the) (?:role|post|position) (?:as|of))(?: its| the| a| an)? {role}"),
    Rule("en-s-notice-from-board", "en", "sentence", "left",
         "{people}{aside} (?:has )?(?:provided|gave|given|delivered) (?:[a-z]+ )?notice of (?:his|her"
         "|their) (?:decision|intention|intent) to (?:retire|resign|step down) from (?:the |its |our )?{board}"),
    Rule("en-s-leaves-board", "en", "sentence", "left",
         "{people}{aside} (?:has left|have left|will leave|is leaving|leaves) (?:the|its"
         "|our) {board}(?! (?:meeting|room))"),
    Rule("en-s-leaves-role", "en", "sentence", "left",
         f"{{people}}{{aside}} (?:is leaving|has left|leaves|will leave) (?:his|her|their|the) (?:role|post"
         f"|position|job) (?:as|of){ITS_EN} {{role}}"),
    Rule("en-s-from-board", "en", "sentence", "left",
         f"{{people}}{{aside}} {GOING_EN} from (?:the |its |our )?(?:Company's )?{{board}}"),
    Rule("en-s-leaves-office", "en", "sentence", "left",
         "{person}, (?:current |the |our |its |Company's )*{role}, "
         "(?:(?:has |will |be |is |intends to |plans to |is to |decided to |has decided to "
         "|(?:notified|informed) .{1,160}? (?:to|that (?:he|she) (?:will|would|intends to)) "
         "|(?:notified|informed) .{1,160}? of (?:his|her) (?:intention|decision) to )+"
         f"(?:{LEAVING_EN}|resigned|retired|stepped down|left|leaving|retiring|stepping down|departing)"
         "(?! (?:(?:her|his|their) (?!posi|role|post|office|dut)|[a-z]+s with|a |no |little |room ))"
         "|(?:notified|informed) .{1,160}? of (?:his|her) (?:resignation|retirement)"
         "|(?:provided|gave|delivered|submitted|tendered) (?:[a-z ]{1,40} )?(?:his|her"
         "|their) (?:resignation|retirement))"),
    Rule("en-s-office-died", "en", "sentence", "left",
         "(?:death|passing) of (?:its|our|the) (?:current )?{office}, {person},"),
    Rule("en-s-who-died", "en", "sentence", "left",
         "{person}, (?:our |the |its |current |Company's )*{role}, (?:has )?(?:died|passed away)\\b"),
    Rule("en-s-died", "en", "sentence", "left", "[Oo]n {date}, {person} (?:passed away|died)\\b"),
    Rule("en-s-no-reelection", "en", "sentence", "left",
         "{people}{aside} .{0,120}?(?:will not|not to|would not|does not intend to) (?:stand|seek"
         "|run) (?:for )?re-?election"),
    Rule("en-s-leaves-org", "en", "sentence", "left",
         "{person} (?:is leaving|has left|will be leaving|will leave|(?:has )?decided to leave|is to leave"
         "|is retiring from|is "
         "departing) (?:the )?{there}"),
    Rule("en-s-succeeded-by", "en", "sentence", "joined", "(?:will be|is to be|and be|to be) (?:succeeded|replaced) "
         "by (?:[a-z]+ ){0,3}{person}", succeeds=True),
)  # fmt: skip
