"""The facts that changes of a map come from: those that state the new values, or ended what held before.

Where what is known changed and no new fact states the value, it is the amendment that made it hold. What only came
or went with something else (a tenure with its role, a person with their tenure) has the facts of that. Somebody who was
named before, and is known to be somebody only now or no more, has what says so or took that back; and what nothing else
explains the facts by which records became one, or two again. A person whom only a finding or a rumor names has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Table

from domain.log.keys import KeyRing
from domain.log.merged import read_merges

from .attitudes import attitudes
from .changes_of_employer import OF_EXTERNAL_PEOPLE, ChangesOfEmployer
from .crafted import crafted_jobs
from .culture import CULTURES
from .evidence_beside import TABLES as BESIDE
from .evidence_beside import Beside
from .heirs import Heirs
from .lineage import Lineage
from .lives import Ends, lives_between
from .opportunities import buying_roles, opportunities
from .organizations import accounts, organizations, units
from .people import links, people
from .restructurings import restructurings
from .roles import roles
from .sides import Sides, Window
from .silences import Silences
from .snapshots import Snapshot
from .stated import STATING, by_field, concerns, moved, placed
from .states import Change
from .tenures import powers, tenures

# In this order: what comes along with something has the facts of what stands before it. Of a culture the rows may be
# those of what it is inherited from.
_TABLES: dict[str, tuple[Table, ...]] = {
    "account": (organizations, accounts),
    "subsidiary": (organizations, accounts),
    "restructuring": (restructurings,),
    "unit": (units,),
    "culture": (),
    "role": (roles,),
    "opportunity": (opportunities,),
    "tenure": (tenures,),
    "buying_role": (buying_roles,),
    "power": (powers,),
    "crafted_job": (crafted_jobs,),
    "attitude": (attitudes,),
    "link": (links,),
    "person": (people,),
    **{kind: (table,) for kind, table in BESIDE.items()},
}
# What may stand as before while it comes onto a map or leaves it.
_STANDING = {"link": links, "buying_role": buying_roles, "attitude": attitudes}
_POSTS = {"power": "tenure", "crafted_job": "tenure", "attitude": "buying_role"}
_NO_END = object()
Key = tuple[str, str, str | None]
Places = dict[Key, set[int]]


class Evidence:
    """Of one leg of a difference: two moments that differ on one clock, the earlier first."""

    def __init__(self, before: Snapshot, after: Snapshot, keys: KeyRing, told: Iterable[Change]) -> None:
        self.told = sorted(told, key=lambda change: list(_TABLES).index(change.kind))
        self._ends = Ends(after, self.told)
        self._after = after
        self._naming = defaultdict[str, list[Change]](list)
        for change in self.told:
            for person in change.mentioned:
                self._naming[person].append(change)
        self._lives = lives_between(before, after, keys, self.told)
        self._silences = Silences(before, after, keys, self.told)
        self._window = Window(before, after)
        for kind, table in ((kind, table) for kind, tables in _TABLES.items() for table in tables):
            self._window.learn(table, {change.home for change in self.told if change.kind == kind})
        self.heirs = Heirs(after, {change.subject for change in self.told if change.kind == "role" and not change.name})
        self._merging = set(filter(self._window.fresh, _merges(after, keys)))
        self._ownless = set[Key]()
        self._learn_sources()
        self._lineage = Lineage(before, after, self._window, self.told)
        self._employers = ChangesOfEmployer(before, after, self._window, self.told)
        self._beside = Beside(self._window, keys, self.told)

    def _learn_sources(self) -> None:
        """Of what is told of along with something else: the units of roles, and what has the cultures."""
        self._window.learn(units, {unit for change in self.told for unit in _units_of(change)})
        for kind, table in CULTURES.items():
            self._window.learn(table, {id for change in self.told for of, id in _cultures_of(change) if of == kind})

    def facts(self) -> dict[Key, list[str]]:
        """Ids of facts by change, in the order of the log."""
        found: Places = {}
        for change in self.told:
            own = self._own(change)
            self._ownless.update(() if own else {change.key})
            found[change.key] = own or self._along(change, found) or self._introduced(change) or self._merging
        ids = self._after.ids_of_facts(place for places in found.values() for place in places)
        return {key: [ids[place] for place in sorted(places) if place in ids] for key, places in found.items()}

    def along(self, change: Change) -> bool:
        """Whether it only came or went with something else; once its facts are known."""
        table = _STANDING.get(change.kind) if None in (change.before, change.after) else None
        sides = None if table is None else self._window.sides(table, change.home, lambda row: concerns(change, row))
        return change.key in self._ownless or bool(sides and sides.before and sides.after) or self._inside(change)

    def _inside(self, change: Change) -> bool:
        """Whether it is only not told any more where somebody works, because they hold a role here, too."""
        no_more = (change.kind, change.name, change.after) == ("person", "of", None)
        return no_more and any(one.key == ("person", change.subject, "external") for one in self.told)

    def end(self, change: Change) -> Any:
        """What is known afterwards of the tenure that is gone."""
        return self._ends.row(change.before["took"]) if change.kind == "tenure" and change.after is None else None

    def closed(self, change: Change) -> bool:
        """Whether a role or a unit that is gone exists no more, rather than belongs elsewhere."""
        if change.kind not in ("role", "unit") or change.after is not None:
            return False
        (table,) = _TABLES[change.kind]
        return all(row.life == "closed" for row in self._window.sides(table, change.home).after)

    def became(self, change: Change) -> list[str]:
        """The roles that a role which is closed became."""
        return [row.successor for row in self.heirs.after.get(change.subject, ())] if self.closed(change) else []

    def follows(self, change: Change) -> list[str]:
        """The closed roles of which a role that came is a successor."""
        return [row.home for row in self._before(change)]

    def _before(self, change: Change) -> list[Any]:
        came = change.kind == "role" and change.name is None and change.before is None
        return self.heirs.before.get(change.subject, []) if came else []

    def _own(self, change: Change) -> set[int]:
        """Positions of the facts of a change; none for who comes or goes by being named."""
        if change.kind in BESIDE:
            return self._beside.places(change)
        if change.kind == "culture":
            return self._assessed(change)
        if change.kind == "person" and change.name is None:
            return set()
        if change.kind == "subsidiary" and change.name in (None, "below"):
            return self._lineage.places(change.subject)
        if change.kind == "person" and change.name in OF_EXTERNAL_PEOPLE:
            return self._becoming_ours(change) or self._employers.of_person(change.subject)
        if (change.kind, change.name) == ("role", "organization"):
            return self._employers.of_post(change.subject)
        found = self._lives.get(change.key, set()) | self._ended(change)
        found |= {row.place for row in self._before(change)}
        for table in _TABLES[change.kind]:
            sides = self._window.sides(table, change.home, lambda row: concerns(change, row))
            said = STATING.get(table, by_field)(change, sides) | self._silences.places(change, sides)
            found |= self._amended(said, sides)
        moving = [] if found else [self._window.sides(units, unit) for unit in _units_of(change)]
        return found.union(*(moved(sides) or self._gone(sides) for sides in moving))

    def _becoming_ours(self, change: Change) -> set[int]:
        """A colleague of ours is never external, wherever they hold a post."""
        ours = ("person", change.subject, "ours")
        return set().union(*(self._own(other) for other in self.told if other.key == ours))

    def _assessed(self, change: Change) -> set[int]:
        """What was newly said of what has the culture, or of what it is inherited from, before or after."""
        found = set[int]()
        for kind, id in _cultures_of(change):
            sides = self._window.sides(CULTURES[kind], id)
            said = {row.place for row in sides.after} - {row.place for row in sides.before}
            taken_back = filter(self._window.fresh, (row.known_to for row in sides.before))
            found |= self._amended(said, sides) or set(taken_back)
        return found

    def _gone(self, sides: Sides) -> set[int]:
        """What took away the unit that a role was in: the role is where it says itself then."""
        if any(map(placed, sides.after)):
            return set()
        return set(filter(self._window.fresh, (row.known_to for row in sides.before if placed(row))))

    def _ended(self, change: Change) -> set[int]:
        """The end of a tenure or buying role that is gone, or whose end is known otherwise."""
        if change.kind == "tenure":
            until = [side.get("until", _NO_END) for side in (change.before, change.after) if side is not None]
            shown = change.after or change.before
            return self._ends.place(shown["took"]) if change.after is None or len(set(until)) > 1 else set()
        if change.kind == "buying_role" and change.after is None:
            gone = self._window.sides(buying_roles, change.home, lambda row: concerns(change, row)).before
            return set().union(*(self._ends.place(row.item) for row in gone))
        return set()

    def _amended(self, places: set[int], sides: Sides) -> set[int]:
        """With the amendment that made it so, where nothing of it was newly recorded."""
        if any(map(self._window.fresh, places)):
            return places
        shown, gone = ([*filter(self._window.fresh, some)] for some in _amending(sides))
        return places | set(sorted(shown or gone)[-1:])

    def _along(self, change: Change, found: Places) -> set[int]:
        return set().union(*(found.get(key, set()) for key in self._companions(change)))

    def _introduced(self, change: Change) -> set[int]:
        """Of somebody who is named as before: what says newly that they are somebody, or takes that back."""
        if (change.kind, change.name) != ("person", None):
            return set()
        before, after, _ = self._window.sides(people, change.subject)
        moved = [] if before and after else [*(row.known_from for row in after), *(row.known_to for row in before)]
        return set(filter(self._window.fresh, moved))

    def _companions(self, change: Change) -> Iterator[Key]:
        """What a change without facts of its own came along with."""
        if change.kind in BESIDE:
            for kind, id in self._beside.companions(change):
                yield kind, id, None
                yield from (other.key for other in self._naming[id] if kind == "person")
            return
        yield from (("subsidiary", organization, None) for organization in _organizations_of(change))
        if change.kind == "culture":
            for unit in self._upwards(change):
                yield from (("unit", unit, name) for name in (None, "parent", "organization"))
        elif change.kind == "tenure":
            yield "role", change.subject, None
        elif change.kind == "buying_role":
            yield "opportunity", change.subject, None
        elif change.kind in _POSTS:
            post = _POSTS[change.kind], change.subject
            yield from (other.key for other in self._naming[change.people[0]] if other.about == post)
            yield "opportunity" if change.kind == "attitude" else "role", change.subject, None
        elif change.kind in ("link", "person"):
            yield from (other.key for person in change.people for other in self._naming[person])

    def _upwards(self, change: Change) -> list[str]:
        """A unit and those that were above it at any time between, level by level."""
        found = [change.subject] if change.name == "unit" else []
        for unit in found:
            self._window.learn(units, [unit])
            above = (row.parent for row in self._window.sides(units, unit).between)
            found += [parent for parent in above if parent is not None and parent not in found]
        return found


def _merges(at: Snapshot, keys: KeyRing) -> Iterator[int]:
    """Positions of what says that records are one, or two again."""
    families = read_merges(at.connection, keys, at.position).families.values()
    return (member.position for family in families for member in family.members.values())


def _amending(sides: Sides) -> tuple[list[int], list[int]]:
    """Where rows of the later moment came to be known, and where others ceased to be."""
    return [row.known_from for row in sides.after], [row.known_to for row in sides.between]


def _cultures_of(change: Change) -> set[tuple[str, str]]:
    """(kind, id) of whose assessments a culture comes from, before and after."""
    if change.kind != "culture":
        return set()
    sides, own = (change.before, change.after), {change.name: change.subject}
    return {pair for side in sides if side for pair in side.get("culture_from", own).items()}


def _organizations_of(change: Change) -> list[str]:
    """On the map of a group: with which of its organizations something may have come or gone."""
    if change.kind in ("culture", "restructuring"):
        return [change.subject]
    sides = (side for side in (change.before, change.after) if side and change.name is None)
    return [side[name] for side in sides for name in ("organization", "below") if side.get(name)]


def _units_of(change: Change) -> list[str]:
    """The unit with which a role may have come or gone."""
    whole = change.kind == "role" and change.name is None
    return [unit] if whole and (unit := (change.after or change.before).get("unit")) else []
