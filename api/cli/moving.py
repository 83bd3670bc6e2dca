"""`incumbent moves`: who joined, rose, changed, left, and in which chains roles were passed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from api.demo.rendering import render_chains, render_moves
from api.pictures.chairs import chains_svg
from api.pictures.dates import dates_told
from domain.chains import WINDOW_DAYS
from domain.moves import KINDS, TOLERATED_DAYS
from projections.account_maps import header
from projections.chains import Sought
from projections.chains import chains as chains_found
from projections.moves import Asked, Order, Page, days_asked
from projections.moves import moves as moves_found
from projections.recency import recency_of_tenures

from .drawing import Output, Picture, PictureFormat, drawn
from .printing import out
from .reading import Answer, Reading, reads

_PAGE = 1_000


def _known_kind(text: str) -> str:
    """Raises typer.BadParameter."""
    if text not in KINDS:
        raise typer.BadParameter(f"expected one of {', '.join(KINDS)}")
    return text


OfAccount = Annotated[str | None, typer.Argument(metavar="[ACCOUNT]", help="The id of an organization; all if absent.")]
OfPerson = Annotated[str | None, typer.Option("--person", metavar="ID", help="Only moves of this person.")]
OfKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", parser=_known_kind, help="joined, promoted, left and the like.")
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="The first day: a date, -90d.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day; that of --as-of if absent.")]
Gap = Annotated[
    int, typer.Option("--gap", metavar="DAYS", min=0, help="Days without a role that still make one step of two.")
]
AsChains = Annotated[bool, typer.Option("--chains", help="Show the chains that moves form instead.")]
Window = Annotated[
    int, typer.Option("--window", metavar="DAYS", min=0, help="Days between leaving and taking a role that link moves.")
]


@reads
def moves(
    at: Reading,
    account: OfAccount = None,
    person: OfPerson = None,
    kind: OfKind = None,
    since: Since = None,
    until: Until = None,
    gap: Gap = TOLERATED_DAYS,
    as_chains: AsChains = False,
    window: Window = WINDOW_DAYS,
    picture: Picture = None,
    output: Output = None,
) -> Answer:
    """Show career moves, derived from who held which role; with --chains how roles were passed on.

    With --chains and --format these are drawn.
    """
    if picture is not None and not as_chains:
        raise typer.BadParameter("only chains are drawn: add --chains", param_hint="--format")
    first, last = days_asked(since, until, at.moment.as_of, at.tenant.ledger.today())
    if as_chains:
        read = partial(chains_found, *at, Sought(first, last, window, account))
    else:
        read = partial(moves_found, *at, Asked(last, first, account, person, kind, gap))
    found = {"chains" if as_chains else "moves": list(_entries(read)), "next": None}
    return {**header(at.moment, restricted=True), **found}, _draw(at, as_chains, picture, output)


def _draw(
    at: Reading, as_chains: bool, picture: PictureFormat | None, output: Path | None
) -> Callable[[dict[str, Any]], None]:
    if picture is not None:
        dates = dates_told(at.moment, recency_of_tenures(*at))
        return drawn(partial(chains_svg, dates=dates), picture, output)
    return partial(render_chains if as_chains else render_moves, console=out)


def _entries(read: Callable[[Order | None, int], Page]) -> Iterator[dict[str, Any]]:
    """Of all pages."""
    after = None
    while True:
        page = read(after, _PAGE)
        yield from page.entries
        if (after := page.next) is None:
            return
