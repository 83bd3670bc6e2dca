"""Answers that are documents: to be saved under a name, and to be run by nothing."""

from __future__ import annotations

from fastapi import Response

# A document from here loads nothing, runs nothing, and has an origin of its own where a browser shows it all the same.
_INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def as_file(answer: Response, name: str, *, shown: bool = False) -> Response:
    """With the headers of a file; `shown` where a browser may show it instead of saving it."""
    safe = name.replace(":", "-").replace("~", "-")
    answer.headers["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{safe}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = _INERT
    return answer
