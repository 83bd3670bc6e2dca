"""From what somebody typed to the fact that it means, and from a refusal to the field that it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.errors import InvalidFact, InvalidRequest, Refused
from domain.facts import REGISTRY
from domain.forms import new_subject_id
from domain.language import say

from ...http.parameters import LARGEST
from .edits import Asked, Edit

Json = dict[str, Any]
Typed = Mapping[str, str]
# As a person: the one who is introduced by the name that was typed.
NEW = "new"
# What every form asks for: the day, exact or in the other forms that dates have, how sure, from where, in whose eyes.
ENVELOPE = ("effective", "when", "certainty", "source", "by")


def position_in(typed: Typed, head: int) -> int:
    """The position of the page that the form was on. Raises InvalidRequest."""
    text = typed.get("seen", "")
    if not text.isdecimal() or len(text) > len(str(LARGEST)) or int(text) > head:
        raise InvalidRequest(say("expected the position of the page that the form was on"), field="seen")
    return int(text)


def called(asked: str) -> str:
    """The field in which one types whom one looks for."""
    return f"{asked}_called"


def about_of(edit: Edit, account: str, typed: Typed) -> dict[str, str]:
    """What the fact is about, by field; what is not given is left out."""
    given = {name: account if name == "organization" else typed.get(name, "") for name in edit.about}
    named = [(name, id) for name, id in given.items() if id]
    return dict(named[:1] if edit.one else named)


def subjects_of(edit: Edit, account: str, typed: Typed) -> list[tuple[str, str]]:
    """(kind, id) of what it is about, the account left out."""
    refs = REGISTRY[edit.type].refs
    kinds = {name: name if edit.one else refs.get(name) for name in edit.about}
    about = about_of(edit, account, typed)
    return [(kind, about.get(name, "")) for name, kind in kinds.items() if kind and _told(edit, name, about)]


def fact_of(edit: Edit, account: str, typed: Typed, current: Typed) -> Json:
    """The fact as it is sent. Raises InvalidFact naming the field."""
    about = about_of(edit, account, typed)
    inside = REGISTRY[edit.type].subject == "about"
    fact: Json = {"type": edit.type, **({"about": about} if inside else about)}
    before = len(fact)
    for asked in edit.asked:
        if asked.within:
            fact[asked.within] = fact.get(asked.within, {}) | _stated(
                asked, typed.get(asked.name, ""), "", differs=False
            )
        elif not asked.beside:
            fact |= _stated(asked, typed.get(asked.name, ""), current.get(asked.name, ""), differs=edit.differs)
    if edit.differs and len(fact) == before:
        raise InvalidFact(say("this is known already: change something"), field=edit.asked[0].name)
    own: Json = {"id": typed["fact"]} if typed.get("fact") else {}
    by: Json = {"by": typed["by"]} if edit.assessed and typed.get("by") else {}
    return fact | own | by | envelope_of(typed)


def envelope_of(typed: Typed) -> Json:
    """Since when, how sure and from where, as far as the form says."""
    sure: Json = {"certainty": typed["certainty"]} if typed.get("certainty") else {}
    note: Json = {"source": {"note": typed["source"]}} if typed.get("source") else {}
    return _date(typed) | sure | note


def newcomers(edit: Edit, typed: Typed, fact: Json) -> list[Json]:
    """Whom the fact introduces; it names them by their new ids from then on."""
    introduced = []
    for asked in edit.asked:
        if asked.new and fact.get(asked.name) == NEW:
            fact[asked.name] = id = new_subject_id("person")
            introduced.append({"type": "person_introduced", "person": id, "name": typed.get(called(asked.name), "")})
    return introduced


def expected_of(edit: Edit, facts: list[Json], seen: int) -> dict[str, int]:
    """What must be as the writer saw it; who is introduced was not there."""
    new = {one["person"] for one in facts if one["type"] == "person_introduced"}
    guarded = {id for fact in facts for name in edit.guarded for id in _ids(fact.get(name))}
    return dict.fromkeys(sorted(guarded - new), seen)


def errors_of(refused: Refused, edit: Edit, typed: Typed) -> dict[str, str]:
    """The message by the field that it concerns; by nothing where the form has no such field."""
    field = (refused.field or "").partition(".")[0].partition("[")[0]
    shown = {asked.name for asked in edit.asked} | {*ENVELOPE, "ends"}
    newcomer = next((asked.name for asked in edit.asked if asked.new), "")
    if field == "effective" and typed.get("when"):
        return {"when": refused.detail}
    return {newcomer if field == "name" and newcomer else field if field in shown else "": refused.detail}


def _told(edit: Edit, name: str, about: Mapping[str, str]) -> bool:
    return name != "organization" and (not edit.one or name in about)


def _ids(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _stated(asked: Asked, said: str, was: str, *, differs: bool) -> Json:
    """Nothing where nothing was said, or, where only what differs counts, the same as before; null: cleared."""
    if differs and said == was:
        return {}
    if said:
        value = _value(asked, said)
        return {asked.name: [value] if asked.listed else value}
    if asked.required:
        raise InvalidFact(say("choose whom you mean" if asked.kind == "person" else "required"), field=asked.name)
    return {asked.name: None} if was else {}


def _value(asked: Asked, said: str) -> str | int | float:
    if asked.kind not in ("leaning", "score", "share"):
        return said
    try:
        number = float(said.replace(",", "."))
    except ValueError:
        raise InvalidFact(say("expected a number"), field=asked.name) from None
    return int(number) if number.is_integer() else number


def _date(typed: Typed) -> Json:
    """The day of the calendar, unless another form of a date was typed or nobody knows it."""
    if typed.get("undated"):
        return {"effective": None}
    if typed.get("when"):
        return {"effective": typed["when"]}
    return {"effective": typed["effective"] or None} if "effective" in typed else {}
