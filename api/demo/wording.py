"""The words in which a terminal tells dates, findings, changes and attitudes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]
_ATTITUDES = {-2: "against", -1: "rather against", 0: "undecided", 1: "rather for", 2: "for"}
_LISTED_UNDER = {
    "role": "roles",
    "roles": "roles",
    "person": "people",
    "people": "people",
    "other": "people",
    "unit": "units",
    "opportunity": "opportunities",
}
_COUNTED = {"units": "unit", "roles": "role", "opportunities": "open sale"}


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def written_date(date: str | None, unknown: str = "unknown") -> str:
    """A date as people write it: `[..2019]` is "by 2019", `[2019-03..2019-06]` is "2019-03 … 2019-06"."""
    if date is None:
        return unknown
    if match := re.fullmatch(r"\[(.*)\.\.(.*)\]", date):
        return f"{match[1]} … {match[2]}" if match[1] else f"by {match[2]}"
    return date


def attitude_in_words(attitude: float | None) -> str:
    return "" if attitude is None else _ATTITUDES.get(round(attitude), str(attitude))


def finding_in_words(entry: Json, answer: Json) -> str:
    """A finding or a rumor: what it is, whom and what it is about, since when."""
    if entry.get("sentence"):
        return str(entry["sentence"])
    kind = str(entry.get("kind") or entry.get("type") or "").replace("_", " ").capitalize()
    if detail := entry.get("property") or entry.get("buying_role"):
        kind += f" ({str(detail).replace('_', ' ')})"
    about = [name_in(answer, key, id) for key in _LISTED_UNDER for id in _listed(entry.get(key))]
    how_much = [counted(entry[key], noun) for key, noun in _COUNTED.items() if isinstance(entry.get(key), int)]
    return f"{kind}: {', '.join(how_much or about)}{_above(entry, answer)}{_when(entry)}"


def name_in(answer: Json, key: str, id: str) -> str:
    """What the answer calls the subject that a field of this name names; its id if it does not say."""
    entries = answer.get(_LISTED_UNDER[key]) or ()
    named: Json = next((entry for entry in entries if entry["id"] == id), {})
    return str(named.get("title") or named.get("name") or id)


def _above(entry: Json, answer: Json) -> str:
    """To whom the post reports, which is on the map no more or never was: its title is given beside it, if known."""
    id = entry.get("reports_to")
    return f", which reports to {answer.get('titles_elsewhere', {}).get(id, id)}" if id else ""


def sentence_of(change: Json) -> str:
    if change.get("sentence"):
        return str(change["sentence"])
    about = " ".join(str(change[part]) for part in ("kind", "subject", "property") if change.get(part))
    return f"{about}: {_value(change.get('before'))} → {_value(change.get('after'))}"


def _when(entry: Json) -> str:
    if entry.get("since"):
        return f", since {written_date(entry['since'])}"
    return f", {written_date(entry['effective'])}" if entry.get("effective") else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _value(value: Any) -> str:
    return "nothing" if value is None else str(value)
