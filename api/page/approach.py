"""The approach sheet of an opportunity: whoever counts side by side, with what nobody told shown as a blank."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from domain.analysis.approach_told import blanks

from ..http.parameters import OpportunityId
from ..http.reading import Read
from .answers import page_router
from .rendering import page
from .sale import analyzed, names_of
from .scales import scales

router = page_router()


@router.get("/opportunities/{id}/approach")
def approach(request: Request, read: Read, id: OpportunityId) -> Response:
    sale = analyzed(read, id)
    sheet = sale.get("approach", [])
    shown: dict[str, Any] = {"sale": sale, "sheet": sheet, "blanks": blanks(sheet), "names": names_of(read, sale)}
    return page(request, "approach.html", **shown, scales=scales(read), moment=read.moment)
