"""`incumbent person`: somebody on a date, in which posts, who of ours knows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from projections.dealings import person as person_of
from projections.moments import moment_of
from projections.phrases import field, listed, value

from .opening import caught_up
from .options import AsJson, AsOf, KnownAt, Position, Workspace
from .printing import say, say_json

Json = dict[str, Any]
Person = Annotated[str, typer.Argument(metavar="PERSON", help="The id of a person.")]
Why = Annotated[bool, typer.Option("--why", help="With --json: each value names the facts that it comes from.")]
_TOLD = ("preferences", "priorities", "pain_points", "motivations", "opinions", "drivers", "competences", "country",
         "attributes")  # fmt: skip


def person(
    id: Person,
    workspace: Workspace,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    why: Why = False,
    as_json: AsJson = False,
) -> None:
    """Show a person on a date: the posts they hold, what is said of them, who of ours covers and met them."""
    with caught_up(workspace) as tenant:
        answer = person_of(tenant, id, moment_of(tenant.ledger, as_of, known_at, position), True, why)
    if as_json:
        say_json(answer)
        return
    ours = ", a colleague" if answer.get("ours") else ""
    say(f"{answer['name'] or answer['id']}{ours}, as of {answer['as_of']}")
    for line in (*_posts(answer), *_described(answer), *_near(answer)):
        say(f"  {line}")


def _posts(answer: Json) -> Iterator[str]:
    if not answer["roles"] and not answer.get("ours"):
        yield "holds no post that we know of"
    for one in answer["roles"]:
        where = f" at {one['organization_name'] or one['organization']}" if one["organization"] else ""
        power = f", power {one['power']}" if "power" in one else ""
        yield f"{one['title'] or one['role']}{where} since {one['since'] or 'unknown'}{power}"


def _described(answer: Json) -> Iterator[str]:
    for name in (name for name in _TOLD if answer.get(name)):
        yield f"{field(name)}: {value('', answer[name], lambda _kind, id: id)}"


def _near(answer: Json) -> Iterator[str]:
    for one in answer.get("covered_by", ()):
        yield f"covered by {one['name'] or one['person']} ({one['part']}), through {_called(one['covered'])}"
    for one in answer.get("contact_rules", ()):
        yield f"to be addressed through {one['name'] or one['through']}{' and nobody else' if one['exclusive'] else ''}"
    for one in answer.get("covers", ()):
        yield f"covers {_called(one['covered'])} ({one['part']})"
    if last := answer.get("met", {}).get("last"):
        yield f"met {listed(who['name'] or who['person'] for who in last['with'])} on {last['day']} ({last['channel']})"


def _called(covered: Json) -> str:
    return str(covered["name"] or covered["id"])
