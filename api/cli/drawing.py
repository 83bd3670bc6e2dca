"""Documents for other programs, written to a file or to standard output."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from projections.moments import Moment
from projections.tenants import Tenant

from .printing import remark


class PictureFormat(StrEnum):
    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


Picture = Annotated[PictureFormat | None, typer.Option("--format", help="Draw it, as one of these.")]
Layers = Annotated[
    str | None,
    typer.Option("--layers", metavar="NAMES", help="Of hierarchy, power, links, coverage, attitude; all if left out."),
]
Opportunity = Annotated[
    str | None, typer.Option("--opportunity", metavar="ID", help="The sale whose attitudes are shown.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")]


def map_as(
    tenant: Tenant,
    account: str,
    moment: Moment,
    format: str,
    layers: str | None,
    opportunity: str | None,
    *,
    group: bool,
) -> bytes:
    """Raises NotFound, InvalidRequest."""
    from api.formats.reading import WRITERS, graph_at, layers_of

    wanted = layers_of(layers)
    asked = {"opportunity": opportunity, "group": group, "restricted": True}
    return WRITERS[format][0](graph_at(tenant, account, moment, wanted, **asked))  # type: ignore[arg-type]


def write_picture(svg: bytes, picture: PictureFormat, output: Path | None) -> None:
    """Raises RendererMissing, Unavailable, typer.BadParameter."""
    from api.rendering import rendered

    write_out(svg if picture is PictureFormat.SVG else rendered(svg, picture.value), output)


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
