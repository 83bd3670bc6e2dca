"""Documents for other programs, written to a file or to standard output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from projections.moments import Moment
from projections.tenants import Tenant

from .printing import remark

Json = dict[str, Any]


class PictureFormat(StrEnum):
    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


Picture = Annotated[PictureFormat | None, typer.Option("--format", help="Draw it, as one of these.")]
Layers = Annotated[
    str | None,
    typer.Option("--layers", metavar="NAMES", help="Of hierarchy, power, links, coverage, attitude."),
]
Opportunity = Annotated[
    str | None, typer.Option("--opportunity", metavar="ID", help="The sale whose attitudes are shown.")
]
Collapse = Annotated[
    str | None,
    typer.Option("--collapse", metavar="IDS", help="Units of each of which a picture shows one box only."),
]
Detail = Annotated[
    str,
    typer.Option(
        "--detail", metavar="NAME", help="Of a picture. full: a box for each role; overview: marks for most; auto."
    ),
]
Reasons = Annotated[bool, typer.Option("--why", help="In a picture: tooltips tell the facts behind what they are of.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")]


@dataclass(frozen=True)
class Wanted:
    """How a map is drawn: its layers, the sale whose attitudes are shown, and of pictures units to fold and so on."""

    layers: str | None
    opportunity: str | None
    collapse: str | None
    detail: str
    group: bool
    why: bool


def map_as(tenant: Tenant, moment: Moment, account: str, format: str, wanted: Wanted) -> bytes:
    """Raises NotFound, InvalidRequest; of a picture RendererMissing, Unavailable."""
    if format in tuple(PictureFormat):
        return _pictured(_map_svg(tenant, account, moment, wanted), format)
    from api.formats.reading import WRITERS, graph_at, layers_of

    layers, sale = layers_of(wanted.layers), wanted.opportunity
    graph = graph_at(tenant, account, moment, layers, opportunity=sale, group=wanted.group, restricted=True)
    return WRITERS[format][0](graph)


def _map_svg(tenant: Tenant, account: str, moment: Moment, wanted: Wanted) -> bytes:
    from api.pictures.asked import Asked, detail_of, layers_of, units_of
    from api.pictures.drawing import map_picture

    asked = Asked(
        layers_of(wanted.layers, wanted.opportunity), wanted.opportunity, collapse=units_of(wanted.collapse),
        detail=detail_of(wanted.detail), group=wanted.group, why=wanted.why,
    )  # fmt: skip
    return map_picture(tenant, account, moment, asked, restricted=True)


def buying_center_as(tenant: Tenant, moment: Moment, opportunity: str, format: PictureFormat, *, why: bool) -> bytes:
    """Raises NotFound, RendererMissing, Unavailable."""
    from api.pictures.asked import Asked
    from api.pictures.drawing import buying_center_picture

    asked = Asked(why=why)
    return _pictured(buying_center_picture(tenant, opportunity, moment, asked, restricted=True), format)


def diff_as(
    tenant: Tenant, account: str, before: Moment, after: Moment, format: PictureFormat, wanted: Wanted
) -> bytes:
    """Raises NotFound, InvalidRequest, RendererMissing, Unavailable."""
    from api.pictures.asked import Asked, detail_of, units_of
    from api.pictures.changes import diff_picture

    asked = Asked(
        collapse=units_of(wanted.collapse), detail=detail_of(wanted.detail), group=wanted.group, why=wanted.why
    )
    return _pictured(diff_picture(tenant, account, before, after, asked, restricted=True), format)


def _pictured(svg: bytes, format: str) -> bytes:
    from api.pictures.rendering import rendered

    return svg if format == PictureFormat.SVG else rendered(svg, format)


def drawn(draw: Callable[[Json], bytes], picture: PictureFormat, output: Path | None) -> Callable[[Json], None]:
    """Shows an answer as a picture. Raises RendererMissing, Unavailable, typer.BadParameter."""
    return lambda answer: write_out(_pictured(draw(answer), picture), output)


def written(content: bytes, output: Path | None) -> Callable[[Json], None]:
    """Shows an answer by what was made of it. Raises typer.BadParameter."""
    return lambda _: write_out(content, output)


def write_out(content: bytes, output: Path | None) -> None:
    """Raises typer.BadParameter where the file cannot be written."""
    if output is None:
        typer.echo(content, nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(f"cannot write {output}: {error.strerror}", param_hint="--output") from None
    remark(f"Wrote {output}.")
