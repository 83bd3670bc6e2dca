"""What is accepted by itself and what is left to a person, rule by rule, on a registry of a few."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.acceptance import CREATE, Choice
from domain.dates import FOREVER, span_of
from domain.matching.announcements import Kind, Thresholds
from domain.matching.matching import match
from domain.matching.registry import Organization, Person, Registry, Role, Tenure, registry
from domain.matching.supposing import counted
from domain.matching.verdicts import INTRODUCED, Rules, Verdict, verdict
from domain.unsure import sentence
from projections.clerk import announcement_of

JANE = {
    "person_name": "Jane Roe",
    "organization_name": "Acme",
    "role_title": "Finance Director",
    "kind": "joined",
    "starts": "2024-03-01",
}


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.fixture
def known() -> Registry:
    """Jane was controller at Acme until February; Bob is its Finance Director; two posts of it are called Buyer."""
    jane = Tenure("controller", day("2020-01-01"), day("2024-02-20"), "t-1")
    bob = Tenure("fd", day("2019-01-01"), FOREVER, "t-2")
    people = [Person("jane", ("Jane Roe",), {}, (jane,)), Person("bob", ("Bob Poe",), {}, (bob,))]
    titles = {"fd": "Finance Director", "controller": "Controller", "buyer-1": "Buyer", "buyer-2": "Buyer"}
    roles = [Role(id, "acme", (title,)) for id, title in titles.items()]
    return registry(people, roles, [Organization("acme", ("Acme",)), Organization("bolt", ("Bolt AG",))])


def judged(known: Registry, introduces: tuple[Kind, ...] = (), **values: Any) -> Verdict:
    said = {name: value for name, value in (JANE | values).items() if value is not None}
    asked, thresholds = announcement_of(said), Thresholds()
    return verdict(known, said, asked, match(known, asked, thresholds), Rules(thresholds, frozenset(introduces)))


def reasons(found: Verdict) -> list[str]:
    """Each of them in words that say something."""
    assert all(sentence(one).endswith(".") for one in found.unsure)
    return [one.kind for one in found.unsure]


def chosen(found: Verdict) -> Choice:
    assert found.choice is not None, found
    return found.choice


def test_who_is_sure_in_a_role_that_is_called_so_is_accepted_though_somebody_holds_it(known: Registry) -> None:
    found = judged(known)
    assert found.outcome == "accepted"
    assert chosen(found) == Choice(person="jane", role="fd", learn=False)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"kind": "unknown"}, ["unread"]),
        ({"starts": None}, ["no_day"]),
        ({"starts": "soon"}, ["no_day"]),
        ({"organization_name": None}, ["incomplete"]),
        ({"person_name": "example.org/person/25441"}, ["number_for_name", "person_unknown"]),
        ({"source": {"kind": "inference"}}, ["inferred"]),
        ({"organization_name": "Nobody Ltd"}, ["organization_unknown"]),
        ({"role_title": "Head of Ice"}, ["role_unknown"]),
        ({"person_name": "Xaver Unbekannt"}, ["person_unknown"]),
        ({"kind": "left"}, ["not_holder"]),
        (
            {"starts": None, "organization_name": "Ice", "person_name": "X. Y."},
            ["no_day", "organization_unknown", "person_unknown"],
        ),
    ],
)
def test_what_is_not_sure_is_left_to_a_person(known: Registry, values: dict[str, Any], why: list[str]) -> None:
    found = judged(known, **values)
    assert (found.choice, reasons(found)) == (None, why)
    assert found.outcome in ("review", "unmatched")


def test_a_name_alone_accepts_nothing_whatever_may_be_introduced(known: Registry) -> None:
    known.put_person(Person("dee", ("Dee Quux",)))
    assert judged(known, INTRODUCED, person_name="Dee Quux").choice is None


def test_who_is_unknown_is_introduced_only_by_rule(known: Registry) -> None:
    assert judged(known, person_name="Xaver Unbekannt").outcome == "unmatched"
    assert chosen(judged(known, ("person",), person_name="Xaver Unbekannt")).person == CREATE
    assert judged(known, ("person",), person_name="Xaver Unbekannt", role_title="Head of Ice").choice is None
    made = chosen(judged(known, INTRODUCED, person_name="Xaver Unbekannt", organization_name="Ice Ltd"))
    assert (made.person, made.organization, made.role) == (CREATE, CREATE, CREATE)


def test_an_organization_that_may_be_a_known_one_is_not_introduced(known: Registry) -> None:
    known.put_organization(Organization("acme-2", ("Acme",)))
    found = judged(known, INTRODUCED)
    assert (found.choice, reasons(found)) == (None, ["organization_tied"])


def test_of_roles_called_alike_the_one_left_last_is_taken_and_one_held_is_not(known: Registry) -> None:
    left = Tenure("buyer-2", day("2020-01-01"), day("2024-01-01"))
    known.put_person(Person("ann", ("Ann Poe",), {}, (left,)))
    assert chosen(judged(known, role_title="Buyer")).role == "buyer-2"
    known.put_person(Person("ann", ("Ann Poe",), {}, (replace(left, stop=FOREVER),)))
    assert chosen(judged(known, role_title="Buyer")).role == "buyer-1"


def test_of_titles_of_the_same_words_the_one_written_just_so_is_meant(known: Registry) -> None:
    known.put_role(Role("buyer-0", "acme", ("The Buyer",)))
    assert chosen(judged(known, role_title="The Buyer")).role == "buyer-0"


def test_a_departure_is_of_the_tenure_that_runs(known: Registry) -> None:
    found = chosen(judged(known, person_name="Bob Poe", kind="left"))
    assert (found.person, found.role, found.took) == ("bob", "fd", None)


def test_of_two_roles_left_on_one_day_the_second_departure_is_of_the_other(known: Registry) -> None:
    both = tuple(Tenure(role, day("2019-01-01"), FOREVER, role) for role in ("buyer-1", "buyer-2"))
    known.put_person(Person("bob", ("Bob Poe",), {}, both))
    told: dict[str, Any] = {"person_name": "Bob Poe", "kind": "left", "role_title": "Buyer"}
    first = chosen(judged(known, **told))
    counted(known, first, ("bob", first.role), span_of("2024-03-01"), None)
    assert {first.role, chosen(judged(known, **told)).role} == {"buyer-1", "buyer-2"}


@pytest.mark.parametrize("again", ["2019-01-09", "2021-01-01"])
def test_beginnings_of_one_role_told_twice_end_as_one(known: Registry, again: str) -> None:
    """Which of them is known by then must not decide what ends."""
    twice = tuple(Tenure("fd", day(start), FOREVER, start) for start in ("2019-01-01", again))
    known.put_person(Person("bob", ("Bob Poe",), {}, twice))
    assert chosen(judged(known, person_name="Bob Poe", kind="left")).took is None


def test_who_comes_to_a_role_that_one_of_nearly_that_name_has_just_left_is_not_taken_for_them(known: Registry) -> None:
    came: dict[str, Any] = {"role_title": "Controller", "starts": "2024-02-21"}
    assert chosen(judged(known, **came)).person == "jane"
    found = judged(known, person_name="Mrs Jane Roe-Poe", **came)
    assert found.choice is None
    assert reasons(judged(known, person_name="J. Roe", **came)) == ["namesake"]


def test_nobody_comes_by_itself_to_a_role_that_was_closed_by_then(known: Registry) -> None:
    known.put_role(Role("controller", "acme", ("Controller",), stop=day("2024-03-01")))
    asked = announcement_of(JANE | {"role_title": "Controller"})
    role = match(known, asked, Thresholds()).role
    assert role is not None
    assert "closed by that day" in role.candidates[0].reasons
    assert reasons(judged(known, role_title="Controller")) == ["role_closed"]
    assert chosen(judged(known, role_title="Controller", starts="2024-02-29")).role == "controller"
    assert chosen(judged(known, role_title="Controller", kind="left")).role == "controller", "it ended with its closing"
    known.put_role(Role("buyer-1", "acme", ("Buyer",), stop=day("2024-03-01")))
    assert chosen(judged(known, role_title="Buyer")).role == "buyer-2"


def test_the_predecessor_named_leaves_and_a_stranger_of_that_name_does_not(known: Registry) -> None:
    assert chosen(judged(known, predecessor_name="Bob Poe")).predecessor == "bob"
    assert chosen(judged(known, predecessor_name="Ann Poe")).predecessor is None


def test_who_is_promoted_leaves_the_role_named_if_they_hold_it(known: Registry) -> None:
    promoted: dict[str, Any] = {"kind": "promoted", "previous_role": "Controller", "previous_organization": "Acme"}
    assert chosen(judged(known, **promoted)).leaves is None
    assert chosen(judged(known, **promoted, starts="2024-02-20")).leaves == "controller"


def test_what_is_supposed_counts_until_it_is_taken_back(known: Registry) -> None:
    before = {id: person.tenures for id, person in known.people.items()}
    with known.supposing():
        counted(known, chosen(judged(known, predecessor_name="Bob Poe")), ("jane", "fd"), span_of("2024-03-01"), "t-9")
        known.put_person(Person("new", ("New Roe",)))
        assert known.people["jane"].tenures[-1] == Tenure("fd", day("2024-03-01"), FOREVER)
        assert known.people["bob"].tenures == (Tenure("fd", day("2019-01-01"), day("2024-03-01")),)
        assert known.names.near(known.parsed["new"][0])
    assert {id: person.tenures for id, person in known.people.items()} == before
    assert set(known.holders["fd"]) == {"bob"}
