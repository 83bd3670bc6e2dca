"""Pictures along time, over HTTP: a career, the succession of a post, musical chairs; each as SVG, PNG and PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from domain.chains import WINDOW_DAYS
from projections import careers, succession
from projections.recency import recency_of, recency_of_tenures

from ..accounts.moves import Account, ChainsSince, Until, Window, chains_answer
from ..http.files import as_file
from ..http.parameters import PersonId, RoleId
from ..http.reading import Read, Reading
from .chairs import chains_svg
from .dates import dates_told
from .rendering import MEDIA_TYPES, rendered
from .stays import career_svg, holders_svg

router = APIRouter(prefix="/v1")

Theme = Annotated[
    Literal["light", "dark", "auto"],
    Query(description="`auto`: as whoever looks at it prefers; PNG and PDF are light then."),
]
Most = Annotated[int, Query(ge=1, le=50, description="How many chains at most, the first of them.")]
Draw = Callable[[], bytes]
Subject = tuple[str, str]
_SAME = """

Nothing restricted is on it. A picture is made anew for each request and kept nowhere. PNG and PDF are made by librsvg:
where it is not installed the answer is 501, and says what to install.
"""


def career_picture(format: str) -> Callable[..., Response]:
    def answer(read: Read, id: PersonId, theme: Theme = "auto") -> Response:
        def draw() -> bytes:
            dates = dates_told(read.moment, recency_of(read.tenant, read.moment, "person", id))
            return career_svg(careers.career(read.tenant, id, read.moment), dates, theme)

        return _picture(read, draw, format, f"career-{id}", ("person", id))

    return answer


def holders_picture(format: str) -> Callable[..., Response]:
    def answer(read: Read, id: RoleId, theme: Theme = "auto") -> Response:
        def draw() -> bytes:
            dates = dates_told(read.moment, recency_of(read.tenant, read.moment, "role", id))
            return holders_svg(succession.holders(read.tenant, id, read.moment), dates, theme)

        return _picture(read, draw, format, f"holders-{id}", ("role", id))

    return answer


def chains_picture(format: str) -> Callable[..., Response]:
    def answer(
        read: Read,
        account: Account = None,
        since: ChainsSince = None,
        until: Until = None,
        window: Window = WINDOW_DAYS,
        limit: Most = 20,
        theme: Theme = "auto",
    ) -> Response:
        def draw() -> bytes:
            dates = dates_told(read.moment, recency_of_tenures(read.tenant, read.moment))
            return chains_svg(chains_answer(read, account, since, until, window, None, limit), dates, theme)

        return _picture(read, draw, format, "chains", None)

    return answer


def _picture(read: Reading, draw: Draw, format: str, name: str, about: Subject | None) -> Response:
    def build() -> bytes:
        svg = draw()
        return svg if format == "svg" else rendered(svg, format)

    found = read.answer(build, about=about, media_type=MEDIA_TYPES[format])
    return as_file(found, f"{name}-{read.moment.as_of}.{format}", shown=True)


def _add(path: str, name: str, tag: str, described: str, made: Callable[[str], Callable[..., Response]]) -> None:
    for format, media_type in MEDIA_TYPES.items():
        responses: dict[int | str, dict[str, Any]] = {200: {"content": {media_type: {}}}}
        if format != "svg":
            responses[501] = {"description": "A problem: `renderer-missing`"}
        router.add_api_route(
            f"{path}.{format}",
            made(format),
            name=f"{name}_{format}",
            tags=[tag],
            summary=f"{name.replace('_', ' ').title()} as {format.upper()}",
            description=described + _SAME,
            response_class=Response,
            responses=responses,
        )


_add(
    "/people/{id}/career",
    "person_career",
    "people",
    "A career along time: a lane for each organization, dates that are not exact soft, interim hatched.",
    career_picture,
)
_add(
    "/roles/{id}/holders",
    "role_holders",
    "roles",
    "Who held a role along time, with the days on which nobody or several did; interim hatched.",
    holders_picture,
)
_add(
    "/moves/chains",
    "move_chains",
    "moves",
    "Musical chairs: the roles of each chain as rows, and who passed from which to which, when.",
    chains_picture,
)
