"""Facts about the team at an account: who of ours plays which role in it."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET

from .facts import PUBLIC, Fact, LongText, OrganizationId, PersonId, Score, ShortText, Stated, of


class TeamRolePlayed(Fact, type="team_role_played", subject="organization"):
    """A colleague plays a role of the workspace's vocabulary in the team at an account.

    `degree`, 0 to 10, is how far they do; `fit`, what makes them right or wrong for it there. Told again while it runs
    it changes what it states.
    """

    person: PersonId
    organization: OrganizationId
    team_role: Annotated[ShortText, PUBLIC]
    degree: Annotated[Stated[Score], of("person")] = UNSET
    fit: Annotated[Stated[LongText], of("person", text=True)] = UNSET


class TeamRoleEnded(Fact, type="team_role_ended", subject="organization"):
    """Ends the team role of a colleague that runs; their others go on."""

    person: PersonId
    organization: OrganizationId
    team_role: Annotated[ShortText, PUBLIC]
