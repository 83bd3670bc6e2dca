"""Rules about who leaves an account."""

from __future__ import annotations

from collections.abc import Iterator

from .phrases import listed, plain
from .rules import Rule, Settings, Sign, Words
from .scenes import Passage


def champion_left(scene: Passage, settings: Settings) -> Iterator[Sign]:
    """Whoever only changes posts within the account is still there to speak for us."""
    parts = scene.played(settings["buying_roles"])
    if scene.leaves and parts:
        called = listed(dict.fromkeys(plain(part.buying_role) for part in parts))
        sales = listed(f'"{scene.call("opportunity", id)}"' for id in dict.fromkeys(part.opportunity for part in parts))
        who, where = scene.call("person", scene.person), scene.call("organization", scene.account)
        facts = tuple(dict.fromkeys(part.fact for part in parts))
        reason = f"{who}, {called} in {sales}, left {where}."
        yield Sign("left", reason, scene.left[0].role, ("find_champion", "ask_introduction"), facts)


CHAMPION_LEFT = Rule(
    "champion_left",
    "Somebody who speaks for us in an open opportunity leaves the account.",
    "medium",
    champion_left,
    (Words("buying_roles", "Buying roles of those who speak for us.", ("champion", "sponsor")),),
)
