"""From what somebody typed to the fact that it means, and from a refusal to the field that it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from domain.errors import InvalidFact, InvalidRequest, Refused
from domain.forms import new_subject_id

from ...http.parameters import LARGEST
from .edits import Asked, Edit

Json = dict[str, Any]
Typed = Mapping[str, str]
# As a person: the one who is introduced by the name that was typed.
NEW = "new"
_MOST_FIELDS = 40


def typed_in(body: bytes) -> dict[str, str]:
    """The fields of a form, each once and without space around it. Raises InvalidRequest."""
    try:
        said = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise InvalidRequest(f"expected a form of at most {_MOST_FIELDS} fields in UTF-8") from None
    return {name: values[-1].strip() for name, values in said.items()}


def position_in(typed: Typed, head: int) -> int:
    """The position of the page that the form was on. Raises InvalidRequest."""
    text = typed.get("seen", "")
    if not text.isdecimal() or len(text) > len(str(LARGEST)) or int(text) > head:
        raise InvalidRequest("expected the position of the page that the form was on", field="seen")
    return int(text)


def called(asked: str) -> str:
    """The field in which one types whom one looks for."""
    return f"{asked}_called"


def facts_of(edit: Edit, account: str, typed: Typed, current: Typed) -> list[Json]:
    """The fact, after whom it introduces. Raises InvalidFact naming the field."""
    about = {name: account if name == "organization" else typed.get(name, "") for name in edit.about}
    fact: Json = {"type": edit.type, **about}
    for asked in edit.asked:
        fact |= _stated(asked, typed.get(asked.name, ""), current.get(asked.name, ""), differs=edit.differs)
    if edit.differs and not fact.keys() - about.keys() - {"type"}:
        raise InvalidFact("choose what is other than it was", field=edit.asked[0].name)
    return _with_newcomers(edit, typed, fact | _envelope(typed))


def expected_of(edit: Edit, facts: list[Json], seen: int) -> dict[str, int]:
    """What must be as the writer saw it; who is introduced was not there."""
    *introduced, fact = facts
    new = {one["person"] for one in introduced}
    return {id: seen for name in edit.guarded if (id := fact.get(name)) and id not in new}


def errors_of(refused: Refused, edit: Edit) -> dict[str, str]:
    """The message by the field that it concerns; by nothing where the form has no such field."""
    field = (refused.field or "").partition(".")[0]
    shown = {asked.name for asked in edit.asked} | {"effective", "source"}
    newcomer = next((asked.name for asked in edit.asked if asked.new), "")
    return {newcomer if field == "name" and newcomer else field if field in shown else "": refused.detail}


def _stated(asked: Asked, said: str, was: str, *, differs: bool) -> Json:
    """Nothing where nothing was said, or, where only what differs counts, the same as before; null: cleared."""
    if differs and said == was:
        return {}
    if said:
        return {asked.name: _value(asked, said)}
    if asked.required:
        raise InvalidFact("choose whom you mean" if asked.kind == "person" else "required", field=asked.name)
    return {asked.name: None} if was else {}


def _value(asked: Asked, said: str) -> str | int | float:
    if asked.kind not in ("leaning", "score"):
        return said
    try:
        number = float(said.replace(",", "."))
    except ValueError:
        raise InvalidFact("expected a number", field=asked.name) from None
    return int(number) if number.is_integer() else number


def _envelope(typed: Typed) -> Json:
    sent: Json = {"id": typed["fact"]} if typed.get("fact") else {}
    day: Json = {"effective": typed["effective"] or None} if "effective" in typed else {}
    note: Json = {"source": {"note": typed["source"]}} if typed.get("source") else {}
    return sent | day | note


def _with_newcomers(edit: Edit, typed: Typed, fact: Json) -> list[Json]:
    introduced = []
    for asked in edit.asked:
        if asked.new and fact.get(asked.name) == NEW:
            fact[asked.name] = id = new_subject_id("person")
            introduced.append({"type": "person_introduced", "person": id, "name": typed.get(called(asked.name), "")})
    return [*introduced, fact]
