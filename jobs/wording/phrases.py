"""Rules for sentences in French: searched for; where two read the same words the first wins."""

from __future__ import annotations

from .pieces import (
    A_POST_FR,
    BE_FR,
    BEGINS_A_ROLE,
    DISMISSED_FR,
    IN_POST_FR,
    NAMED_FR,
    POST_FR,
    Rule,
)

PHRASES = (
    Rule("fr-s-promue", "fr", "sentence", "promoted", f"{{people}}{{aside}} {BE_FR} promue?s? {POST_FR}{{role}}"),
    Rule("fr-s-nommee", "fr", "sentence", "joined",
         f"{{people}}{{aside}} {BE_FR} {NAMED_FR} {POST_FR}{{role}}"),
    Rule("fr-s-election", "fr", "sentence", "joined",
         "(?:a|ont) (?:élu|nommé|porté) {person} à la {lead}"),
    Rule("fr-s-a-nomme", "fr", "sentence", "joined",
         f"(?:(?:a|ont|et) (?:nommé|élu|désigné|coopté)|nomme|désigne|de (?:nommer|désigner)) {{shortest}},? "
         f"{POST_FR}{BEGINS_A_ROLE}{{role}}"),
    Rule("fr-s-nomination", "fr", "sentence", "joined",
         f"(?:nomination|désignation|[Aa]rrivée) (?:de |d'){{person}},? {POST_FR}{{role}}"),
    Rule("fr-s-interim", "fr", "sentence", "interim",
         "{person}{aside} (?:assure|assurera) l'intérim (?:de la |du |de |d'){role}"),
    Rule("fr-s-assure-depuis", "fr", "sentence", "joined",
         "{person}{aside} (?:assure|assurera|exerce|exercera) (?:depuis le|à compter du"
         "|à partir du) {date} (?:les|ses) fonctions (?:de |d'){role}"),
    Rule("fr-s-nouvelle", "fr", "sentence", "joined",
         f"{{person}} est (?:le |la |notre )(?:nouveau|nouvelle) {A_POST_FR}{{role}}"),
    Rule("fr-s-quitte-presidence", "fr", "sentence", "left",
         "{person}{aside} (?:quittera|a quitté|se retire de|se retirera de) la {lead}"),
    Rule("fr-s-prend", "fr", "sentence", "joined",
         "{person}{aside} (?:prend|prendra|a pris) (?:ses|les) fonctions (?:de |d'){role}"),
    Rule("fr-s-accueillir", "fr", "sentence", "joined", f"accueillir {{person}} {IN_POST_FR}{{role}}"),
    Rule("fr-s-rejoint", "fr", "sentence", "joined",
         f"{{person}}{{aside}}(?:, qui)? (?:rejoint|a rejoint|rejoindra|intègre|intégrera"
         f"|revient chez) {{org}} {IN_POST_FR}{{role}}"),
    Rule("fr-s-succede", "fr", "sentence", "joined",
         f"{{person}}{{aside}} (?:(?:succède|succédera) à|remplace"
         f"|remplacera) {{gone}} (?:{IN_POST_FR}|à la ){{role}}"),
    Rule("fr-s-quitte", "fr", "sentence", "left",
         "{person}{aside} (?:quitte|a quitté|quittera|cesse|cessera|a démissionné de"
         "|(?:est|a été) (?:démise?|révoquée?) de) "
         "(?:ses|les|son) (?:fonctions|poste) (?:de |d'){role}"),
    Rule("fr-s-demission", "fr", "sentence", "left",
         "démission (?:de |d'){person} de (?:ses|son) (?:fonctions|poste|mandat) (?:de |d'){role}"),
    Rule("fr-s-presente-demission", "fr", "sentence", "left",
         "{person}{aside} (?:(?:a présenté|présente|a remis|remet) sa démission|a fait part de (?:sa décision"
         "|son intention"
         "|sa volonté) de (?:démissionner|se démettre)) de (?:ses|son) (?:fonctions|poste|mandat) (?:de |d'){role}"),
    Rule("fr-s-confirmee", "fr", "sentence", "joined",
         "{person}{aside} (?:est|a été) confirmée? (?:dans (?:ses|les) fonctions|à son poste) (?:de |d'){role}"),
    Rule("fr-s-lui-succeder", "fr", "sentence", "joined",
         "[Pp]our l(?:ui|e|a) (?:succéder|remplacer),[^.;]{0,60}? (?:a|ont) (?:choisi|nommé|désigné|recruté) {person}",
         succeeds=True),
    Rule("fr-s-cede", "fr", "sentence", "joined",
         "{gone}{aside} (?:cède|cédera|a cédé|passe|passera|a passé|transmet) "
         "(?:sa place|la main|le flambeau|les rênes|le témoin|le relais) à (?:(?:sa|son) [a-z]+, )?{person}"),
    Rule("fr-s-quitte-dont", "fr", "sentence", "left",
         "{person} (?:quitte|a quitté|quittera) {org}, (?:dont|où) (?:il|elle) était {role}(?: depuis [^.,;]{3,30})?"),
    Rule("fr-s-interim-de", "fr", "sentence", "interim",
         "[Ll]'intérim de la {direction} (?:de |d'|du groupe |du )(?=[A-ZÀ-ÖØ-Þ]){org} (?:est|sera) (?:assuré"
         "|confié)e?(?: par| à) {person}"),
    Rule("fr-s-assure-l-interim", "fr", "sentence", "interim",
         "{person}{aside} (?:assure|assurera) l'intérim(?=[.,;]|$)", succeeds=True),
    Rule("fr-s-cesse", "fr", "sentence", "left",
         "{person}{aside} (?:cesse|cessera) d'exercer (?:ses|les) fonctions (?:de |d'){role}"),
    Rule("fr-s-fin", "fr", "sentence", "left",
         "mis fin aux fonctions (?:de |d'){role} exercées par {person}"),
    Rule("fr-s-quitte-org", "fr", "sentence", "left",
         "{person}, {role}, (?:quitte|a quitté|quittera|a décidé de quitter) (?!ses |son |les |sa |la (?:direction"
         "|présidence|tête)|le poste){there}"),
    Rule("fr-s-nous-quitte", "fr", "sentence", "left", "{person}, {role}, nous quitte(?:ra)?\\b"),
    Rule("fr-s-remplacee", "fr", "sentence", "joined", "(?:sera|est|a été) remplacée? par {person}", succeeds=True),
    Rule("fr-s-retraite", "fr", "sentence", "left",
         "{person}{aside} (?:part(?:ira)? (?:à la|en)|prend(?:ra)? sa|fait valoir ses droits à la"
         "|fera valoir ses droits à la) retraite"),
    Rule("fr-s-prend-la", "fr", "sentence", "joined",
         "{person}{aside} (?:prend|prendra|a pris) la {direction} (?:de |d'|du groupe |du )(?=[A-ZÀ-ÖØ-Þ]){there}"),
    Rule("fr-s-recrute", "fr", "sentence", "joined",
         f"(?:s'offre les services de|recrute|débauche|embauche) {{person}}{{aside}},? {IN_POST_FR}{{role}}"),
    Rule("fr-s-accueillir-notre", "fr", "sentence", "joined",
         "accueillir {person}, (?:notre|comme|le|la) (?:nouveau|nouvelle) {role}"),
    Rule("fr-s-interim-par", "fr", "sentence", "interim",
         "[Ll]'intérim (?:sera |est )?(?:assuré|assurée) par {person}", succeeds=True),
    Rule("fr-s-successeur", "fr", "sentence", "joined", "[Ss]on successeur (?:sera|est) {person}", succeeds=True),
    Rule("fr-s-annonce-depart", "fr", "sentence", "left",
         "(?:annonce|annoncé|confirme|confirmé) le départ (?:de |d'){person}, {role}"),
    Rule("fr-s-notre", "fr", "sentence", "left",
         "(?:[Nn]otre|[Ss]on|[Ss]a) {its}, {person}, (?:nous quitte(?:ra)?|part(?:ira)? (?:à la|en) retraite"
         "|(?:quitte|quittera|a quitté) (?:l'entreprise|la société|la maison|le groupe|ses fonctions|son poste)"
         f"|démissionne|a démissionné|{DISMISSED_FR})\\b"),
    Rule("fr-s-le-role-quitte", "fr", "sentence", "left",
         "\\b[Ll](?:e |a |'){its} (?:de la |de l'|de |d'|du groupe |du )(?=[A-ZÀ-ÖØ-Þ]){org}, {person}, "
         "(?:démissionne|a démissionné|(?:a présenté|a remis) sa démission|prend(?:ra)? sa retraite"
         "|part(?:ira)? (?:à la|en) retraite"
         f"|{DISMISSED_FR}"
         "|(?:a annoncé [^.;]{0,20}?qu'(?:il|elle) )?(?:quitte|quittera|quitterait|a quitté)"
         " (?:l'entreprise|la société|le groupe|ses fonctions|son poste))"),
    Rule("fr-s-le-role-congedie", "fr", "sentence", "left",
         f"\\b[Ll](?:e |a |'){A_POST_FR}{{its}}, {{person}}, {DISMISSED_FR}"),
    Rule("fr-s-lui-succede", "fr", "sentence", "joined", "{person}{aside} lui (?:succède|succédera)\\b", succeeds=True),
    Rule("fr-s-devient", "fr", "sentence", "joined",
         f"{{person}}{{aside}} (?:devient|deviendra) {A_POST_FR}{{role}}"),
    Rule("fr-s-deviendrait", "fr", "sentence", "joined",
         f"(?:annoncé|fait savoir)[^.;]{{0,40}}? que {{person}}{{aside}} deviendrait {A_POST_FR}{{role}}"),
    Rule("fr-s-est-decede", "fr", "sentence", "left", "{person}, {role}, (?:est décédée?|s'est éteinte?)"),
    Rule("fr-s-deces", "fr", "sentence", "left", "[Dd]écès (?:de |d'){person}, {role}"),
)  # fmt: skip
