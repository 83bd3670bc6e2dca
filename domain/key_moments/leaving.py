"""Rules about who leaves an account, or us."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import DAWN
from ..language import say, say_count
from ..moves import Spell
from .business import Part
from .parameters import Grade, Settings, Whole, Words, at_least
from .phrases import days_told, listed, parts_told, title
from .rules import Rule, Sign
from .scenes import Departure, Parting, Passage

DECIDING = ("decider", "approver")
# What is to be done once an only link is gone, by how that came.
_CONTACT_LEFT = ("build_links", "ask_introduction")
# What nobody can do for us any more who died is not suggested.
_CHAMPION_DIED, _CONTACT_DIED = ("find_champion",), ("build_links",)
_SUCCEEDED = ("meet_new_holder", "check_process")
_LINK_ENDED = ("find_link",)
_COLLEAGUE_LEFT = ("introduce_successor", *_LINK_ENDED)


def champion_left(scene: Passage, settings: Settings) -> Iterator[Sign]:
    """Whoever only changes posts within the account is still there to speak for us."""
    parts = [part for part in scene.parts() if part.among(settings["buying_roles"])]
    own = [part for part in parts if part.person == scene.person]
    if scene.leaves and own:
        who, where = scene.call("person", scene.person), scene.call("organization", scene.account or "")
        facts = tuple(dict.fromkeys(part.fact for part in own))
        words = {"who": who, "parts": _as_what(scene, own), "where": where, "after": _after(scene)}
        reason = say("{who}, {parts}, has died." if scene.died else "{who}, {parts}, leaves {where}{after}.", **words)
        steps = _CHAMPION_DIED if scene.died else None
        yield Sign("left", reason, scene.person, _post(scene), facts=facts, steps=steps)


def _as_what(scene: Passage, parts: list[Part]) -> str:
    """`CFO and champion in "Renewal"`"""
    return listed(filter(None, (title(scene.left, scene.call), parts_told(parts, scene.call))))


def decider_left(scene: Passage, settings: Settings) -> Iterator[Sign]:
    """Who decides in an open opportunity, or held a high post, and holds none as high here any more."""
    own = [part for part in scene.parts() if part.person == scene.person]
    deciding = [part for part in own if part.among(settings["buying_roles"])]
    high = [spell for spell in scene.left if at_least(spell.vacated.level, settings["at_least"])]
    still = any(at_least(spell.entered.level, settings["at_least"]) for spell in scene.took)
    if (scene.leaves and deciding) or (high and not still):
        reason = _leaves(scene, title(high or scene.left, scene.call), deciding)
        role = high[0].role if high else _post(scene)
        facts = tuple(part.fact for part in deciding)
        yield Sign("left", reason, scene.person, role, facts=facts, steps=_steps(scene))


def _leaves(scene: Passage, post: str, deciding: list[Part]) -> str:
    parts = parts_told(deciding, scene.call) if deciding else ""
    words = {"who": scene.call("person", scene.person), "where": scene.call("organization", scene.account or "")}
    words |= {"post": post, "after": _after(scene)}
    if scene.died:
        told = say(" and {parts}", parts=parts) if parts else ""
        return say("{who}, {post} at {where}{parts}, has died{after}.", **words, parts=told)
    told = say(", {parts},", parts=parts) if parts else ""
    return say("{who}{parts} leaves as {post} at {where}{after}.", **words, parts=told)


def _after(scene: Passage) -> str:
    """Where they go, or what they become here, and who follows, as far as that is known."""
    places = listed(scene.call("organization", id) for id in scene.goes_to)
    to = say(" for {places}", places=places) if places else ""
    becomes = say(" and becomes {post}", post=title(scene.took, scene.call)) if scene.took else ""
    return f"{to}{becomes}{_followed(scene)}"


def _followed(scene: Passage) -> str:
    heirs = [scene.call("person", one.person) for one in scene.successors if not one.interim]
    if heirs:
        return say_count("; {people} succeeds", "; {people} succeed", len(heirs), people=listed(heirs))
    fill = [scene.call("person", one.person) for one in scene.successors]
    return say_count("; {people} fills in", "; {people} fill in", len(fill), people=listed(fill)) if fill else ""


def _steps(scene: Passage) -> tuple[str, ...] | None:
    """Who succeeds need not be found out where that is known."""
    return _SUCCEEDED if any(not one.interim for one in scene.successors) else None


def soon_left(scene: Passage, settings: Settings) -> Iterator[Sign]:
    """Nobody who takes another post here, and nobody who only filled in: they were not meant to stay. Nor who died."""
    short = [spell for spell in scene.left if _was_short(spell, scene.day, settings)]
    if short and not scene.took and not scene.died:
        who, where = scene.call("person", scene.person), scene.call("organization", scene.account or "")
        days, post = days_told(max(_days_held(spell, scene.day) for spell in short)), title(short, scene.call)
        reason = say("{who} leaves {where} as {post} after {days}.", who=who, where=where, post=post, days=days)
        yield Sign("left", reason, scene.person, short[0].role, steps=_steps(scene))


def _was_short(spell: Spell, day: int, settings: Settings) -> bool:
    high = at_least(spell.vacated.level, settings["at_least"])
    return high and not spell.interim and _days_held(spell, day) <= settings["within_days"]


def _days_held(spell: Spell, day: int) -> int:
    """What began on an unknown date, or was never told to begin, began before everything."""
    return day - (DAWN if spell.begin is None else spell.begin.first)


def colleague_left(scene: Departure, _settings: Settings) -> Iterator[Sign]:
    """Seen by everybody where the colleague covered the account; elsewhere it tells of links."""
    who = scene.call("person", scene.person)
    if scene.account is None:
        yield Sign("left", say("Our colleague {who} leaves us.", who=who), scene.person, scene.role)
    else:
        reason = _colleague_leaves(scene, who, scene.call("organization", scene.account))
        yield Sign("left", reason, scene.person, scene.role, restricted=not scene.covers)


def _colleague_leaves(scene: Departure, who: str, where: str) -> str:
    if scene.covers:
        return say("Our colleague {who}, who covered {where}, leaves us.", who=who, where=where)
    if scene.ties:
        return say("Our colleague {who}, who knew {people}, leaves us.", who=who, people=_people(scene))
    return say("Our colleague {who} leaves us.", who=who)


def only_link_gone(scene: Passage | Departure | Parting, _settings: Settings) -> Iterator[Sign]:
    """The single point of failure: nobody of ours knows somebody any more, or anybody at an account."""
    if isinstance(scene, Passage):
        if scene.leaves and scene.ties and not scene.ours and not scene.others_linked():
            who, where = scene.call("person", scene.person), scene.call("organization", scene.account or "")
            yield _contact_left(scene, who, where)
    elif isinstance(scene, Departure):
        for other in sorted(scene.alone):
            yield _unlinked(scene, "colleague_left", scene.person, other, _COLLEAGUE_LEFT)
    elif scene.alone:
        yield _unlinked(scene, "link_ended", scene.tie.ours, scene.tie.other, _LINK_ENDED)


def _contact_left(scene: Passage, who: str, where: str) -> Sign:
    steps = _CONTACT_DIED if scene.died else _CONTACT_LEFT
    reason = say(
        "{who} of {where}, where nobody else has a link with us, has died."
        if scene.died
        else "{who} leaves {where}, where nobody else has a link with us.",
        who=who,
        where=where,
    )
    return Sign("contact_left", reason, scene.person, _post(scene), restricted=True, steps=steps)


def _unlinked(scene: Departure | Parting, action: str, ours: str, other: str, steps: tuple[str, ...]) -> Sign:
    who, where = scene.call("person", other), scene.call("organization", scene.account or "")
    ours_called = scene.call("person", ours)
    reason = say("{ours} was our only link to {who} at {where}.", ours=ours_called, who=who, where=where)
    return Sign(action, reason, other, subjects=(("person", other),), restricted=True, steps=steps)


def _people(scene: Departure) -> str:
    return listed(scene.call("person", id) for id in sorted({tie.other for tie in scene.ties}))


def _post(scene: Passage) -> str | None:
    return scene.left[0].role if scene.left else None


RULES = (
    Rule(
        "champion_left",
        "Somebody who speaks for us in an open opportunity leaves the account.",
        (Passage,), champion_left, "medium", ("find_champion", "follow_person", "ask_introduction"),
        (Words("buying_roles", "Buying roles of those who speak for us, or what they mean.", ("champion", "sponsor")),),
    ),
    Rule(
        "decider_left",
        "A decider or an approver of an open opportunity leaves, or the holder of a high role.",
        (Passage,), decider_left, "medium", ("find_successor", "check_process"),
        (
            Words("buying_roles", "Buying roles of those who decide, or what they mean.", DECIDING),
            Grade("at_least", "Roles from this level upwards are high.", "executive"),
        ),
    ),
    Rule(
        "soon_left",
        "The holder of a high role leaves it soon after they came.",
        (Passage,), soon_left, "low", ("find_successor", "check_process"),
        (
            Whole("within_days", "For how many days they held it at the most.", 365, 1, 3_660),
            Grade("at_least", "Roles from this level upwards are high.", "executive"),
        ),
    ),
    Rule(
        "colleague_left",
        "A colleague of ours leaves us.",
        (Departure,), colleague_left, "medium", ("hand_over", "introduce_successor", "release_colleague"),
        rests_on=frozenset({"links"}),
    ),
    Rule(
        "only_link_gone",
        "The only link of ours to somebody, or to an account, is gone.",
        (Passage, Departure, Parting), only_link_gone, "medium", (*_CONTACT_LEFT, *_COLLEAGUE_LEFT),
        restricted=True, rests_on=frozenset({"links", "presence"}),
    ),
)  # fmt: skip
