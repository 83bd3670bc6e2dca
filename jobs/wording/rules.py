"""The rules, as data. A rule that is added comes with its examples in tests/jobs/feeds/wording.py.

Placeholders: {person} a full name, {shortest} the same with a role right behind it, {people} several, {role}, {office}
one of the posts that stand before a name, {direction} one that French names by what it directs, {board} a body one sits
on, {org}, {there} the same at the end of a rule, {aside} what stands between commas after a name, {gone} the name of a
predecessor, {date}. `(?P<...>)` is not written here: each placeholder is a group of its own name. A rule for titles has
to fit the whole title, and the first that fits wins. Rules for sentences are searched for; where two read the same
words the first wins.
"""

from __future__ import annotations

from .phrases import PHRASES
from .pieces import A_POST_FR, ITS_EN, POST_FR, Rule
from .sentences import SENTENCES
from .titles import TITLES

RULES = (*TITLES, *SENTENCES, *PHRASES)

# What goes on behind another rule, the same way.
ANOTHER = {
    "en": Rule("en-and-another", "en", "sentence", "joined", f" ?and {{person}} (?:as|to){ITS_EN} {{role}}"),
    "fr": Rule("fr-and-another", "fr", "sentence", "joined", f" ?et {{person}},? {POST_FR}{A_POST_FR}{{role}}"),
}

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
         f"{{person}}{{aside}} (?:quitte|quittera|a quitté|cesse|cessera){_POST_OR_PLACE} {{day}}"),
    Rule("fr-day-joined", "fr", "sentence", "joined",
         "{person}{aside} (?:rejoint|rejoindra|prend|prendra|a pris|débute|débutera)"
         f"{_POST_OR_PLACE} {{day}}"),
)  # fmt: skip
