"""A sentence or title as rules can be written for it: one apostrophe, names without what is no part of them."""

from __future__ import annotations

import re

_POST_NOMINALS = (
    r"(?:M\.?D|Ph\.?D|D\.?Phil|M\.?B\.?A|J\.?D|LL\.?M|R\.?N|C\.?P\.?A|C\.?F\.?A"
    r"|F?ACA|F?ACCA|FCA|Esq|[OCM]BE|[KQ]C|MP|FRS)\b\.?"
)
_AGE = r", (?:age |aged |âgée? de )?\d{2}(?: ans)?"
_GOES_ON = (
    "and|et|has|have|had|was|were|is|are|will|appointed|named|to|as|joins|becomes|takes|succeeds|replaces|steps"
    "|leaves|retires"
    "|resigned|resigns|est|a|ont|sera|rejoint|quitte|quittera|succède|remplace|prend|prendra|devient|assure|cesse|part"
)
_ALWAYS = (
    (re.compile("[\u2018\u2019\u02bc`]"), "'"),
    (re.compile("[\u2010\u2011]"), "-"),
    # `(the "Company")`, `(NYSE: ACM)`, and what somebody is called for short.
    (re.compile(r"(?<=\S) \((?:the |a |collectively|[\"“«]|[A-Za-z ]{2,25}: ?[A-Z0-9])[^()]{0,80}\)"), ""),
    (re.compile(r"(?<=\w) (?:[\"“][A-Z][\w-]+[\"”]|\([A-Z][a-z]+\))(?= [A-Z])"), ""),
    (re.compile(r"\bMadame (?=[A-Z])"), "Mme "),
    (re.compile(r"\bMonsieur (?=[A-Z])"), "M. "),
    (re.compile(r"\b(?:[Tt]he )?(?:Rt\.? Hon\.?|Right Hono(?:u)?rable|Hon\.) (?:the )?(?=[A-Z])"), ""),
    (re.compile(r"\b(?:(?:Lt|Maj|Brig)\. )?(?:Gen|Adm|Col|Capt)\. (?:\([Rr]et\.?\) )?(?=[A-Z])"), ""),
    (re.compile(r"(?<=\w) \((?:(?:age |aged )?\d{2}(?: ans)?|ex-[^()]{2,60})\)"), ""),
    # How old somebody is, between commas that may be about that alone.
    (re.compile(rf"(?<=\w){_AGE},(?= (?:{_GOES_ON})\b)"), ""),
    (re.compile(rf"(?<=\w){_AGE}(?=,)"), ""),
    (re.compile(r"(?<=\w), (?=(?:Jr|Sr)\b|I{2,3}\b|IV\b)"), " "),
    (re.compile(rf"(?<=\w),? {_POST_NOMINALS}(?:, {_POST_NOMINALS})*(?:,(?= (?:{_GOES_ON})\b))?"), ""),
)
_SHORT = frozenset(
    (
        *("CEO", "CFO", "COO", "CTO", "CIO", "CMO", "CHRO", "PDG", "DRH", "DAF", "VP", "SVP", "EVP", "UK", "US", "SA"),
        *("AG", "SE", "PLC", "LLC", "HR", "IT", "EMEA", "APAC", "II", "III", "R&D", "EU", "SAS", "NV", "BV"),
    )
)
_SMALL = frozenset(("AS", "TO", "OF", "AND", "THE", "FOR", "AT", "DE", "DU", "DES", "LA", "LE", "ET", "VON", "VAN"))


def simplified(words: str) -> str:
    for pattern, instead in _ALWAYS:
        words = pattern.sub(instead, words)
    return words


def in_small_letters(title: str) -> str:
    """A headline all in capitals as others are written; acronyms that are known stay."""
    if not title.isupper() or " " not in title:
        return title
    return re.sub(r"[^\s,;:()/]+", lambda word: _cased(word[0]), title)


def _cased(word: str) -> str:
    if word in _SHORT:
        return word
    return word.lower() if word in _SMALL else re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
