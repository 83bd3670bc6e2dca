"""What stands around who and which role, as data: where a role ends, how days are told, what is no move and no name."""

from __future__ import annotations

_IN_MONTH = (
    r" (?:in|en|fin|début|dès) (?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
)
# What follows a role and is not part of it.
ROLE_ENDS = (
    rf"{_IN_MONTH}|"
    r"(?<!Vice President),|,(?! [A-Z])| (?:of|for) [a-z\d]+ years\b| par (?:l[ae]\b|l'|arrêté|décret)|;|!|\?|\.(?:\s"
    r"|$)|\(|$| [\u2013—-]+ | effective\b| with (?:immediate )?effect\b| as of\b| starting\b"
    r"| beginning\b| from \d| from [A-Z]"
    r"| on (?:the )?(?:\d|same\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)| since\b| as\b| in (?:its|our|their"
    r"|his|her) | on (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"| succeeding\b| replacing\b| to succeed\b| to replace\b| following\b| ahead of\b| after \d| who\b| where\b"
    r"| at (?=(?:the )?[A-Z])| at the (?:end|close|conclusion|next|annual|upcoming)\b"
    r"| in (?:succession|place)\b| in (?:[A-Z][a-z]+ )?\d{4}| for (?:a|an|the) (?:[\w-]+ )?(?:term|period|years?)\b"
    r"| to (?:fill|lead|oversee|serve|take|join|pursue|focus|become|make|spend|start|work|return|help)\b| reporting "
    r"to\b| responsible for\b| next (?:week|month|year|spring|autumn|fall)\b"
    r"| and (?:as|that|will|has|have|is|was|retired|resigned|left|joins|to)\b"
    r"| upon\b| pending\b| through\b| subject to\b"
    r"| le \d| until\b| while\b| was\b| has been\b"
    r"| will be\b| when\b| à compter\b| à partir\b| à effet\b| avec effet\b| dès le\b| depuis\b| en remplacement\b"
    r"| succédant\b| pour (?:succéder|remplacer|une durée|un mandat)\b| chez (?=[A-Z])| au sein d| où\b| qui\b| dont\b"
    r"| jusqu'| (?:à la )?suite (?:à|au|du|de)\b| en \d{4}| et (?:sera|est|a|quitte)\b| exercées par\b"
    r"| and (?=[A-Z][\w'-]+ (?:[A-Z]\. )?[A-Z][\w'-]+ (?:as|to) )"
    r"| and (?=[A-Z][\w'-]+ (?:[A-Z]\. )?[A-Z][\w'-]+ (?:will|is|has|was|to|becomes|moves|joins"
    r"|takes|steps|succeeds)\b)"
    r"| et (?=[A-ZÀ-ÖØ-Þ][\w'-]+ [A-ZÀ-ÖØ-Þ][\w'-]+ (?:(?:comme|en tant que|au poste) |direct|présid"
    r"|responsable|chef|secrétaire))"
)
# Where another subject begins within a sentence.
SOMEBODY_ELSE = (
    r"[,;] (?:and |while )?(?=[A-ZÀ-ÖØ-Þ][\w'-]+ (?:[A-Z]\. )?[A-ZÀ-ÖØ-Þ][\w'-]+ (?:took|takes|will|has|is|was|becomes"
    r"|succeeds|joins|leaves|left|a|est|prend|quitte|lui)\b)"
)
# In a title a comma or a bracket may be part of the role.
TITLE_ENDS = (
    rf"{_IN_MONTH}|"
    r",? (?:in (?:a |the )?(?:dispute|protest|row|wake|shake-?up|surprise|bid|favou?r)|over|citing|despite|because"
    r"|to (?:lead|run|oversee|drive|spearhead|boost|steer)"
    r"|effective|with (?:immediate )?effect|as|leaving|on (?=\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec))|starting|beginning|from \d|succeeding|replacing|to succeed|to replace|in succession to|amid|after|"
    r"following|in \d{4}|à compter|à partir|à effet|avec effet|dès le|en remplacement|succédant|pour succéder)\b"
    r"|,? (?:at|chez|au sein d['eu]) ?(?=[A-Z])|;(?= [A-Z])"
)
WHERE = r"(?:at|chez|au sein (?:de|d'|du)) ?(?:the )?"
# After a body one sits on.
WHERE_BODY = WHERE.replace("at|", "at|of|de|d'|du|")
# Where the name of an organization ends, also in a title.
ORG_ENDS = (
    rf"(?={_IN_MONTH}|"
    r",(?! (?:Inc|Ltd|LLC|Corp|L\.P|S\.A|N\.V)\b)|;|!|\?|\.(?:\s|$)|\(|$| effective\b| with (?:immediate )?effect\b"
    r"| as\b| as of\b| from (?:\d|[A-Z]|rival|competitor)| on (?:\d|[A-Z])| in (?:[A-Z][a-z]+ )?\d{4}| succeeding\b"
    r"| replacing\b| to (?=[a-z])| in (?:his|her|their) "
    r"| for (?=\d|over |more |nearly |almost |an? |another |personal |family )| after\b| amid\b| following\b"
    r"| next (?:week|month|year)\b| who\b| where\b| and (?:will|has|is|was|to)\b"
    r"| when\b| until\b| by (?:the )?end\b| at (?:the|his|her|their)\b| [\u2013—-]+ | le \d| fin [a-z]"
    r"| en (?:\d|remplacement)| pour (?:(?:des )?raisons|motifs|(?=[a-zé]+(?:er|ir|re)\b))| après\b"
    r"| comme\b| dès\b| à (?:compter|partir|effet|la (?:tête|présidence|direction))\b| qui\b| où\b)"
)
# What an organization calls itself: no name of it.
OURSELVES = (
    r"(?:(?:the|our|its|his|her|their|this|le|la|l'|les|notre|son|sa) ?)*(?:(?:combined|enlarged|merged|new|newly "
    r"formed) )?(?:firm|company|corporation|group|bank|board"
    r"|business|team|organi[sz]ation|office|us|nous|registrant|trust|fund|society|société|groupe|banque"
    r"|entreprise|compagnie|conseil|équipe|maison)(?: of directors)?"
)
# A place or somebody speaking, and no organization.
NO_ORGANIZATION = (
    r"\b(?:[Mm]eeting|[Aa]ssembl(?:y|ée)|AGM)\b|^\d[\w-]* [a-z]"
    r"|\b(?:Manager|Mayor|Governor|CEO|CFO|COO|Chief Executive|Chairman|Chairwoman|Chair|President|Minister"
    r"|Director|Founder)(?: [A-ZÀ-ÖØ-Þ]\S+){2,}$"
)
_ORGANIZATION = (
    r"(?!(?:The )?(?:Board|Company|Group|Bank|Firm|Just|Today|Now|Also|Breaking|Members|Delegates|Voters|Investors"
    r"|Committee|Council|Corporation|Supervisory|Compensation|Shareholders"
    r"|Stockholders|Trustees|Directors|Governors|We|It|He|She|They|Effective|On|In|As|Upon|Chief|Chair\w*"
    r"|President|Prime|Minister|CEO|Le conseil)\b)"
    r"[A-ZÀ-ÖØ-Þ0-9][\w&'.+-]*(?: (?:&|plc|of|and|de|du|des|la|le|et|the|for|[A-ZÀ-ÖØ-Þ0-9][\w&'.+-]*)){0,7}"
    r"(?:,? (?:Inc|LLC|Ltd|Corp|L\.P|S\.A|N\.V)\b\.?)?"
)
# A sentence that begins with who announces: after a place and a day, perhaps.
ANNOUNCES = (
    rf"(?:[^\n]{{3,110}}?(?: [\u2013—-]{{1,2}} |--|—))?(?:Today,? |It is with [a-z ]{{3,40}} that "
    rf"|(?:Following|After|As part of|À la suite|Suite|Après) [^,;]{{3,80}}, )?"
    r"(?:(?:[Tt]he |Its )?(?:Supervisory |Management )?Board(?: of Directors| of Trustees)? of (?=[A-Z])"
    r"|(?:[^,;]{3,60}, )?[Ll]e [Cc]onseil(?: d'administration| de surveillance)? (?:de |d'|du )(?=[A-Z]))?"
    r"(?:The |L[ea] (?:groupe |société |startup |start-up )?"
    r"|L'entreprise )?(?:[A-Z][a-z]+(?:-based)? (?:[a-z-]+ ){1,3})??"
    rf"(?P<org>{_ORGANIZATION})(?: \([^)]*\))?"
    r"(?:, [^,]{3,150},)?(?: (?:has|have|today|also|hereby|now|unanimously|resolved to|decided to|décidé(?: à "
    r"l'unanimité)? de|is pleased to|are pleased to|is delighted to|a))*"
    r" (?:announce[sd]?|appoint(?:s|ed)|nam(?:es?|ed)|hire[sd]|poached|poaches|lured"
    r"|picked|picks|adds|added|promote[sd]|elect(?:s|ed)?|recruit(?:s|ed)|recrute"
    r"|select(?:s|ed)|tap(?:s|ped)|chosen?|(?:said|confirmed|disclosed)(?: today| (?:on )?[A-Z][a-z]+day)?,?(?: "
    r"that)? (?:its?|(?:chief|managing|finance|executive|group) (?=[a-z]))"
    r"|confirm(?:s|ed) the (?:departure|appointment|resignation|retirement)|appoint|s'offre|(?:a )?fait "
    r"savoir que son|nommer|élu|désigné|nomme|annonce"
    r"|nommé|annoncé|recruté)\b(?! (?:today )?(?:his|her|their|he|she|that (?:he|she|they)|son|sa)\b)"
)
# What French names by what it is: an organization, whatever post is of it.
BODY_FR = (
    r"(?:Agence|Institut|Office|École|Hôpital|Union|Académie|Observatoire|Université|Opéra|Musée"
    r"|Centre|Théâtre|Festival|CHU|Banque|Fondation|Fédération|Caisse|Chambre|Maison|Bibliothèque"
    r"|Orchestre|Port|Syndicat|Ville)\b"
)
# Posts of a whole organization: what is named behind them is that.
WHOLE_POSTS = (
    r"\b(?:CEO|CFO|COO|CTO|CIO|CMO|CHRO|PDG|DRH|DSI|DAF|DG|officer|executive|(?<!vice )(?<!vice-)president"
    r"|chair(?:man|woman|person)?|(?:managing|finance) director|general secretary|secretary[- ]general"
    r"|director[- ]general|general (?:counsel|manager)|treasurer|company secretary|leader|constable|permanent secretary"
    r"|direct(?:eur|rice) [a-zà-ÿ]+(?: [a-zà-ÿ]+)?|direct(?:eur|rice) des [a-zà-ÿ' ]+"
    r"|présidente?(?: d[ue] [a-z' ]+)?|présidence"
    r"|direction [a-zé]+|administrat(?:eur|rice)(?: indépendante?)?"
    r"|secrétaire générale?|gérante?|membre d[ue] [a-z' ]+)"
)
NO_WHOLE = (
    r"(?:Council|Commission|(?:[A-Z]\w+ )*(?:Board|Committee|Trustees|Directors|Conseil|Comité"
    r"|Directoire|Région|Staff|Audit"
    r"|Risk|Europe|EMEA|APAC|Asia|Africa|France|Germany|Americas?|Nordics|UK|Operations|Sales"
    r"|Finance|Marketing|Strategy"
    r"|Technology|Retail|Banking|North|South|Latin|Global|International|Worldwide|Group|Développement|Ressources"
    r"|Systèmes|Communication|Achats|Commercial)\b)"
)
# French names functions in small letters: with a capital it is an organization, unless the post is of a place.
POSTS_FR = (
    r"(?:direct(?:eur|rice)|responsable|cheffe?|présidente?|secrétaire|rédact(?:eur|rice)|trésori(?:er|ère)|associée?)"
    r"(?: (?!(?:[dl]')?(?:usine|site|agence|région|bureau|filiale|magasin|département|ville|antenne|aéroport|port"
    r"|pôle|zone|pays|campus|centre|hôpital|gare)s?\b)[a-zà-ÿ'-]+)*"
)
FUNCTIONS_FR = (
    r"(?:Production|Projets?|Cabinet|Finances?|Juridique|Innovation|Recherche|Opérations|Qualité|Sécurité|Affaires"
    r"|Relations|Études|Travaux|Patrimoine|Informatique|Territoires?|Formation|Service|Ligue|Sud|Nord|Est|Ouest"
    r"|Île|Grand|Paris|Lyon|Marseille|Lille|Bordeaux|Toulouse|Nantes|Rennes|Belgique|Suisse|Afrique|Asie)\b"
)
# What a post may be of without any organization being meant.
FUNCTIONS = (
    r"(?:Engineering|Human|People|Legal|Product|Business|Corporate|Supply|Procurement|Purchasing|Research|Customer"
    r"|Investor|Public|Communications?|Development|Manufacturing|Quality|Information|Brand"
    r"|Growth|Change|Treasury|Tax)\b"
)
SUCCEEDS = (
    r"(?:succeeding|succeeds|to succeed|replacing|replaces|to replace|takes over from|will succeed|will replace|is "
    r"to (?:succeed|replace)|in succession to|"
    r"succède à|succédera à|remplacera|succédant à|pour succéder à|en remplacement de|remplace"
    r"|remplaçant)(?: en remplacement d')? "
)
FORMERLY = (
    r"(?:formerly|previously|most recently|who was|who served as|précédemment|anciennement"
    r"|auparavant)(?: the| its| a)? "
)
# What stands between commas after a name and is no post.
NO_POST = (
    r"(?i)(?:age |aged )?\d+(?: ans)?$|(?:who|whose|which|an?|the latter|qui|dont|having|also|and|born|diplômée?"
    r"|entrée?|arrivée?|présente?|issue?|fort|forte|n[ée]e?)\b"
    r"|(?:appointed|named|elected|hired|promoted|served as|was|currently serving)\b"
)
AT_WHICH = r" (?:at|of|with|chez|de) "
STARTS = (
    r"(?:effective(?: as of| from| on)?|with effect (?:from|on)|as of|starting(?: on)?|beginning(?: on)?|"
    r"à compter du|à partir du|à effet du|effecti(?:f|ve) (?:au|le|à compter du)|avec effet au|dès le"
    r"|prend(?:ra)? ses fonctions le) "
)
AT_ONCE = r"\b(?:effective immediately|with immediate effect|avec effet immédiat)\b"
# Where nothing plainer is said.
ON_A_DAY = r"(?:on|from|le) "
# … or only a month, right behind a post: `will retire in March 2027`.
IN_A_MONTH = r"(?:in|en) "
ANNOUNCED = r"(?:^|\b)(?:on|le) {date},? .{0,120}?\b(?:announced|a annoncé|annonce)\b|\bannounced(?: on)? {date}"
INTERIM = r"(?i)^(?:interim|acting|ad interim)\s+|\s+(?:par intérim|ad interim|intérimaire|\(interim\)|\(acting\))$"

# Words with which a sentence says that something may be, was denied, or was long ago: before what a rule reads …
NOT_SO_BEFORE = (
    r"\b(?:(?:has|have|had|did|does) not|not yet|n'annonce pas|[Ii]f|[Ww]hether|[Uu]nless|den(?:y|ies|ied)"
    r"|refuse[sd]?|decline[sd]?|[Cc]ontrary to|[Pp]rior to|before joining"
    r"|[Bb]efore (?:that|his|her|joining)|[Pp]reviously(?! (?:disclosed|announced|reported))|could|may|might|[Ss]hould"
    r"|call(?:s|ed)? (?:for|on)|urge[sd]|propos(?:e[sd]?|al)|recommend(?:s|ed)?|oppose[sd]?|demand(?:s|ed)?|wants?"
    r"|wanted|insist(?:s|ed)?|[Hh]ear(?:d|ing)?|[Aa]pparently|seems?|[Ii]l paraît|[Ss]i|[Cc]ontrairement"
    r"|[Aa]vant de|démen(?:t|ti|tent)|n'a pas|ne sera pas)\b"
)
# … and anywhere.
NOT_SO = (
    r"(?i)\?\W*$|\b(?:rumou?r(?:s|ed)?|reportedly|allegedly|speculation|people familiar|sources?:"
    r"|sources? (?:said|say|close)"
    r"|according to sources|would be|pourrait|aurait|bientôt|set to be|expected to|tipped (?:to|as|for)|in talks"
    r"|considering|envisage|selon (?:nos|des) (?:informations|sources)|devrait)\b|^could\b"
)
# A year that stands without a day.
_IN_A_YEAR = r"(?: (?:early|late|[A-Z][a-z]+))? (\d{4})\b(?!-)"
YEAR_FIRST = rf"^\W*(?:In|Since|Between|From|En|Depuis|De){_IN_A_YEAR}"
YEAR_LAST = rf"\b(?:in|since|between|from|en|depuis|de){_IN_A_YEAR}"
# Between two things that one title tells.
PARTS = r"; |,? and (?=(?i:(?:the )?appointment of ))"
# An organization before a title.
PREFIXES = (
    r"(?:(?:Nominations?|Mouvements?|Arrivée|Appointments?|Changes?) (?:chez|at|à|au sein de|d'|de) "
    r"?)?(?P<org>(?!(?i:Nominations?|Appointments?|Departures?|People|Exclusive|Exclusif|Update|Breaking|News"
    r"|Press|Video|Report|New|Nouveau|Nouvelle|Who|Carnet|Mouvements?|Movers|Ministerial|Board"
    r"|Directorate)\b)[A-ZÀ-ÖØ-Þ0-9][^:,;\u2013]{1,60}?) ?[:\u2013] (?P<rest>.+)"
)
# What somebody is named without having a post.
NO_ROLE = (
    r"(?i)^(?:to|by|in|on|for|after|with|into|pour|dans|chez|sur|à|en|among|one of|lead|run|oversee|head(?! (?:of"
    r"|trainer|chef|teacher|buyer))|succeed"
    r"|replace|successor)(?!-)\b(?! (?:independent|director|engineer|counsel|partner|manager|developer|architect"
    r"|scientist|economist|analyst))|\bof the (?:year|month|week|decade)\b|\border of\b|\bde l'année\b"
    r"|\bbrand ambassador|\bface of\b|\bmembre du club\b|^(?:(?:financial|legal|tax|exclusive|sole|joint|placement) )*"
    r"(?:advis[eo]rs?|agents?|administrators|counsel)$"
    r"|^(?:honorary |honou?red )?fellow\b|\b(?:list|ranking|hall of fame|awards?|prize|site of"
    r"|winner|finalist|recipient)\b"
    r"|^(?:(?:independent|statutory|external|joint|registered|sole) )*(?:auditors?|brokers?"
    r"|bookrunners?|accountants?)\b"
    r"|\bpublic accounting|^nominated advis|^commissaires? aux comptes|^(?:chevalier|officier|commandeur)\b"
    r"|\b(?:defendant|plaintiff|respondent|witness|suspect|joint administrators?|liquidators?|receivers?)\b"
    r"|\b(?:successor|supplier|distributor)$|^(?:citizen|man|woman|person|businesswoman|businessman|employer)\b"
    r"|^(?:former|ex-|retired|ancien(?:ne)?)\b"
)

# Posts that an organization or a name may stand beside: `Acme CFO Jane Roe`.
OFFICE = (
    "(?:(?:(?:co-|vice |executive |deputy |group |managing |general |non-executive )*"
    "(?:CEO|CFO|COO|CTO|CIO|CMO|CHRO|chief executive(?: officer)?|chief [a-z]+(?: [a-z]+)? officer|(?:board "
    ")?chair(?:man|woman|person)?"
    "|president|(?:finance|managing|sales|marketing|HR|operations|commercial|technical) director|director|partner"
    "|(?:finance|marketing|technology|operations|legal) (?:chief|head)|general counsel|treasurer))"
    "|Chief [A-Z][a-z]+(?: [A-Z][a-z]+)? Officer|Chief Executive|Chair(?:man|woman)?|President|Finance Director)"
)

# Words that tell of a move, whoever can read how.
WORDS_OF_MOVES = (
    r"\b(?:(?:re)?appoint(?:s|ed|ment|ments)?|elect(?:s|ed)|named(?! executive)|promot(?:es?|ed|ion|ions)|"
    r"resign(?:s|ed|ation)?|retire(?:s|d|ment)? (?:as|from)|step(?:s|ped|ping)? down|stand(?:s"
    r"|ing)? down|succeed(?:s|ed)?|"
    r"succession|depart(?:s|ed|ure)|joins?|joined|terminated the employment|dismissed|vacan(?:t|cy)|"
    r"nomm(?:e|ée?s?)|nomination|promue?s?|démission(?:ne|né)?|quitte|rejoint|succède|remplace|départ|révoqu(?:é|ée))\b"
)
# Words with a capital because a sentence or a day begins with them.
NEVER_FIRST = (
    *("Yesterday", "Today", "Tomorrow", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    *("The", "On", "In", "As", "At", "And", "When", "After", "Following", "Effective", "Our", "Its", "Hier", "Le"),
    *("La", "Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Aujourd'hui", "Ainsi", "Par", "Former", "Each", "Both"),
    *("Before", "Since", "Upon", "Congratulations", "Welcome", "Whether", "While", "Madame", "Monsieur", "Ancien"),
    *("Non-executive", "Non-Executive", "Co-founder", "Co-Founder", "Founder", "Finally", "Separately", "Meanwhile"),
)
# No word of anybody's name, wherever it stands.
OFFICES = (
    *("CEO", "CFO", "COO", "CTO", "CIO", "CMO", "CHRO", "CRO", "PDG", "DRH", "DAF", "VP", "SVP", "EVP"),
    *("Chief", "Officer", "Executive", "President", "Chairman", "Chairwoman", "Chairperson", "Chair", "Director"),
    *("Board", "Company", "Vice", "Managing", "Minister", "Partners", "Holdings", "Directeur", "Directrice"),
    *("Présidente", "Président", "Senior"),
)
# No part of somebody's name.
_NO_NAME = (
    "board directors director committee company chief officer officers executive president chairman chairwoman group"
    " inc corp corporation ltd limited plc llp bank university department ministry secretary vice manager general head"
    " firm council association compensation management conseil administration directeur llc directrice société groupe"
    " président présidente comité item section exhibit gmbh press release report fiscal year plan the new interim"
    " acting former each appoints names hires elects announces welcomes promotes seeks says adds picks veteran insider"
    " industry software enterprise appointed named joins leaves partners holdings capital technologies systems"
    " industries foods energy airport banque compagnie caisse fondation fédération agence institut université hôpital"
    " ville région musée chambre coopérative mutuelle assurances laboratoires foundation institute hospital museum"
    " college airlines airways hotels media insurance trust ceo cfo coo chair boss sons spokesman spokeswoman minister"
    " prime"
)
NO_NAME = frozenset(_NO_NAME.split())
