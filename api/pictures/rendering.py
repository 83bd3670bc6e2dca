"""PNG and PDF of a picture, by librsvg's rsvg-convert in a child process of few means.

It shapes any script by Pango with the fonts of the machine, loads nothing that a document refers to when it reads from
standard input, and runs nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from math import sqrt
from pathlib import Path
from threading import BoundedSemaphore

from domain.errors import InvalidRequest, Unavailable

from ..http.problems import RendererMissing

MEDIA_TYPES: dict[str, str] = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
_PROGRAM = "rsvg-convert"
_MOST_BYTES, _MOST_PIXELS, _SHARP = 16 * 2**20, 24e6, 2.0
_SECONDS, _KILOBYTES = 20, 2 * 2**20
# Limits of a process count for what it becomes.
_FONTS = str(Path(__file__).with_name("fonts.conf"))
_CAPPED = 'ulimit -t "$1" && ulimit -v "$2" && shift 2 && exec "$@"'
_AT_ONCE = BoundedSemaphore(2)
_SIZE = re.compile(rb'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_VARIABLE = re.compile(r"--([\w-]+):([^;}]+);")


def rendered(svg: bytes, format: str) -> bytes:
    """`format` is png or pdf. Raises RendererMissing, InvalidRequest (too large), Unavailable (takes too long)."""
    program = shutil.which(_PROGRAM)
    if program is None:
        raise RendererMissing(
            f"{_PROGRAM} is not there: install librsvg2-bin, fonts-noto-core, fonts-noto-cjk and fonts-symbola "
            "(Debian); SVG needs none of them"
        )
    if len(svg) > _MOST_BYTES:
        raise InvalidRequest("the picture is too large for this format: ask for SVG, or for less of it")
    with _turn():
        return _converted(program, plain(svg), format)


def plain(svg: bytes) -> bytes:
    """With the colors themselves for the variables of its style, which librsvg does not know; light where it may be."""
    text = re.sub(r"@media\(prefers-color-scheme:dark\)\{svg\{[^}]*\}\}", "", svg.decode())
    start, _, rest = text.partition("<style>")
    rules, _, body = rest.partition("</style>")
    colors = dict(_VARIABLE.findall(rules))
    rules = re.sub(r"var\(--([\w-]+)\)", lambda found: colors.get(found[1], "none"), rules)
    return f"{start}<style>{rules}</style>{body}".encode()


def _converted(program: str, svg: bytes, format: str) -> bytes:
    zoom = ["--zoom", f"{_zoom(svg):.3f}"] if format == "png" else []
    command = ["/bin/sh", "-c", _CAPPED, "sh", str(_SECONDS), str(_KILOBYTES), program, "--format", format, *zoom]
    try:
        done = subprocess.run(  # noqa: S603  nothing of a caller is in the command
            command, input=svg, capture_output=True, timeout=_SECONDS, check=True, env=environment()
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise Unavailable("the picture could not be made in time: ask for SVG, or for less of it") from None
    return done.stdout


def environment() -> dict[str, str]:
    """No key of ours; no clock in what is made, so that the same picture gives the same bytes."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "XDG_CACHE_HOME") if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "0", "FONTCONFIG_FILE": _FONTS}


def _zoom(svg: bytes) -> float:
    """Twice the size, for sharp screens, unless that makes too many pixels."""
    found = _SIZE.search(svg[:10_000])
    wide, high = (float(found[1]), float(found[2])) if found else (1_000.0, 1_000.0)
    side = 30_000 / max(wide, high)  # Cairo's surfaces end at 32,767
    return min(_SHARP, sqrt(_MOST_PIXELS / (wide * high)), side)


class _turn:  # noqa: N801  reads as a statement
    """One of the few that may run at once. Raises Unavailable."""

    def __enter__(self) -> None:
        if not _AT_ONCE.acquire(timeout=_SECONDS):
            raise Unavailable("other pictures are being made: try again")

    def __exit__(self, *_: object) -> None:
        _AT_ONCE.release()
