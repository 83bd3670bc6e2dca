"""What a fact says, in one sentence. A type without words of its own is told by its name and what it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import UNSET

from domain.facts import Fact
from domain.language import marked, plain, say, say_with, when
from domain.nominations import CALLED, NominationAccepted, NominationMatched, NominationReported

from .phrases import Call, field, listed, naming, sentence

WORDS = {
    "organization_registered": "{organization} became known",
    "organization_described": "{organization} was described: {stated}",
    "organizations_related": "{other} became {relation} of {organization}",
    "organizations_unrelated": "{other} ceased to be {relation} of {organization}",
    "organization_restructured": "{originals} became {results} by {kind}",
    "organization_closed": "{organization} was closed",
    "account_opened": "{organization} became an account",
    "account_closed": "{organization} ceased to be an account",
    "account_assessed": "the account {organization} was assessed: {stated}",
    "unit_defined": "the unit {unit} was defined",
    "unit_restructured": "the unit {unit} was restructured: {stated}",
    "unit_closed": "the unit {unit} was closed",
    "role_defined": "the role {role} was defined",
    "role_restructured": "the role {role} was restructured: {stated}",
    "role_closed": "the role {role} was closed{succeeded}",
    "person_introduced": "{person} became known",
    "person_described": "{person} was described: {stated}",
    "person_took_role": "{person} became {role}{unusual}{leaving}",
    "person_left_role": "{person} left as {role}",
    "power_assessed": "the power of {person} as {role} was assessed at {power}",
    "job_crafted": "what {person} makes of {role} was described: {stated}",
    "link_rated": "the link of {person} and {other} was rated",
    "link_ended": "the link of {person} and {other} ended",
    "opportunity_opened": "the opportunity {opportunity} was opened",
    "opportunity_changed": "the opportunity {opportunity} changed: {stated}",
    "opportunity_closed": "the opportunity {opportunity} was {outcome}",
    "buying_role_assigned": "{person} became {buying_role} in {opportunity}",
    "buying_role_ended": "{person} ceased to be {buying_role} in {opportunity}",
    "attitude_changed": "the attitude of {person} to {opportunity} was assessed at {attitude}",
    "note_added": "a note was added about {about}",
    "nomination_reported": "a nomination was reported by {feed}{meant}",
    "nomination_withdrawn": "a nomination was withdrawn",
    "nomination_matched": "a nomination was matched{meant}",
    "nomination_accepted": "a nomination was accepted{meant}",
    "nomination_rejected": "a nomination was rejected",
    "alert_raised": "an alert was raised: {rule}",
    "alert_revised": "an alert was revised: {stated}",
    "alert_retracted": "an alert was retracted",
    "alert_reminded": "an alert was due",
    "alert_acknowledged": "an alert was acknowledged",
    "alert_snoozed": "an alert was put off until {until}",
    "alert_assigned": "an alert was assigned to {person}",
    "alert_commented": "an alert was commented",
    "coverage_assigned": "{person} came to cover {subject} ({part})",
    "coverage_ended": "{person} ceased to cover {subject} ({part})",
    "contact_rule_set": "{subject} came to be addressed through {through}",
    "contact_rule_ended": "{subject} ceased to be addressed through {through}",
    "culture_assessed": "the culture of {subject} was assessed",
    "team_role_played": "{person} came to play the role of {team_role} in the team at {organization}",
    "team_role_ended": "{person} ceased to play the role of {team_role} in the team at {organization}",
    "action_planned": "an action was planned: {objective}",
    "action_changed": "an action changed: {stated}",
    "action_done": "an action was done: {observed}",
    "interaction_recorded": "{people} met by {channel}",
    "person_records_merged": "the record {duplicate} was merged into that of {kept}",
    "person_records_unmerged": "the record {duplicate} was parted from that of {kept}",
    "organization_records_merged": "the record {duplicate} was merged into that of {kept}",
    "organization_records_unmerged": "the record {duplicate} was parted from that of {kept}",
    "alias_recorded": "{named} is also called {alias}",
}
_ANY = marked("{type}: {named}")
# Where a fact states nothing else.
ALONE = {
    ("role_restructured", "reports_to"): "the role {role} came to report to {reports_to}",
    ("role_restructured", "unit"): "the role {role} came into the unit {unit}",
    ("role_restructured", "title"): "a role came to be called {title}",
    ("unit_restructured", "name"): "a unit came to be called {name}",
    ("unit_restructured", "parent"): "the unit {unit} became part of {parent}",
}
CLEARED = {
    ("role_restructured", "reports_to"): "the role {role} came to report to nobody",
    ("role_restructured", "unit"): "the role {role} came to stand outside any unit",
    ("unit_restructured", "parent"): "the unit {unit} ceased to be part of another",
}
_ANNOUNCED = ("person_name", "role_title", "organization_name")
_CERTAINTY = {"rumored": marked("it is rumored that {clause}"), "probable": marked("probably, {clause}")}


def told(fact: Fact, call: Call, *, hidden: frozenset[str] = frozenset()) -> str:
    """`Jane Roe became Chief Financial Officer on 2026-03-01.` Fields that are `hidden` are not told of."""
    words = _Words(_words(fact, call, hidden))
    clause = say_with(_wording(fact), words) + when(fact.effective)
    return sentence(say(_CERTAINTY[fact.certainty], clause=clause) if fact.certainty in _CERTAINTY else clause)


def _wording(fact: Fact) -> str:
    stated = [name for name in fact.tags if name != fact.subject and getattr(fact, name) is not UNSET]
    usual = WORDS.get(fact.type, _ANY)
    if len(stated) != 1:
        return usual
    words = ALONE if getattr(fact, stated[0]) is not None else CLEARED
    return words.get((fact.type, stated[0]), usual)


class _Words(dict[str, str]):
    def __missing__(self, name: str) -> str:
        """A value that was erased since."""
        return say("an erased {field}", field=field(name))


def _words(fact: Fact, call: Call, hidden: frozenset[str]) -> Mapping[str, str]:
    own = {name: getattr(fact, name) for name in fact.tags if getattr(fact, name) is not UNSET}
    words = {name: _word(fact, name, value, call) for name, value in own.items() if name not in hidden}
    stated = [field(name) for name in words if name != fact.subject and fact.refs.get(name) != "person"]
    named = [call(kind, id) for kind, id in fact.named if kind != "fact"]
    about = {"named": listed(named), "subject": listed(named[:1])}
    kind = getattr(fact, "tenure_kind", "permanent")
    told = {"type": field(fact.type), **about, "stated": listed(stated) or say("other fields")}
    told |= {"unusual": "" if kind == "permanent" else f" ({plain(kind)})", "meant": _meant(fact, call, words)}
    succeeded, leaving = (words[name] if getattr(fact, name, None) else "" for name in ("successors", "leaves"))
    told |= {"succeeded": say(", succeeded by {roles}", roles=succeeded) if succeeded else ""}
    told |= {"leaving": say(" and left as {roles}", roles=leaving) if leaving else ""}
    return {**told, **words}


def _meant(fact: Fact, call: Call, words: Mapping[str, str]) -> str:
    """Whom and what an announcement names; once it is matched, what it means or may mean in the first place."""
    if isinstance(fact, NominationReported):
        names = [words[name] for name in _ANNOUNCED if name in words]
    elif isinstance(fact, NominationAccepted) or (isinstance(fact, NominationMatched) and "candidates" in words):
        first = dict(reversed(fact.named))
        names = [call(kind, first[kind]) for kind in CALLED if kind in first]
    else:
        return ""
    return f" ({', '.join(names)})" if names else ""


def _word(fact: Fact, name: str, value: Any, call: Call) -> str:
    if name == "about":
        return listed(call(kind, id) for kind, id in value.items())
    kind = fact.refs.get(name) or naming(name)
    given = value if isinstance(value, tuple) else (value,)
    return listed(plain(str(one)) if kind is None or one is None else call(kind, str(one)) for one in given)
