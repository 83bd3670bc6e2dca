"""What analysis takes for granted, and what a caller may set otherwise: every answer shows what it was made with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from ..errors import InvalidRequest
from ..forms import invalid_request
from ..readable import readable
from .weights import Weights

Strength = Annotated[float, Meta(ge=0, le=10)]
Worth = Annotated[float, Meta(ge=0, le=10)]
Share = Annotated[float, Meta(ge=0, le=1)]


class CoverageParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`known_from`: the least strength of a link by which somebody is known; a link of unknown strength counts."""

    known_from: Strength = 1


class NeededParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`deciding` and `evaluating`: buying roles, by what they mean in the default vocabulary; `influences_from`: the
    least strength of a tie by which somebody influences whoever decides; `needed_from`: how much somebody has to be
    needed, 0 to 1, to count."""

    deciding: tuple[str, ...] = ("decider",)
    evaluating: tuple[str, ...] = ("evaluator", "gatekeeper")
    influences_from: Strength = 3
    needed_from: Share = 0.5


class CompletenessParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much an answer to a question about each element is worth, for somebody of full importance; of the `team`
    one about us; of `new_holders` one about what somebody makes of the post they hold for `new_for` days at most;
    `ask_below`: what is left of the certainty of something that is known when it is asked again."""

    hierarchy: Worth = 0.6
    holders: Worth = 1
    power: Worth = 0.6
    links: Worth = 0.5
    our_links: Worth = 0.8
    buying_roles: Worth = 0.9
    attitudes: Worth = 0.9
    new_holders: Worth = 0.9
    new_for: Annotated[int, Meta(ge=0, le=36_525)] = 365
    team: Worth = 0.2
    ask_below: Share = 0.5


class InformalParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The least strength of a close link (of a neutral one, twice as much) by which a reporting line is warm, and by
    which a link across units is strong; the kinds of links by which people are asked; how many `silos` are named."""

    warm_from: Strength = 3
    strong_from: Strength = 6
    advice: tuple[str, ...] = ("advice",)
    silos: Annotated[int, Meta(ge=0, le=1_000)] = 5


class StrengthenParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`to`: the strength that a better link comes to; `considered`: how many of them, those that a first estimate puts
    first, are worked out exactly; `shown`: how many the answer names."""

    to: Strength = 7
    considered: Annotated[int, Meta(ge=1, le=500)] = 200
    shown: Annotated[int, Meta(ge=1, le=100)] = 10


class WaysParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`to`: ids of those to reach; where none is named, so many `people` whom none of us knows; `most` ways to each."""

    to: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    people: Annotated[int, Meta(ge=0, le=20)] = 5
    most: Annotated[int, Meta(ge=1, le=10)] = 3


class TeamParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`degree_from`: the least degree to which a role in the team is to be played, `degrees` that of some roles;
    `leads_at_most`: how much one colleague can lead; `account_covers`: whether whoever covers the account as a whole
    covers everybody in it."""

    degree_from: Strength = 5
    degrees: Mapping[str, Strength] = {}
    leads_at_most: Annotated[int, Meta(ge=1, le=1_000)] = 5
    account_covers: bool = False


class PotentialParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`stages`: by stage the share, 0 to 1, of what an opportunity is worth that counts while it is open, where
    it is not as the workspace's vocabulary weighs the stage."""

    stages: Mapping[str, Share] = {}


class MeetingParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whoever matters is to be met at least once in so many days (`every`); it is due so many days (`soon`) before."""

    every: Annotated[int, Meta(ge=1, le=36_600)] = 90
    soon: Annotated[int, Meta(ge=0, le=36_600)] = 14


class Parameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By section of the analysis."""

    coverage: CoverageParameters = CoverageParameters()
    completeness: CompletenessParameters = CompletenessParameters()
    needed: NeededParameters = NeededParameters()
    influence: Weights = Weights()
    informal: InformalParameters = InformalParameters()
    ways: WaysParameters = WaysParameters()
    strengthen: StrengthenParameters = StrengthenParameters()
    team: TeamParameters = TeamParameters()
    potential: PotentialParameters = PotentialParameters()
    meetings: MeetingParameters = MeetingParameters()


def parameters_of(text: str | None) -> Parameters:
    """From JSON such as `{"coverage": {"known_from": 3}}`. Raises InvalidRequest naming what is wrong."""
    return given_parameters(text, Parameters, "an object of parameters by section")


Given = TypeVar("Given", bound=Struct)


def given_parameters(text: str | None, kind: type[Given], form: str) -> Given:
    """What a caller sets otherwise than usual, as JSON. Raises InvalidRequest naming what is wrong."""
    try:
        return kind() if text is None else msgspec.json.decode(text, type=readable(kind))
    except msgspec.ValidationError as error:
        refused = invalid_request(error, kind)
        where = f"{refused.field}: " if refused.field else ""
        raise InvalidRequest(where + refused.detail, field="parameters") from None
    except msgspec.DecodeError as error:
        raise InvalidRequest(f"expected {form} as JSON: {error}", field="parameters") from error
