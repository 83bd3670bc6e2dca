"""Stories in which something matters to us, and the key moments found in them."""

from datetime import date

from domain.key_moments.found import KeyMoment
from projections.key_moments import Asked, key_moments
from tests.projections.told import Story

ALL = Asked(date(2020, 1, 1), date(2030, 1, 1))


def sale(story: Story, id: str = "o", organization: str = "acme", name: str = "Renewal") -> None:
    value = {"amount": 1000, "currency": "EUR"}
    story.tell("opportunity_opened", None, opportunity=id, organization=organization, name=name, value=value)


def plays(story: Story, person: str, buying_role: str, opportunity: str = "o") -> None:
    story.tell("buying_role_assigned", None, person=person, opportunity=opportunity, buying_role=buying_role)


def people(story: Story, *ids: str, ours: bool = False) -> None:
    for id in ids:
        story.tell("person_introduced", person=id, name=id.title(), ours=ours)


def post(story: Story, id: str, title: str, organization: str = "acme", unit: str | None = None) -> None:
    where = {"unit": unit} if unit else {}
    story.tell("role_defined", None, role=id, organization=organization, title=title, **where)


def found(story: Story, rule: str, day: str = "2024-12-31", known: str | None = None) -> list[KeyMoment]:
    return [one for one in key_moments(story.tenant, story.at(day, known), ALL) if one.rule == rule]


def seen(story: Story, rule: str, day: str = "2024-12-31") -> list[tuple[str | None, str]]:
    return [(one.person, date.fromordinal(one.day).isoformat()) for one in found(story, rule, day)]


def champion(story: Story) -> None:
    sale(story)
    story.took("ann", "2023-01-01")
    plays(story, "ann", "champion")
    story.tell("link_rated", None, person="ann", other="cy", tone=2, strength=5)
