"""`incumbent fit`: which of our colleagues fit a person or an account, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Annotated, Any

import typer

from domain.encounters.parameters import fit_parameters_of
from projections.encounters.fitting import Asked, account_fit, person_fit
from projections.phrases import listed

from .encounters import OfPerson, Whom
from .options import Facts, Reach, Scope
from .reading import Answer, Reading, in_lines, reads, with_facts

Json = dict[str, Any]
Parameters = Annotated[str | None, typer.Option(help='What each part counts: {"link": 5, "load": 0}.')]
Limit = Annotated[int, typer.Option(min=1, max=200, help="How many colleagues at most.")]


@reads
def fit(
    at: Reading,
    whom: Whom,
    person: OfPerson = False,
    parameters: Parameters = None,
    limit: Limit = 10,
    why: Facts = False,
    scope: Scope = Reach.ACCOUNT,
) -> Answer:
    """Show which of our colleagues fit a person or an account, the best first, part by part with the reasons."""
    asked = Asked(fit_parameters_of(parameters), limit, restricted=True, why=why)
    of_account = at.tenant.ledger.knows("organization", whom) and not person
    found = partial(account_fit, group=scope is Reach.GROUP) if of_account else person_fit
    return with_facts(at, found(at.tenant, whom, at.moment, asked), in_lines(_lines), why=why)


def _lines(answer: Json) -> Iterable[str]:
    yield f"Something speaks for {answer['fitting']} of {answer['considered']} colleagues"
    for one in answer["colleagues"]:
        barred = ", but contact rules leave them nobody to address" if one.get("barred") else ""
        yield f"{_name(one)}: {one['sum']:g}{barred}"
        for part in one["parts"]:
            about = f", {part['people']} people" if part.get("people", 1) > 1 else ""
            yield f"  {part['part']} {part['adds']:+g} ({part['value']:g} x {part['weight']:g}{about})"
            yield from (f"    {_reason(reason)}" for reason in part["reasons"])


def _reason(one: Json) -> str:
    about = f"{_name(one['about'])}: " if "about" in one else ""
    return about + next(say_of(one) for name, say_of in _SAYING.items() if name in one)


def _covered(one: Json) -> str:
    what = one["covered"]["name"] or one["covered"]["id"]
    return f"covers {what}" if one["covers_as"] == "covers" else f"{one['covers_as']} of {what}"


def _near(one: Json) -> str:
    return f"through {_name(one['through'])} (ours: {_link(one['link'])}; then: {_link(one['step'])})"


def _common(one: Json) -> str:
    fields = one["in_common"].items()
    return "; ".join(f"{name.removeprefix('attributes.')}: {listed(items)}" for name, items in fields)


def _past(one: Json) -> str:
    places = listed(place["organization_name"] or place["organization"] for place in one["at"])
    return f"{'worked' if one['value'] == 1 else 'perhaps worked'} together at {places}"


def _link(one: Json) -> str:
    said = [f"{name} {one[name]:g}" for name in ("tone", "strength") if name in one]
    return ", ".join([one["kind"].replace("_", " "), *said])


_SAYING: dict[str, Callable[[Json], str]] = {
    "through": _near,
    "at": _past,
    "in_common": _common,
    "covered": _covered,
    "only_through": lambda one: f"to be addressed only through {_name(one['only_through'])}",
    "through_ours": lambda one: f"to be addressed through {_name(one['through_ours'])}",
    "coverages": lambda one: f"covers {one['coverages']} already",
    "link": lambda one: _link(one["link"]),
}


def _name(one: Json) -> str:
    return str(one["name"] or one["person"])
