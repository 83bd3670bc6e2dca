"""`incumbent person`: somebody on a date, in which roles, who of ours knows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from api.demo.wording import written_date
from projections.careers import career, links
from projections.dealings import person as person_of
from projections.phrases import field, listed, value

from .options import Person, Why
from .reading import Answer, Reading, in_lines, reads

Json = dict[str, Any]
_TOLD = ("preferences", "priorities", "pain_points", "motivations", "opinions", "drivers", "competences", "country",
         "attributes")  # fmt: skip


@reads
def person(at: Reading, id: Person, why: Why = False) -> Answer:
    """Show a person on a date: roles, what is said of them, links, who of ours covers and met them."""
    moves = career(at.tenant, id, at.moment, restricted=True)["moves"]
    ties = links(at.tenant, id, at.moment)
    return person_of(at.tenant, id, at.moment, True, why), in_lines(partial(_told, moves, ties))


def _told(moves: Sequence[Json], ties: Sequence[Json], answer: Json) -> Iterator[str]:
    ours = ", a colleague" if answer.get("ours") else ""
    yield f"{answer['name'] or answer['id']}{ours}, as of {answer['as_of']}"
    yield from (f"  {line}" for line in (*_posts(answer, moves), *_described(answer), *_linked(ties), *_near(answer)))


def _posts(answer: Json, moves: Sequence[Json]) -> Iterator[str]:
    """Of whoever holds none what became of the last: they may have retired, or died."""
    if not answer["roles"] and not answer.get("ours"):
        yield "holds no role that we know of"
        yield from (one["sentence"] for one in moves[-1:])
    for one in answer["roles"]:
        where = f" at {one['organization_name'] or one['organization']}" if one["organization"] else ""
        power = f", power {one['power']}" if "power" in one else ""
        yield f"{one['title'] or one['role']}{where} since {written_date(one['since'])}{power}"


def _described(answer: Json) -> Iterator[str]:
    for name in (name for name in _TOLD if answer.get(name)):
        yield f"{field(name)}: {value('', answer[name], lambda _kind, id: id)}"


def _linked(ties: Sequence[Json]) -> Iterator[str]:
    for one in ties:
        said = [f"{name} {one[name]:g}" for name in ("tone", "strength") if one.get(name) is not None]
        yield f"linked with {one['name'] or one['with']}: {', '.join(said) or 'not rated'}"


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
