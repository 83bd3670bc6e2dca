"""Text of strangers made fit for documents that other programs read."""

from __future__ import annotations

import unicodedata

# They reorder what stands beside them, in a picture or a terminal as well as in a source.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def legal(text: str) -> str:
    """Without what XML 1.0 cannot hold (its production Char), and without other controls; line ends become blanks."""
    return "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_legal(char))


def shown(text: str) -> str:
    """As `legal`, for a picture: without marks that turn the direction of what stands beside, and not empty."""
    return "".join(char for char in legal(text) if char not in _REORDERING).strip() or "…"


def _is_legal(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs", "Cn") and char not in "\ufffe\uffff"
