"""Facts about interactions: who met whom, when and how."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta

from .facts import PUBLIC, Fact, InteractionId, LongText, OpportunityId, PersonId, ShortText, Stated, of

_MOST = 100


class InteractionRecorded(Fact, type="interaction_recorded", subject="interaction", creates=True):
    """Somebody met, wrote to or called somebody on the day that is the fact's effective date.

    Recorded again under its id, the fact recorded last says who and when; what it omits stays as it was said before.
    The topic is text about all these people, and about whoever is named in `mentions`.
    """

    interaction: InteractionId
    people: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=_MOST)]
    channel: Annotated[ShortText, PUBLIC]
    opportunity: Stated[OpportunityId] = UNSET
    topic: Annotated[Stated[LongText], of("people", text=True)] = UNSET
