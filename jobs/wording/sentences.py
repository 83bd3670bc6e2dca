"""Rules for sentences: searched for; where two read the same words the first wins."""

from __future__ import annotations

from .pieces import (
    AS_EN,
    BARE_ROLE,
    BE_FR,
    BEEN_EN,
    BEGINS_A_ROLE,
    FROM_POST_EN,
    GOING_EN,
    IN_POST_FR,
    ITS_EN,
    LEAD_EN,
    LEAVING_EN,
    NAMED_EN,
    NAMED_FR,
    NO_ROLE_YET,
    POST_FR,
    Rule,
)

SENTENCES = (
    # Sentences in English.
    Rule("en-s-promoted", "en", "sentence", "promoted",
         f"{{people}}{{aside}} {BEEN_EN} promoted to(?: the (?:role|post|position) of)?(?: the)? {{role}}"),
    Rule("en-s-has-promoted", "en", "sentence", "promoted",
         "(?:promoted|promotes|promotion of) {people}{aside} to(?: the (?:role|post|position) of)?(?: the)? {role}"),
    Rule("en-s-interim", "en", "sentence", "interim",
         f"{{people}}{{aside}} {BEEN_EN} {NAMED_EN}(?: as)?(?: its| the)? (?:interim|acting) {{role}}"),
    Rule("en-s-to-board", "en", "sentence", "joined",
         "(?:elected|appointed|named|the appointment of|the election of) {people}{aside} to (?:serve on )?(?:the "
         "|its |our )?"
         "(?:Company's )?{board}"),
    Rule("en-s-vacancy", "en", "sentence", "joined",
         "(?:elected|appointed) {people}{aside},? to fill (?:the|a|an) [^.;]{0,40}?vacancy"),
    Rule("en-s-been-to-board", "en", "sentence", "joined",
         f"{{people}}{{aside}} {BEEN_EN} {NAMED_EN} to (?:serve on )?(?:the |its |our )?(?:Company's )?{{board}}"),
    Rule("en-s-named", "en", "sentence", "joined",
         f"{{people}}{{aside}} {BEEN_EN} {NAMED_EN}{AS_EN} {NO_ROLE_YET}{{role}}"),
    Rule("en-s-elected", "en", "sentence", "joined",
         f"(?:elected|appointed|named|hired|selected|the appointment of"
         f"|the election of) (?:each of )?{LEAD_EN}{{people}}"
         "{aside},? (?:to serve as|as|to the (?:role|post|position) of|to succeed [^,;]{3,60}? as)"
         f"{ITS_EN} {{role}}"),
    Rule("en-s-has-named", "en", "sentence", "joined",
         f"(?:has|have) (?:appointed|named|elected) {{shortest}} {BARE_ROLE}{{role}}"),
    Rule("en-s-hired", "en", "sentence", "joined",
         f"(?:hired|hires|recruited|recruits) {{person}} (?:as|to be){ITS_EN} {{role}}"),
    Rule("en-s-serves", "en", "sentence", "joined",
         "{people}{aside} will (?:begin to |also )?(?:serve|act) as(?: its| the| a| an| our)* {role}"),
    Rule("en-s-joins", "en", "sentence", "joined",
         f"{{people}}{{aside}}(?:, who)? (?:joins|has joined|have joined|will join|will be joining"
         f"|is joining) {{org}} as{ITS_EN} {{role}}"),
    Rule("en-s-succeeds", "en", "sentence", "joined",
         "{person}{aside} (?:will succeed|succeeds|succeeded|is to succeed|will replace|replaces) {gone} as"
         "(?: its| the| a| an)* {role}"),
    Rule("en-s-takes-over", "en", "sentence", "joined",
         "{person}{aside} (?:takes over|will take over|took over) as(?: its| the| a| an)* {role}"),
    Rule("en-s-assumes", "en", "sentence", "joined",
         "{person}{aside} (?:assumed|assumes|will assume|takes on|will take on|moves to|moves into) the (?:role"
         "|post|position|office) of {role}"),
    Rule("en-s-welcome", "en", "sentence", "joined",
         f"(?:[Ww]elcome|to welcome) {{people}}{{aside}} (?:as|to the (?:role|position) of){ITS_EN} {{role}}"),
    Rule("en-s-congratulations", "en", "sentence", "joined",
         "[Cc]ongratulations to {person} on (?:his|her|their) (?:appointment|election) as(?: the| a| an)* {role}"),
    Rule("en-s-is-new", "en", "sentence", "joined", "{person} is (?:the|our|its) new(?:ly appointed)? {role}"),
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
         "{person}'s employment (?:with .{2,60}? )?as(?: its| the| a| an| our)* {role} (?:was|has been"
         "|will be) terminated"),
    Rule("en-s-removed", "en", "sentence", "left",
         f"{{people}}{{aside}} {BEEN_EN} (?:dismissed|removed|terminated|relieved of (?:his|her) duties) as"
         "(?: its| the| a| an)* {role}"),
    Rule("en-s-gives-notice", "en", "sentence", "left",
         "{people}{aside} (?:has )?(?:notified|informed|advised) .{1,160}? (?:of (?:his|her|their) (?:decision"
         "|intention) to"
         "|that (?:he|she|they) (?:will|would|intends to|intend to|has decided to|plans to)) "
         "(?:retire|resign|step down|stand down|leave|depart) "
         "(?:as|from (?:his|her|their|the) (?:role|post|position) (?:as|of))(?: its| the| a| an)? {role}"),
    Rule("en-s-from-board", "en", "sentence", "left",
         f"{{people}}{{aside}} {GOING_EN} from (?:the |its |our )?(?:Company's )?{{board}}"),
    Rule("en-s-leaves-office", "en", "sentence", "left",
         "{person}, (?:current |the |our |its |Company's )*{role}, "
         "(?:(?:has |will |be |is |intends to |plans to |is to |decided to |has decided to "
         "|(?:notified|informed) .{1,160}? (?:to|that (?:he|she) (?:will|would|intends to)) "
         "|(?:notified|informed) .{1,160}? of (?:his|her) (?:intention|decision) to )+"
         f"(?:{LEAVING_EN}|resigned|retired|stepped down|left|leaving|retiring|stepping down|departing)"
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
    Rule("fr-s-promue", "fr", "sentence", "promoted", f"{{people}}{{aside}} {BE_FR} promue?s? {POST_FR}{{role}}"),
    Rule("fr-s-nommee", "fr", "sentence", "joined",
         f"{{people}}{{aside}} {BE_FR} {NAMED_FR} {POST_FR}{{role}}"),
    Rule("fr-s-a-nomme", "fr", "sentence", "joined",
         f"(?:a nommé|nomme|ont nommé|de nommer) {{shortest}},? {POST_FR}{BEGINS_A_ROLE}{{role}}"),
    Rule("fr-s-nomination", "fr", "sentence", "joined",
         f"(?:nomination|désignation|[Aa]rrivée) (?:de |d'){{person}},? {POST_FR}{{role}}"),
    Rule("fr-s-interim", "fr", "sentence", "interim",
         "{person}{aside} (?:assure|assurera) l'intérim (?:de la |du |de |d'){role}"),
    Rule("fr-s-prend", "fr", "sentence", "joined",
         "{person}{aside} (?:prend|prendra|a pris) (?:ses|les) fonctions (?:de |d'){role}"),
    Rule("fr-s-accueillir", "fr", "sentence", "joined", f"accueillir {{person}} {IN_POST_FR}{{role}}"),
    Rule("fr-s-rejoint", "fr", "sentence", "joined",
         f"{{person}}{{aside}} (?:rejoint|a rejoint|rejoindra) {{org}} {IN_POST_FR}{{role}}"),
    Rule("fr-s-succede", "fr", "sentence", "joined",
         f"{{person}}{{aside}} (?:succède|succédera) à {{gone}} (?:{IN_POST_FR}|à la ){{role}}"),
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
