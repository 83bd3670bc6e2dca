"""What to ask new holders of posts again: a predecessor's answers say little about whoever came after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from domain.dates import FOREVER
from domain.language import say_in_order
from domain.roles import ASKED_AGAIN

from .account_maps import header, require_organization
from .crafted import crafted_jobs
from .crafted_reads import Crafts
from .fragments import decode
from .groups import reached
from .heirs import Heirs
from .moments import Moment
from .moves import days_asked
from .names import Names
from .snapshots import Snapshot, snapshot
from .stays import Stay, Tenure, a_while_before, known_tenures, lately_held, stays_of
from .tenants import Tenant
from .tenures import tenures

Json = dict[str, Any]
_YEAR, _NEVER = timedelta(days=365), date.fromordinal(FOREVER)


def questionnaires(tenant: Tenant, account: str, moment: Moment, since: str | None, *, group: bool = False) -> Json:
    """Of each holder of a role on the account's map that day who came on a day from `since` on, the latest first.

    A year before that day if left out; of a `group` on the maps of all below it, too. Raises NotFound, InvalidRequest
    for `since`.
    """
    require_organization(tenant, account)
    first, _ = days_asked(since, None, moment.as_of, tenant.ledger.today())
    posts = {post for id in reached(tenant, account, moment, group=group) for post in _posts(tenant, id, moment)}
    with snapshot(tenant, moment) as at:
        found = _Asked(at, posts, first or moment.as_of - _YEAR).questionnaires()
    return {**header(moment, restricted=True), "account": account, "questionnaires": found}


def _posts(tenant: Tenant, account: str, moment: Moment) -> list[str]:
    with tenant.timelines.scene(account, moment) as scene:
        return [id for kind, id in scene.subjects_on_map if kind == "role"]


class _Asked:
    """Everybody's stays in these posts, with what they make of them."""

    def __init__(self, at: Snapshot, posts: Iterable[str], since: date) -> None:
        self._at, self._posts, self._since = at, set(posts), since
        self._origins = Heirs(at, self._posts).before
        every = self._posts.union(row.home for rows in self._origins.values() for row in rows)
        self._stays: dict[str, list[Stay]] = defaultdict(list)
        self._learn(lately_held(at, tenures.c.home, every, a_while_before(since)))
        self._crafts, self._names = Crafts(at, crafted_jobs.c.home, every), Names(at)
        self._names.learn("role", self._posts)
        self._facts: dict[int, str] = {}

    def questionnaires(self) -> list[Json]:
        came = [stay for post in self._posts for stay in self._stays[post] if self._came(stay)]
        self._learn_whole({stay.first.role for stay in came if not self._followed(stay)})
        asked = [(stay, self._before(stay)) for stay in sorted(came, key=_latest_first)]
        told = [self._answers(one) for pair in asked for one in pair if one is not None]
        self._facts = self._at.ids_of_facts(row.place for answers in told for row in answers.values())
        self._names.learn("person", {one.first.person for pair in asked for one in pair if one is not None})
        return [self._questionnaire(stay, before) for stay, before in asked]

    def _learn(self, found: Iterable[Tenure]) -> None:
        for stay in stays_of(found):
            self._stays[stay.first.role].append(stay)

    def _learn_whole(self, posts: set[str]) -> None:
        """Posts that stood empty for long, with those that they came from."""
        posts = posts.union(row.home for post in posts for row in self._origins.get(post, ()))
        self._stays.update((post, []) for post in posts)
        self._learn(known_tenures(self._at, tenures.c.home, posts))

    def _followed(self, stay: Stay) -> bool:
        """Whether somebody is known who ended before: who did so earlier is not looked for."""
        before = self._last_before(stay, [stay.first.role])
        return before is not None and before.last.stop < _NEVER

    def _came(self, stay: Stay) -> bool:
        """Whether somebody holds the post now and came lately enough."""
        return stay.first.start >= self._since and any(tenure.covers(self._at.day) for tenure in stay.tenures)

    def _before(self, stay: Stay) -> Stay | None:
        """Of the stays of others in the post that began before, the one that ended last; one that goes on, as in posts
        that are shared, only where none ended. Where there is none, of those in the roles that the post came from."""
        origins = [row.home for row in self._origins.get(stay.first.role, ())]
        return self._last_before(stay, [stay.first.role]) or self._last_before(stay, origins)

    def _last_before(self, stay: Stay, roles: list[str]) -> Stay | None:
        held = (one for role in roles for one in self._stays[role] if one.first.held)
        others = (one for one in held if one.first.person != stay.first.person and one.first.begun < stay.first.begun)
        return max(others, key=lambda one: (one.last.stop < _NEVER, one.last.stop, one.last.begun), default=None)

    def _answers(self, stay: Stay) -> dict[str, Any]:
        """The latest word on each property, on the day asked for or the last of the stay."""
        person, role = stay.first.person, stay.first.role
        rows = self._crafts.rows(person, role, stay.day_seen_from(self._at.day))
        return {row.property: row for row in rows if row.property in ASKED_AGAIN}

    def _questionnaire(self, stay: Stay, before: Stay | None) -> Json:
        first, answers = stay.first, self._answers(stay)
        who = {"person": first.person, "name": self._names.of("person", first.person)}
        post = {"role": first.role, "title": self._names.of("role", first.role)}
        kinds = list(dict.fromkeys(tenure.row.tenure_kind for tenure in stay.tenures))
        earlier = {} if before is None else self._answers(before)
        return {
            **post, **who, "since": first.row.since, "tenure_kinds": kinds, "took": first.took,
            "predecessor": None if before is None else self._predecessor(before),
            "open": [name for name in ASKED_AGAIN if name not in answers],
            "questions": [self._question(name, stay, answers, earlier) for name in ASKED_AGAIN],
        }  # fmt: skip

    def _predecessor(self, stay: Stay) -> Json:
        person, role = stay.first.person, stay.first.role
        who = {"person": person, "name": self._names.of("person", person)}
        return {**who, "role": role, "until": stay.last.row.until}

    def _question(self, name: str, stay: Stay, answers: dict[str, Any], earlier: dict[str, Any]) -> Json:
        who, post = stay.first.person, stay.first.role
        called = self._names.of("person", who) or who, self._names.of("role", post) or post
        said = {"answer": self._answer(answers.get(name)), "predecessor_answer": self._answer(earlier.get(name))}
        return {"property": name, "question": say_in_order(ASKED_AGAIN[name], called), **said}

    def _answer(self, row: Any) -> Json | None:
        if row is None:
            return None
        told = {"value": decode(row.value), "by": row.assessor, "since": row.said.isoformat()}
        return {**told, "certainty": row.certainty, "fact": self._facts[row.place]}


def _latest_first(stay: Stay) -> tuple[int, str, str]:
    return -stay.first.start.toordinal(), stay.first.role, stay.first.person
