"""Rules about who comes to an account, or takes another post there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..language import say, say_count
from ..moves import TOLERATED_DAYS
from .business import Part
from .found import Tie
from .leaving import DECIDING
from .parameters import Grade, Settings, Whole, Words, at_least
from .phrases import listed, parts_told, sales_told, title
from .rules import Rule, Sign
from .scenes import Origin, Passage


def decider_arrived(scene: Passage, settings: Settings) -> Iterator[Sign]:
    """Who takes a high post, or one whose last holder decided in an opportunity that is still open."""
    deciding = _deciding(scene, settings)
    if _high(scene, settings) or (scene.took and deciding):
        why = say("; the last holder was {parts}", parts=parts_told(deciding, scene.call)) if deciding else ""
        yield _took(scene, f"{_coming(scene)}{why}.", deciding)


def criteria_unknown(scene: Passage, settings: Settings) -> Iterator[Sign]:
    """Of a new holder who will decide, nothing is known that says by what: of the person, or of what they make of the
    post. Restricted, because where it is silent it tells that somebody has said what they make of it."""
    deciding = _deciding(scene, settings)
    weighty = scene.took and (deciding or _high(scene, settings)) and scene.business.sells(scene.day)
    known = scene.described & frozenset(settings["described_by"]) | scene.crafted & frozenset(settings["crafted_by"])
    if weighty and not scene.ours and not known:
        yield _took(scene, _unknown(scene, deciding), deciding)


def _unknown(scene: Passage, deciding: list[Part]) -> str:
    who = _who(scene)
    if deciding:
        sales = sales_told((part.opportunity for part in deciding), scene.call)
        told = say("{who}, {post} at {where}, decides on {sales} now", **who, sales=sales)
    else:
        told = say("{who}, {post} at {where}, may decide on what is open", **who)
    return say("{told}, and nothing is known of their criteria.", told=told)


def ally_arrived(scene: Passage, settings: Settings) -> Iterator[Sign]:
    """Old friend, new place: whom we knew well before, or who stood for us in an earlier sale."""
    friends = [tie.ours for tie in scene.ties if _friendly(tie, settings)]
    stood = [one.opportunity for one in scene.attitudes if one.value >= settings["least_attitude"]]
    if scene.enters and scene.took and not scene.ours and (friends or stood):
        terms = [say("are on good terms with {people}", people=_people(scene, friends))] if friends else []
        sides = [say("stood for us on {sales}", sales=sales_told(stood, scene.call))] if stood else []
        known = listed([*terms, *sides])
        reason = say("{arrival}; they {known}.", arrival=_coming(scene), known=known)
        yield _took(scene, reason, restricted=True)


def _friendly(tie: Tie, settings: Settings) -> bool:
    warm = tie.tone is not None and tie.tone >= settings["least_tone"]
    return warm and (tie.strength or 0) >= settings["least_strength"]


def adversary_arrived(scene: Passage, settings: Settings) -> Iterator[Sign]:
    """Who stood against us in an earlier sale, or whose link with one of us is bad."""
    foes = [tie.ours for tie in scene.ties if tie.tone is not None and tie.tone <= settings["most_tone"]]
    stood = [one.opportunity for one in scene.attitudes if one.value <= settings["most_attitude"]]
    if scene.enters and scene.took and not scene.ours and (foes or stood):
        terms = [say("are on bad terms with {people}", people=_people(scene, foes))] if foes else []
        sides = [say("stood against us on {sales}", sales=sales_told(stood, scene.call))] if stood else []
        known = listed([*terms, *sides])
        reason = say("{arrival}; they {known}.", arrival=_coming(scene), known=known)
        yield _took(scene, reason, restricted=True)


def supplier_risk(scene: Passage, settings: Settings) -> Iterator[Sign]:
    """New people bring new networks: they come from where a competitor is the supplier."""
    rivals = {origin: _rivals(origin, settings) for origin in _origins(scene, settings)}
    places = [origin.organization for origin, found in rivals.items() if found]
    if _comes(scene, settings) and places:
        suppliers = dict.fromkeys(id for found in rivals.values() for id in found)
        words = {"arrival": _arrival(scene), "places": _organizations(places, scene)}
        words["suppliers"] = _organizations(suppliers, scene)
        reason = say_count(
            "{arrival} from {places}, where {suppliers} is the supplier.",
            "{arrival} from {places}, where {suppliers} are the supplier.",
            len(suppliers), **words,
        )  # fmt: skip
        yield _took(scene, reason)


def supplier_opening(scene: Passage, settings: Settings) -> Iterator[Sign]:
    """They come from where we are or were the supplier."""
    places = [origin.organization for origin in _origins(scene, settings) if _supplied(origin, settings)]
    if _comes(scene, settings) and places:
        words = {"arrival": _arrival(scene), "places": _organizations(places, scene)}
        yield _took(scene, say("{arrival} from {places}, where we were the supplier.", **words))


def _origins(scene: Passage, settings: Settings) -> list[Origin]:
    first = scene.day - settings["within_days"]
    return [one for one in scene.origins if one.until >= first and one.organization != scene.account]


def _rivals(origin: Origin, settings: Settings) -> list[str]:
    kinds, relations = frozenset(settings["competitor_kinds"]), frozenset(settings["supplier_relations"])
    return [one.organization for one in origin.related if one.relations & relations and one.kinds & kinds]


def _supplied(origin: Origin, settings: Settings) -> bool:
    relations = frozenset(settings["supplier_relations"])
    return origin.sold or any(one.ours and one.relations & relations for one in origin.related)


def _organizations(ids: Iterable[str], scene: Passage) -> str:
    return listed(scene.call("organization", id) for id in ids)


def _comes(scene: Passage, settings: Settings) -> bool:
    grade = settings["at_least"]
    return scene.enters and not scene.ours and any(at_least(spell.entered.level, grade) for spell in scene.took)


def _high(scene: Passage, settings: Settings) -> bool:
    return any(at_least(spell.entered.level, settings["at_least"]) for spell in scene.took)


def _deciding(scene: Passage, settings: Settings) -> list[Part]:
    """What the last holders decided, where the person does not play it already."""
    return [part for part in scene.inherited if part.among(settings["buying_roles"])]


def _took(scene: Passage, reason: str, parts: Iterable[Part] = (), *, restricted: bool = False) -> Sign:
    """About the highest of the posts taken."""
    highest = max(scene.took, key=lambda spell: (spell.entered.level.rank or 0, spell.role))
    facts = tuple(dict.fromkeys(part.fact for part in parts))
    return Sign("arrived", reason, scene.person, highest.role, facts=facts, restricted=restricted)


def _coming(scene: Passage) -> str:
    """With where they were until now."""
    until = scene.day - TOLERATED_DAYS
    places = [one.organization for one in scene.origins if one.until >= until and one.organization != scene.account]
    if not (scene.enters and places):
        return _arrival(scene)
    return say("{who} comes from {places} to {where} as {post}", **_who(scene), places=_organizations(places, scene))


def _arrival(scene: Passage) -> str:
    return say("{who} joins {where} as {post}" if scene.enters else "{who} becomes {post} at {where}", **_who(scene))


def _who(scene: Passage) -> dict[str, str]:
    interim = bool(scene.took) and all(spell.interim for spell in scene.took)
    post = title(scene.took, scene.call)
    post = say("interim {post}", post=post) if interim else post
    return {"who": scene.call("person", scene.person), "post": post, "where": _where(scene)}


def _where(scene: Passage) -> str:
    return scene.call("organization", scene.account or "")


def _people(scene: Passage, colleagues: list[str]) -> str:
    return listed(dict.fromkeys(scene.call("person", id) for id in colleagues))


_FROM = Grade("at_least", "Only roles from this level upwards count; null: every role.", None)
_WITHIN = Whole("within_days", "Roles left at most so many days before say where somebody comes from.", 730, 0, 7_300)
_SUPPLIERS = Words("supplier_relations", "Relations that mean a supplier.", ("supplier",))
_RIVALS = Words("competitor_kinds", "Kinds of organizations, or relations with us, that mean a rival.", ("competitor",))
_DECIDE = (
    Words("buying_roles", "Buying roles of those who decide, or what they mean.", DECIDING),
    Grade("at_least", "Roles from this level upwards are high.", "executive"),
)
_DESCRIBED = Words(
    "described_by",
    "Properties of a person any of which says how they decide.",
    ("priorities", "pain_points", "motivations", "preferences", "drivers"),
)
_CRAFTED = Words(
    "crafted_by",
    "Properties of the crafted job any of which says how they decide.",
    ("criteria", "priorities"),
)

RULES = (
    Rule(
        "decider_arrived",
        "Somebody takes a high role, or one whose last holder decided in an open opportunity.",
        (Passage,), decider_arrived, "medium", ("meet_new_holder", "check_process"), _DECIDE,
        rests_on=frozenset({"predecessors"}),
    ),
    Rule(
        "criteria_unknown",
        "A new holder will decide in what is open, and nothing is known of their criteria.",
        (Passage,), criteria_unknown, "low", ("learn_criteria", "meet_new_holder"), (*_DECIDE, _DESCRIBED, _CRAFTED),
        restricted=True, rests_on=frozenset({"predecessors"}),
    ),
    Rule(
        "ally_arrived",
        "Old friend, new place: somebody on good terms with us comes to an account.",
        (Passage,), ally_arrived, "medium", ("congratulate", "ask_ally"),
        (
            Whole("least_tone", "Links of this tone and better are good ones.", 1, -2, 2),
            Whole("least_strength", "Links have to be as strong as this.", 0, 0, 10),
            Whole("least_attitude", "Attitudes from here upwards are for us.", 1, -2, 2),
        ),
        restricted=True,
    ),
    Rule(
        "adversary_arrived",
        "Somebody who stood against us, or is on bad terms with one of us, comes to an account.",
        (Passage,), adversary_arrived, "high", ("prepare_defense", "secure_supporters"),
        (
            Whole("most_tone", "Links of this tone and worse are bad ones.", -1, -2, 2),
            Whole("most_attitude", "Attitudes from here downwards are against us.", -1, -2, 2),
        ),
        restricted=True,
    ),
    Rule(
        "supplier_risk",
        "Somebody comes to an account from where a competitor of ours is the supplier.",
        (Passage,), supplier_risk, "medium", ("prepare_defense", "meet_new_holder"),
        (_WITHIN, _SUPPLIERS, _RIVALS, _FROM), rests_on=frozenset({"relations"}),
    ),
    Rule(
        "supplier_opening",
        "Somebody comes to an account from where we are or were the supplier.",
        (Passage,), supplier_opening, "medium", ("congratulate", "tell_common_history"),
        (_WITHIN, _SUPPLIERS, _FROM), rests_on=frozenset({"relations"}),
    ),
)  # fmt: skip
