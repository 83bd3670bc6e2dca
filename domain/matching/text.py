"""Text folded for comparing: what people write differently without meaning anything else by it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import ParamSpec, TypeVar

from anyascii import anyascii

_APOSTROPHES = re.compile("['\"`\u00b4\u02bc\u2018\u2019\u201c\u201d]")
_APART = re.compile(r"[^0-9A-Za-z]+")
# In the order in which they are applied. Each pair is heard alike somewhere, so that it only ever widens what is found.
_SPELLINGS = (
    ("ae", "e"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("ph", "f"), ("tsch", "c"), ("sch", "s"), ("tch", "c"),
    ("ck", "k"), ("kh", "h"), ("zh", "z"), ("th", "t"), ("ks", "x"), ("y", "i"), ("j", "i"), ("w", "v"), ("q", "k"),
)  # fmt: skip
# Greek writes some sounds with two letters; the passport's spelling of them.
_GREEK_LETTERS = re.compile("[\u0391-\u03c9]")
_GREEK = tuple(
    (re.compile(written, re.IGNORECASE), heard)
    for written, heard in (
        ("\u03bf\u03c5", "ou"),
        (r"\b\u03bc\u03c0", "b"),
        (r"\b\u03bd\u03c4", "d"),
        (r"\b\u03b3\u03ba", "g"),
        ("\u03b3\u03b3", "ng"),
        ("(?<=[\u03b1\u03b5])\u03c5(?=[\u03b1-\u03c9])", "v"),
    )
)
_HAN = re.compile("(?<![\u4e00-\u9fff])([\u4e00-\u9fff])([\u4e00-\u9fff]{1,2})(?![\u4e00-\u9fff])")
_DOUBLED = re.compile(r"(.)\1+")

_Asked = ParamSpec("_Asked")
_Found = TypeVar("_Found")
_forgetting: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[_Asked, _Found]], Callable[_Asked, _Found]]:
    """Keeps what a rule makes of texts, the last so many, until `forget_texts`."""

    def remembering(rule: Callable[_Asked, _Found]) -> Callable[_Asked, _Found]:
        kept = lru_cache(maxsize=most)(rule)
        _forgetting.append(kept.cache_clear)
        return kept  # type: ignore[return-value]

    return remembering


def forget_texts() -> None:
    """Of all workspaces: somebody was erased, and texts may be theirs."""
    for forget in _forgetting:
        forget()


@remembered(100_000)
def fold(text: str) -> str:
    """Lower-case Latin letters, digits and single blanks: accents, scripts and punctuation taken away."""
    return " ".join(_APART.sub(" ", latin(text)).lower().split())


@remembered(100_000)
def latin(text: str) -> str:
    """The text in ASCII letters with its punctuation and case; apostrophes are left out, for they join."""
    plain = _APOSTROPHES.sub("", unescape(text))
    if plain.isascii():
        return plain
    parted = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    for written, heard in _GREEK if _GREEK_LETTERS.search(bare) else ():
        bare = written.sub(heard, bare)
    return anyascii(bare)


def family_apart(name: str) -> str:
    """A name in Chinese characters: the first is the family's, as all in capitals says."""
    return name if name.isascii() else _HAN.sub(_in_two, name)


def _in_two(run: re.Match[str]) -> str:
    return f" {anyascii(run[1]).upper()} {anyascii(run[2]).capitalize()} "


@remembered(200_000)
def loose(word: str) -> str:
    """What spellings of one word have in common: "Mueller" and "Müller", "Sergey" and "Sergei"."""
    for written, heard in _SPELLINGS:
        word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", word)
