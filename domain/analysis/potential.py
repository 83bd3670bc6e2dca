"""What an account could be worth against what it is: potential and revenue, what was won, what is open, by currency."""

from __future__ import annotations

from collections import defaultdict

from ..language import quoted, say, when, word
from .picture import Opportunity
from .study import Json, Study, facts_behind

_ASSESSED = ("potential", "revenue", "goals")


def potential(study: Study) -> Json:
    """`assessed`: potential, revenue and goals as they were; `share`: revenue over a potential that is a number, taken
    to be in the currency of the revenue; `currencies`: what was won and what is open in each, never added up across;
    `opportunities`: each that is worth something, is open or was won."""
    account = study.picture.account
    found = [one for one in study.picture.opportunities if one.outcome in (None, "won")]
    return {
        "assessed": {name: value for name in _ASSESSED if (value := getattr(account, name))},
        **facts_behind(account.why, of=_ASSESSED),
        "share": _share(account.potential, account.revenue),
        "currencies": _currencies(study, found),
        "opportunities": [_opportunity(study, one) for one in found],
    }


def _share(potential: float | str | None, revenue: Json) -> float | None:
    if not isinstance(potential, int | float) or not potential or not revenue:
        return None
    return round(float(revenue["amount"] / potential), 4)


def _currencies(study: Study, found: list[Opportunity]) -> list[Json]:
    """`weighted` counts the open ones whose stage has a share; `unweighted` is what the others are worth."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(("won", "open", "weighted", "unweighted"), 0))
    for one in found:
        if one.value:
            own, amount, share = sums[one.value["currency"]], one.value["amount"], _weight(study, one)
            own["won" if one.outcome else "open"] += amount
            if one.outcome is None and share is not None:
                own["weighted"] += amount * share
            elif one.outcome is None:
                own["unweighted"] += amount
    return [{"currency": currency, **sums[currency]} for currency in sorted(sums)]


def _weight(study: Study, one: Opportunity) -> float | None:
    """As asked for, else as the workspace weighs the stage, in percent."""
    asked, stage = study.parameters.potential.stages, one.stage or ""
    weights = study.beside.words.weights("stage")
    return asked[stage] if stage in asked else weights[stage] / 100 if stage in weights else None


def _opportunity(study: Study, one: Opportunity) -> Json:
    return {
        "opportunity": one.id,
        "name": one.name,
        "stage": one.stage,
        "closes": one.closes,
        "value": one.value or None,
        "outcome": one.outcome,
        "share": None if one.outcome else _weight(study, one),
        **facts_behind(one.why, of=("name", "stage", "closes", "value", "outcome")),
    }


def told(found: Json) -> list[str]:
    """In words, a line each."""
    assessed = found["assessed"]
    lines = [_assessed(name, assessed[name]) for name in _ASSESSED if name in assessed]
    share = found["share"]
    lines += [say("The revenue is {share:.0%} of the potential", share=share)] if share is not None else []
    lines += [_sums(one) for one in found["currencies"]]
    return lines + [_told_of(one) for one in found["opportunities"] if one["outcome"] is None]


def _assessed(name: str, value: object) -> str:
    return say("{what}: {value}", what=word(name).capitalize(), value=_value(value))


def _sums(one: Json) -> str:
    weighted = say(" ({weighted:,.0f} by stage)", weighted=one["weighted"]) if one["weighted"] else ""
    sums = {"currency": one["currency"], "won": one["won"], "open": one["open"]}
    return say("{currency}: won {won:,.0f}, open {open:,.0f}{weighted}", **sums, weighted=weighted)


def _told_of(one: Json) -> str:
    closes = one["closes"] and say("closes{when}", when=when(one["closes"]))
    said = [one["stage"] and word(one["stage"]), _value(one["value"]) if one["value"] else None, closes]
    details, called = ", ".join(text for text in said if text), quoted(one["name"] or one["opportunity"])
    return say("{what}: {value}", what=called, value=details) if details else called


def _value(value: object) -> str:
    if isinstance(value, dict):
        return say("{amount:,.0f} {currency}", **value)
    return say("{value:,}", value=value) if isinstance(value, int | float) else str(value)
