"""What a workspace sets for itself: when a match is sure, what feeds may accept, its time zone, what fades how fast."""

from __future__ import annotations

from typing import Annotated, Any
from zoneinfo import available_timezones

import msgspec
from msgspec import UNSET, Meta, UnsetType

from .errors import InvalidRequest
from .half_lives import ChangedHalfLives, HalfLives, changed_half_lives
from .matching.announcements import Thresholds

USUAL = Thresholds()

Accepts = Annotated[
    bool, Meta(description="Whether feeds that may accept by themselves (`accepts` of the feed) do so now.")
]
AcceptFrom = Annotated[
    float, Meta(ge=0.5, le=1, description="The least score that is sure. A person's name alone never is.")
]
ReviewFrom = Annotated[float, Meta(ge=0, le=1, description="The least score worth a person's look.")]
Lead = Annotated[
    float, Meta(ge=0, le=1, description="How far ahead of the next one the best has to be; else a person chooses.")
]
TimeZone = Annotated[
    str, Meta(max_length=64, description="Where its days begin and end: a name of the IANA list, as Europe/London.")
]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    accepts: Accepts = True
    accept_from: AcceptFrom = USUAL.accept
    review_from: ReviewFrom = USUAL.review
    lead: Lead = USUAL.lead
    time_zone: TimeZone = "UTC"
    half_lives: HalfLives = HalfLives()

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(self.accept_from, self.review_from, self.lead)


class ChangedSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is named is changed; `null` brings back what it is by itself."""

    accepts: Accepts | UnsetType | None = UNSET
    accept_from: AcceptFrom | UnsetType | None = UNSET
    review_from: ReviewFrom | UnsetType | None = UNSET
    lead: Lead | UnsetType | None = UNSET
    time_zone: TimeZone | UnsetType | None = UNSET
    half_lives: ChangedHalfLives | UnsetType | None = UNSET

    def said(self) -> dict[str, Any]:
        return {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) is not UNSET}


def settings_from(kept: dict[str, Any]) -> Settings:
    """All of them, where only what is not as usual is stored."""
    return Settings(**kept | {"half_lives": HalfLives(**kept.get("half_lives", {}))})


def changed(stored: dict[str, Any], said: ChangedSettings) -> dict[str, Any]:
    """What is stored afterwards: only what is not as usual. Raises InvalidRequest naming the field."""
    named = said.said()
    if said.half_lives is not UNSET:
        named["half_lives"] = changed_half_lives(stored.get("half_lives", {}), said.half_lives)
    kept = {name: value for name, value in (stored | named).items() if value is not None}
    settings = settings_from(kept)
    if settings.review_from > settings.accept_from:
        raise InvalidRequest(
            f"expected at most accept_from, which is {settings.accept_from:g}: what is sure needs no look",
            field="review_from",
        )
    if settings.time_zone not in available_timezones():
        raise InvalidRequest("expected a name of the IANA list, such as Europe/London or UTC", field="time_zone")
    return kept
