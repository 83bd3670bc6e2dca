"""What is done with an announcement that comes in: said what it may mean, and accepted by itself where that is sure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from domain.acceptance import CREATE, Accepting, Announced, Choice, Chosen
from domain.dates import span_of
from domain.forms import new_fact_id
from domain.matching.announcements import Announcement, Match, Thresholds
from domain.matching.matching import match
from domain.matching.people import MOST
from domain.matching.registry import Organization, Person, Registry, Role
from domain.matching.supposing import counted
from domain.matching.verdicts import INTRODUCED, Rules, Verdict, verdict
from domain.nominations import Candidate
from domain.unsure import Unsure

from .moments import moment_of
from .tenants import Tenant

MOST_OF_EACH = 3
Json = dict[str, Any]


class Reported(NamedTuple):
    """A report that is about to be recorded. `first`: nothing was reported of its nomination before."""

    nomination: str
    report: str
    said: Mapping[str, Any]
    first: bool = True


class Seen(NamedTuple):
    """What a report may mean, and the facts that it becomes by itself: none where a person has to look, and why.

    `passed_over`: it concerns nobody here, and is not recorded at all.
    """

    candidates: Sequence[Candidate] = ()
    unsure: Sequence[Unsure] = ()
    facts: Sequence[Json] = ()
    passed_over: bool = False


class Looked(NamedTuple):
    """What a report may mean, and whether that is sure."""

    candidates: Sequence[Candidate]
    verdict: Verdict


See = Callable[[Reported], Seen]
Seeing = Callable[[], AbstractContextManager[See]]
"""Opened for a batch: what is seen in it is seen in order."""
Concerns = Callable[[Mapping[str, Any], Match], bool]
"""Whether what is said, and what it may mean, concerns anybody here."""


@contextmanager
def nobody() -> Iterator[See]:
    """Without a matcher a person chooses."""
    yield lambda reported: Seen()


def clerk(tenant: Tenant, rules: Rules, interest: Callable[[Registry], Concerns] | None = None) -> Seeing:
    """What a report may mean as known now, and what it becomes. Nobody else asks the registry meanwhile.

    With an `interest` only what concerns it.
    """

    @contextmanager
    def seeing() -> Iterator[See]:
        with tenant.registries.at(moment_of(tenant.ledger)) as (registry, _), registry.supposing():
            seeing = Clerk(registry, rules, interest and interest(registry))
            yield seeing.see
            tenant.ledger.knowledge.learn(seeing.met)  # so that the log need not look whether they exist

    return seeing


def pushed(thresholds: Thresholds) -> Rules:
    """What is pushed in is never accepted by itself."""
    return Rules(thresholds, reviewed="pushed")


@dataclass
class Clerk:
    """Sees reports in order and supposes that what it accepts is recorded. A revision is never accepted here."""

    registry: Registry
    rules: Rules
    concerns: Concerns | None = None
    met: set[tuple[str, str]] = field(default_factory=set)

    def see(self, reported: Reported) -> Seen:
        most = MOST_OF_EACH if self.concerns is None else MOST
        asked = announcement_of(reported.said)
        found = matching(self.registry, asked, self.rules, most)
        if reported.first and self.concerns is not None and not self.concerns(reported.said, found):
            return Seen(passed_over=True)
        rules = self.rules if reported.first else replace(self.rules, reviewed=self.rules.reviewed or "revised")
        looked = _weighed(self.registry, reported.said, rules, asked, found)
        choice = looked.verdict.choice
        facts = [] if choice is None else self.accept(reported, choice)
        self._meet(looked.candidates, facts)
        return Seen(looked.candidates, looked.verdict.unsure, facts)

    def _meet(self, candidates: Sequence[Candidate], facts: Sequence[Json]) -> None:
        """Whom and what this names and the log knows already: what is only supposed may come to nothing."""
        named = {(one.kind, one.id) for one in candidates}
        named |= {(kind, fact[kind]) for fact in facts for kind in INTRODUCED if kind in fact}
        self.met |= {one for one in named if self.registry.knew(*one)}

    def accept(self, reported: Reported, choice: Choice) -> list[Json]:
        """The facts that it becomes; what is seen next supposes that they are recorded."""
        accepting = accepting_of(self.registry, reported, choice)
        chosen = accepting.chosen()
        facts = accepting.facts(chosen)
        self._suppose(reported.said, choice, chosen, facts)
        return [*facts, acceptance(reported, choice, chosen, [fact["id"] for fact in facts])]

    def _suppose(self, said: Mapping[str, Any], choice: Choice, chosen: Chosen, facts: Sequence[Json]) -> None:
        """Whoever is announced next may be meant by what was accepted now."""
        if choice.organization == CREATE:
            self.registry.put_organization(Organization(str(chosen.organization), (said["organization_name"],)))
        if choice.role == CREATE:
            self.registry.put_role(Role(chosen.role, chosen.organization, (said["role_title"],)))
        if choice.person == CREATE:
            self.registry.put_person(Person(chosen.person, (said["person_name"],)))
        took = next((fact["id"] for fact in facts if fact["type"] == "person_took_role"), None)
        counted(self.registry, choice, (chosen.person, chosen.role), span_of(said["starts"]), took)


def accepting_of(registry: Registry, reported: Reported, choice: Choice) -> Accepting:
    owner = None if choice.role == CREATE else registry.organization_of(choice.role)
    certainty = reported.said.get("certainty", "confirmed")
    return Accepting(Announced(reported.nomination, reported.said, certainty), choice, owner)


def acceptance(reported: Reported, choice: Choice, chosen: Chosen, facts: Sequence[str]) -> Json:
    """The fact that says what it became."""
    named = {kind: id for kind, id in chosen._asdict().items() if id is not None}
    people = {"predecessor": choice.predecessor} if choice.predecessor is not None else {}
    own = {"nomination": reported.nomination, "report": reported.report, "facts": list(facts)}
    return {"type": "nomination_accepted", "id": new_fact_id(), **own, **named, **people}


def announcement_of(said: Mapping[str, Any]) -> Announcement:
    return Announcement(
        person=said.get("person_name"),
        organization=said.get("organization_name"),
        role=said.get("role_title"),
        on=_day(said.get("starts") or said.get("announced")),
        kind=said.get("kind"),
        previous_organization=said.get("previous_organization"),
        previous_role=said.get("previous_role"),
        predecessor=said.get("predecessor_name"),
    )


def _day(written: str | None) -> int | None:
    """What is no date is refused where it is recorded."""
    with suppress(ValueError):
        return None if written is None else span_of(written).first
    return None


def matching(registry: Registry, asked: Announcement, rules: Rules, most: int = MOST_OF_EACH) -> Match:
    return match(registry, asked, rules.thresholds, most) if asked.says_anything else Match()


def look(registry: Registry, said: Mapping[str, Any], rules: Rules) -> Looked:
    asked = announcement_of(said)
    return _weighed(registry, said, rules, asked, matching(registry, asked, rules))


def _weighed(registry: Registry, said: Mapping[str, Any], rules: Rules, asked: Announcement, found: Match) -> Looked:
    told = verdict(registry, said, asked, found, rules)
    return Looked(worth_a_look(found, rules.thresholds.review), told)


def worth_a_look(found: Match, least: float) -> list[Candidate]:
    """Of each part the best ones."""
    parts = [part for part in (found.person, found.organization, found.role) if part is not None]
    best = [one for part in parts for one in part.candidates[:MOST_OF_EACH] if one.score >= least]
    return [Candidate(kind=one.kind, id=one.id, score=round(one.score, 4), reasons=one.reasons) for one in best]
