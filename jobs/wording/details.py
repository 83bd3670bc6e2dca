"""What a sentence tells beside who and which role: where, since when, after whom, from where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jobs.sources.entries import Kind, cut

from .cues import (
    ANNOUNCED,
    AT_ONCE,
    AT_WHICH,
    FORMERLY,
    FUNCTIONS,
    IN_A_MONTH,
    INTERIM,
    NO_POST,
    NO_ROLE,
    NO_WHOLE,
    ON_A_DAY,
    ORG_ENDS,
    ROLE_ENDS,
    STARTS,
    SUCCEEDS,
    TITLE_ENDS,
    WHERE,
    WHERE_BODY,
)
from .dates import DATE, SHORT_DATE, read_date, read_near
from .names import PERSON, bare, is_name
from .organizations import organization_in
from .pieces import Rule
from .posts import is_post

_ORG = r"[A-ZÀ-ÖØ-Þ0-9][^,;()]{1,100}?"
_OF_ANOTHER_DAY = (
    r"(?!,? (?:[^.]|\b[A-Z]\.|\b(?:Mr|Ms|Mrs|Dr|Inc|Corp|Co|Ltd)\.){0,160}\b(?:announced|elected"
    r"|appointed|named|notified|"
    r"informed|advised|resolved|approved|decided|tendered|submitted|delivered|accepted|received|agreed"
    r"|promoted|réuni|a annoncé|a décidé|a nommé|a élu|a désigné|a coopté)\b)"
)
_ARTICLES = re.compile(
    r"^(?:(?:the|its|a|an|new|next|our|current|Company's|Bank's|Group's|[a-z]+'s|le|la|l'|du|de la|son|sa"
    r"|nouveau|nouvelle) ?\b)+\s*"
)
# Directors of something are each a director of it; a Board of Directors is one.
_OF_SEVERAL = re.compile(r"^((?:(?! of | in | at )[^,])*?[^s\s])s(?= of\b| in\b| at\b|$)")
_OURSELVES = re.compile(
    r"(?<!member)\s+(?:of (?:the|our)|du|de la|de l') ?(?:(?:combined|enlarged) )?(?:firm|company|corporation|group"
    r"|bank|board|groupe|société|entreprise)(?: (?:de |d')[a-zà-ÿ' -]+)?$",
    re.IGNORECASE,
)
_LEGAL = re.compile(r"\b(?:inc|corp|plc|ltd|limited|llc|sa|s\.a\.|ag|se|gmbh|nv|n\.v\.|spa|sas|group|groupe)\.?$", re.I)
_OF = re.compile(r"^(?P<role>.+?) (?:of|de|du|d') ?(?!Directors\b|Trustees\b)(?P<org>[A-ZÀ-ÖØ-Þ][^,;]{1,100})$")


@dataclass(frozen=True, kw_only=True)
class Details:
    kind: Kind
    role: str | None
    organization: str | None
    starts: str | None
    announced: str | None
    predecessor: str | None
    previous_role: str | None
    previous_organization: str | None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def details_of(rule: Rule, found: re.Match[str], words: str, published: str | None, *, several: bool) -> Details | None:
    """None where what stands in the place of a role or an organization cannot be one."""
    groups = found.groupdict()
    role, organization = _role_and_place(rule, groups.get("role"), groups.get("org"), several)
    if groups.get("role") and (not role or not is_post(role) or _pattern(NO_ROLE).search(role)):
        return None
    role, interim = _without_interim(role)
    announced = _announced(words)
    previous = (None, None) if rule.way == "left" else _previous(words, groups.get("aside"))
    return Details(
        kind="interim" if interim and rule.way == "joined" else rule.way,
        role=role,
        organization=organization or _place(rule, words, found),
        starts=_starts(words, words.partition(found[0])[2], announced or published),
        announced=announced,
        predecessor=_named(groups.get("gone")) or predecessor(words),
        previous_role=previous[0],
        previous_organization=previous[1],
    )


def _role_and_place(rule: Rule, said: str | None, org: str | None, several: bool) -> tuple[str | None, str | None]:
    organization = organization_in(org)
    role = _OURSELVES.sub("", _ARTICLES.sub("", _first(rule, said or "")).strip(" ,.:")) or None
    if role and (place := _OF.match(role)) and _LEGAL.search(place["org"]):
        role, organization = place["role"], organization or organization_in(place["org"])
    return cut(_OF_SEVERAL.sub(r"\1", role) if role and several else role), organization


def _first(rule: Rule, role: str) -> str:
    """What comes before a date, a predecessor or a place."""
    found = _pattern(TITLE_ENDS if rule.where == "title" else ROLE_ENDS).search(role)
    return role[: found.start()] if found and found.start() > 1 else role


def _without_interim(role: str | None) -> tuple[str | None, bool]:
    bare_role = _pattern(INTERIM).sub("", role) if role else role
    return bare_role or role, bare_role != role


def _place(rule: Rule, words: str, found: re.Match[str]) -> str | None:
    """Right after the role; of a title, whose role is all the rest, within that."""
    pattern = _pattern(rf",? {WHERE_BODY if '{board}' in rule.pattern else WHERE}(?P<org>{_ORG}){ORG_ENDS}")
    if rule.where == "title":
        place = pattern.search(words, found.start("role")) if "role" in found.groupdict() else None
    else:
        place = pattern.match(words, found.end())
    return organization_in(place["org"]) if place else None


def _starts(words: str, behind: str, today: str | None) -> str | None:
    """What stands behind all that is told of a move is its day rather than what stands before."""
    if (day := _day_first(words) or _day_after(STARTS, words, today)) is not None:
        return day
    if _pattern(f"(?i:{AT_ONCE})").search(words):
        return today
    return (
        _day_after(IN_A_MONTH, behind, None) or _day_after(ON_A_DAY, behind, today) or _day_after(ON_A_DAY, words, None)
    )


def _day_first(words: str) -> str | None:
    """`Effective March 2, 2026, the Board appointed …`: it is in force from that day whenever it was decided."""
    found = _pattern(rf"^\W*(?:\([a-f]\) )?(?i:effective(?: as of| on| from)?) (?P<date>(?i:{DATE})),").match(words)
    return read_date(found["date"]) if found else None


def _day_after(said: str, words: str, today: str | None) -> str | None:
    """Without a year only where it is known when it was said."""
    dates = f"{DATE}|{SHORT_DATE}" if today else DATE
    found = _pattern(rf"\b(?i:{said})(?P<date>(?i:{dates})){_OF_ANOTHER_DAY}").search(words)
    return (read_date(found["date"]) or read_near(found["date"], today)) if found else None


def _announced(words: str) -> str | None:
    one, other = ANNOUNCED.split("|\\bannounced")
    for text in (one, "\\bannounced" + other):
        if said := _pattern("(?i)" + text.replace("{date}", f"(?P<date>{DATE})")).search(words):
            return read_date(said["date"])
    return None


def predecessor(words: str) -> str | None:
    """Whom a sentence says somebody comes after."""
    found = _pattern(rf"(?i:{SUCCEEDS}|en remplacement d')(?P<gone>{PERSON})").search(words)
    return _named(found["gone"]) if found else None


def _named(gone: str | None) -> str | None:
    return bare(gone) if gone and is_name(gone) else None


def _previous(words: str, aside: str | None) -> tuple[str | None, str | None]:
    """(role, organization) held before a post was taken; what stands between commas after a name is the post so far."""
    if aside and not _pattern(NO_POST).match(aside):
        return _split(re.sub(r"^(?:(?:current|former|previous)(?:ly)? |ex-)", "", aside))
    found = _pattern(rf"(?i:{FORMERLY})(?P<rest>[^.;]{{3,160}}?)(?=[.;,)]|$)").search(words)
    if found is None or _pattern(NO_POST).match(found["rest"]) or _of_another(words[: found.start()]):
        return None, None
    return _split(found["rest"])


def _of_another(before: str) -> bool:
    return _pattern(rf"(?i:{SUCCEEDS})|\breporting to\b").search(before) is not None


def _split(said: str) -> tuple[str | None, str | None]:
    said = re.sub(r"\s*\([^)]*\)", "", said)
    parts = _pattern(rf"^(?P<role>.+?){AT_WHICH}(?!{NO_WHOLE}|{FUNCTIONS})(?P<org>[A-ZÀ-ÖØ-Þ][^,;]+)$").match(said)
    return (cut(_ARTICLES.sub("", parts["role"])), cut(parts["org"])) if parts else (cut(_ARTICLES.sub("", said)), None)
