"""`incumbent organization`: what is known of a company on a date, whether or not we sell to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from domain.language import when
from projections.organization_reads import organization as organization_of
from projections.phrases import field, listed, mixed, value

from .options import Why
from .printing import out, plain_table, say
from .reading import Answer, Reading, reads

Json = dict[str, Any]
Organization = Annotated[str, typer.Argument(metavar="ORGANIZATION", help="The id of an organization.")]


@reads
def organization(at: Reading, id: Organization, why: Why = False) -> Answer:
    """Show what is said of an organization on a date: its values, its culture, its network, what became of it."""
    return organization_of(at.tenant, id, at.moment, why), _show


def _show(answer: Json) -> None:
    say(f"{answer['name'] or answer['id']}{', that is us' if answer['ours'] else ''}, as of {answer['as_of']}")
    table = plain_table("what", "is", "since")
    for row in (*_values(answer), *_culture(answer), *_network(answer), *_past(answer)):
        table.add_row(*row)
    out.print(table)


Row = tuple[str, str, str]


def _values(answer: Json) -> Iterator[Row]:
    account = answer["account"]
    if account is not None:
        yield "account", account["status"], account["since"] or "unknown"
    stated = {**answer["description"], **(account or {}).get("assessment", {})}
    for name, one in (stated | stated.pop("attributes", {})).items():
        yield field(name), value("", one["value"], lambda _kind, id: id), one["since"] or "unknown"


def _culture(answer: Json) -> Iterator[Row]:
    if "culture" in answer:
        yield "culture", mixed(answer["culture"]), ""


def _network(answer: Json) -> Iterator[Row]:
    for one in answer["relations"]:
        yield one["relation"], _called(one, one["organization"]), one["since"] or "unknown"
    for one in answer["relation_of"]:
        yield f"{one['relation']} of", _called(one, one["organization"]), one["since"] or "unknown"


def _past(answer: Json) -> Iterator[Row]:
    for one in answer["restructurings"]:
        before, after = (
            listed(_called(party, party["id"]) for party in one[side]) for side in ("originals", "results")
        )
        yield one["kind"], f"{before} became {after}{when(one['since'])}", one["since"] or "unknown"


def _called(one: Json, id: str) -> str:
    return str(one["name"] or id)
