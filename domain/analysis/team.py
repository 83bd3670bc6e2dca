"""Our team at an account: roles that nobody plays or not enough, whom nobody covers, and who leads too much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..language import quoted, say
from .beside import Covering, Playing
from .phrases import named
from .study import Json, Study

_ACCOUNT = "organization"


def team(study: Study) -> Json:
    """`played`: who plays which role, to which degree, of how much is `asked`; `missing`: roles of the vocabulary that
    nobody plays; `uncovered`: units that an open opportunity concerns and people needed for one whom nobody covers,
    `only_account` where somebody covers no more than the account as a whole; `overloaded`: who leads too much."""
    return {
        "played": [_playing(study, one) for one in study.beside.team],
        "missing": [{"team_role": word, "label": label} for word, label in unplayed(study)],
        "uncovered": {"units": list(_units(study)), "people": list(_people(study))},
        "overloaded": list(_overloaded(study)),
    }


def unplayed(study: Study) -> Iterator[tuple[str, str]]:
    """Word and label of each role of the vocabulary that nobody plays."""
    played = {one.team_role for one in study.beside.team}
    labels = study.beside.words.labels("team_role")
    return ((word, label) for word, label in labels.items() if word not in played)


def _playing(study: Study, one: Playing) -> Json:
    settings = study.parameters.team
    asked = settings.degrees.get(one.team_role, settings.degree_from)
    label = study.beside.words.labels("team_role").get(one.team_role, one.team_role)
    return {
        **study.named(one.person),
        "team_role": one.team_role,
        "label": label,
        "degree": one.degree,
        "asked": asked,
        "below": one.degree is not None and one.degree < asked,
        "why": [one.fact],
    }


def _units(study: Study) -> Iterator[Json]:
    found: dict[str, list[str]] = defaultdict(list)
    for sale in study.sales:
        if sale.opportunity.unit in study.picture.unit:
            found[sale.opportunity.unit].append(sale.opportunity.id)
    for unit, sales in found.items():
        covering = study.beside.covering_unit(study.picture, unit)
        if not _covered(study, covering):
            said = {"unit": unit, "name": study.picture.unit[unit].name}
            yield {**said, **_because(study, sales), **_only(study, covering)}


def _people(study: Study) -> Iterator[Json]:
    found: dict[str, list[str]] = defaultdict(list)
    for sale in study.sales:
        for id in dict.fromkeys([*sale.deciders, *(need.person for need in sale.needed)]):
            found[id].append(sale.opportunity.id)
    for id in sorted(found, key=lambda id: (-study.importance(id), id)):
        covering = study.beside.covering(study.picture, id)
        if not _covered(study, covering) and not study.erased(id):
            yield {**study.named(id), **_because(study, found[id]), **_only(study, covering)}


def _covered(study: Study, covering: Iterable[Covering]) -> bool:
    return any(study.parameters.team.account_covers or one.covered[0] != _ACCOUNT for one in covering)


def _only(study: Study, covering: list[Covering]) -> Json:
    return {"only_account": bool(covering), **study.by(one.fact for one in covering)}


def _because(study: Study, sales: Iterable[str]) -> Json:
    """The opportunities that it is needed for."""
    names = {one.id: one.name for one in study.picture.opportunities}
    return {"needed_for": [{"opportunity": id, "name": names[id]} for id in sales]}


def _overloaded(study: Study) -> Iterator[Json]:
    most = study.parameters.team.leads_at_most
    for person, led in study.beside.leads.items():
        if len(led) > most:
            here = [one for one in study.beside.coverage if one.person == person and one.part == "lead"]
            yield {**study.named(person), "leads": len(led), "most": most, "why": [one.fact for one in here]}


def told(found: Json) -> list[str]:
    """In words, a line each."""
    lines = [say("{person}: {label}{degree}", person=_call(one), **_part(one)) for one in found["played"]]
    missing = ", ".join(one["label"] for one in found["missing"])
    lines += [say("Nobody plays: {roles}", roles=missing)] if missing else []
    gaps = [*found["uncovered"]["units"], *found["uncovered"]["people"]]
    lines += _uncovered(gaps)
    return lines + [_leading(one) for one in found["overloaded"]]


def _leading(one: Json) -> str:
    return say("{person} leads {leads}, more than {most}", person=_call(one), leads=one["leads"], most=one["most"])


def _part(one: Json) -> Json:
    return {"label": one["label"], "degree": _degree(one)}


def _degree(one: Json) -> str:
    if one["degree"] is None:
        return say(", to a degree that nobody told")
    asked = say(" where {asked:g} is asked", asked=one["asked"]) if one["below"] else ""
    return say(", {degree:g} of 10", degree=one["degree"]) + asked


def _uncovered(gaps: Iterable[Json]) -> list[str]:
    """A line for all whom the same is needed of."""
    found: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for one in gaps:
        sales = ", ".join(_sale(each) for each in one["needed_for"])
        found[one["only_account"], sales].append(str(one["name"] or one.get("unit") or one.get("person")))
    return [_gap(only, named(who), sales) for (only, sales), who in found.items()]


def _gap(only: bool, who: str, sales: str) -> str:
    if only:
        return say("Only the account as a whole is covered, not {people} ({sales})", people=who, sales=sales)
    return say("Nobody covers {people} ({sales})", people=who, sales=sales)


def _sale(one: Json) -> str:
    return quoted(one["name"] or one["opportunity"])


def _call(one: Json) -> str:
    return str(one["name"] or one["person"])
