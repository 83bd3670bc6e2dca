"""`incumbent search`: people, organizations, roles, units and opportunities by what they are or were called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from domain.errors import InvalidRequest
from projections.account_maps import header
from projections.search.facets import FACETS
from projections.search.reading import Asked
from projections.search.reading import search as searched

from .printing import out, plain_table, say
from .reading import Answer, Reading, reads

Json = dict[str, Any]
# So many values of a facet are drawn.
_DRAWN = 6
Words = Annotated[list[str], typer.Argument(metavar="WORDS…", help="Words of a name or title, or their beginnings.")]
Only = Annotated[
    list[str] | None,
    typer.Option(metavar="FACET=VALUE", help=f"Only hits of this value; may be repeated. Facets: {', '.join(FACETS)}."),
]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="How many hits at most.")]
Why = Annotated[bool, typer.Option("--why", help="With the facts that state the names, for --json.")]


@reads
def search(at: Reading, words: Words, only: Only = None, limit: Limit = 20, why: Why = False) -> Answer:
    """Find whoever and whatever is, was or will be called like that, with what they hold and held before."""
    asked = Asked(" ".join(words), _chosen(only or []), why=why)
    found = searched(at.tenant, at.moment, asked, limit=limit)
    return {**header(at.moment, restricted=True), **found.body}, _show


def _chosen(only: list[str]) -> dict[str, list[str]]:
    """By facet the values. Raises InvalidRequest."""
    chosen: dict[str, list[str]] = defaultdict(list)
    for text in only:
        facet, sign, value = text.partition("=")
        if facet not in FACETS or not sign:
            raise InvalidRequest(f"expected FACET=VALUE with one of {', '.join(FACETS)}", field="only")
        chosen[facet].append(value)
    return chosen


def _show(answer: Json) -> None:
    if not answer["hits"]:
        say(f"Nothing is called so as of {answer['as_of']}.")
        return
    if answer["corrected"]:
        say("Nothing is called so; this is nearly.")
    if answer["within"]:
        say(f"At what is called {answer['within']}:")
    table = plain_table("name", "id", "what and where", "found by")
    for hit in answer["hits"]:
        table.add_row(hit["name"] or hit["id"], hit["id"], "\n".join(_told(hit)), _found_by(hit))
    out.print(table)
    rest = answer["total"] - len(answer["hits"])
    say(f"{answer['total']} in all{f', {rest} not shown' if rest else ''}")
    for facet, counted in answer["facets"].items():
        if len(counted["values"]) > 1:
            say(f"  {facet}: {_values(counted)}")


def _told(hit: Json) -> Iterator[str]:
    if hit["kind"] == "person":
        yield from _posts(hit)
    elif hit["kind"] == "role":
        names = ", ".join(one["name"] or one["person"] for one in hit["holders"])
        state = hit["status"] if hit["status"] != "current" else f"held by {names}" if names else "vacant"
        yield f"role at {_place(hit)}: {state}"
    else:
        at = "" if hit["kind"] == "organization" else f" of {_place(hit)}"
        account = ", an account" if hit["kind"] == "organization" and hit["account"] else ""
        yield f"{hit['kind']}{at}{account}{_state(hit)}"


def _posts(hit: Json) -> Iterator[str]:
    for word, posts in (("", hit["held"]), ("formerly ", hit["before"]), ("later ", hit.get("later", []))):
        for post in posts:
            yield f"{word}{post['title'] or post['role']}, {_place(post)}{_dates(post)}"
    if hit["status"] == "unplaced":
        yield "colleague" if hit["side"] == "ours" else "holds no role"


def _place(told: Json) -> str:
    return str(told["organization_name"] or told["organization"] or "no organization")


def _dates(post: Json) -> str:
    since = f" since {post['since']}" if post["since"] else ""
    return f"{since} until {post['until']}" if post.get("until") else since


def _state(hit: Json) -> str:
    return {"former": ", no more", "later": ", not yet"}.get(hit["status"], "")


def _found_by(hit: Json) -> str:
    """Nothing where it is the name itself."""
    found = hit["matched"]
    if found["as"] == "name" and found["status"] == "current":
        return ""
    state = "" if found["status"] == "current" else f"{found['status']} "
    return f"{state}{found['as']} {found['name']}"


def _values(counted: Json) -> str:
    shown = [f"{one.get('name') or one['value']} {one['count']}" for one in counted["values"][:_DRAWN]]
    more = len(counted["values"]) - len(shown) + counted["more"]
    return ", ".join([*shown, f"and {more} more"] if more else shown)
