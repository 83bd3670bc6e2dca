"""Rules about what begins at an account and makes parts of its map stale: somebody of ours should draw it again."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import after_colon, say
from .occasions import Occasion
from .parameters import Settings
from .phrases import excerpt
from .rules import Beside, Rule, Sign


def opportunity_opened(scene: Occasion, _settings: Settings) -> Iterator[Sign]:
    if scene.what[0] == "opportunity" and scene.sale is not None:
        sale = scene.call("opportunity", scene.sale)
        reason = say('The opportunity "{sale}" was opened at {where}.', sale=sale, where=_where(scene))
        yield Sign("opened", reason, sales=(scene.sale,))


def colleague_came(scene: Occasion, _settings: Settings) -> Iterator[Sign]:
    """Whoever covered the account, or played a role in the team there, before does not come."""
    if scene.what[0] == "person":
        words = {"who": scene.call(*scene.what), "where": _where(scene)}
        yield Sign("came", say("Our colleague {who} joins our team at {where}.", **words), scene.person)


def action_blocked(scene: Occasion, _settings: Settings) -> Iterator[Sign]:
    """In the words in which it was planned and blocked; once these are erased, nobody knows any more."""
    if scene.what[0] == "action":
        sales = (scene.sale,) if scene.sale else ()
        yield Sign("blocked", _blocked(scene), scene.person, sales=sales)


def _blocked(scene: Occasion) -> str:
    objective = excerpt(scene.objective) if scene.objective else None
    what = say("An action") if objective is None else say('The action "{objective}"', objective=objective)
    why = after_colon(excerpt(scene.blocked).rstrip(".")) if scene.blocked else ""
    words = {"what": what, "about": _about(scene), "where": _where(scene), "why": why}
    return say("{what}{about} at {where} is blocked{why}.", **words)


def _about(scene: Occasion) -> str:
    if scene.person is not None:
        return say(" with {person}", person=scene.call("person", scene.person))
    return say(' for "{opportunity}"', opportunity=scene.call("opportunity", scene.sale)) if scene.sale else ""


def _where(scene: Occasion) -> str:
    return scene.call("organization", scene.account or "")


_BEGINS: frozenset[Beside] = frozenset({"occasions"})
RULES = (
    Rule(
        "opportunity_opened",
        "An opportunity was opened: its buying center and the attitudes in it are to be drawn.",
        (Occasion,), opportunity_opened, "low", ("draw_buying_center", "ask_attitudes"), rests_on=_BEGINS,
    ),
    Rule(
        "colleague_came",
        "A colleague of ours comes to an account: what they cover and whom they know is to be drawn.",
        (Occasion,), colleague_came, "low", ("draw_coverage", "draw_links"), rests_on=_BEGINS,
    ),
    Rule(
        "action_blocked",
        "An action is blocked: where everybody stands is to be drawn again.",
        (Occasion,), action_blocked, "medium", ("draw_standing", "find_stand_in"), rests_on=_BEGINS,
    ),
)  # fmt: skip
