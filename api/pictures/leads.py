"""Where the boxes of a picture lead that is part of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote


def _of_itself(unit: str) -> str:
    return f"?collapse={quote(unit, safe='')}"


class Leads(NamedTuple):
    """`after`: what follows the paths of roles and people; `unit`: the address at which a unit is folded, or not."""

    after: str = ""
    unit: Callable[[str], str] = _of_itself

    def role(self, id: str) -> str:
        return f"/roles/{quote(id, safe='')}{self.after}"

    def person(self, id: str) -> str:
        return f"/people/{quote(id, safe='')}{self.after}"
