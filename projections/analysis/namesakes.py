"""Several people of one name, told apart where something is read: by their posts, or else by their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..account_maps import account_map
from ..fragments import decode
from ..moments import Moment
from ..phrases import listed
from ..tenants import Tenant

Json = dict[str, Any]


def told_apart(tenant: Tenant, accounts: Iterable[str], moment: Moment, answer: Json) -> Json:
    """The answer, in which whoever shares a name with somebody else that it names has the post beside it."""
    named = defaultdict[str, set[str]](set)
    for person, name in _named(answer):
        named[name].add(person)
    shared = {person: name for name, people in named.items() if len(people) > 1 for person in people}
    if not shared:
        return answer
    posts = _posts(tenant, accounts, moment)
    called = {person: f"{name} ({listed(posts.get(person, [])) or person})" for person, name in shared.items()}
    found: Json = _renamed(answer, called)
    return found


def _posts(tenant: Tenant, accounts: Iterable[str], moment: Moment) -> dict[str, list[str]]:
    """By person the titles of what they hold there."""
    held = defaultdict[str, list[str]](list)
    maps = (account_map(tenant, id, moment, fields="roles.id,roles.title,roles.holders") for id in accounts)
    for role in (role for map in maps for role in decode(map)["roles"]):
        for holder in role["holders"]:
            held[holder["person"]].append(role["title"] or role["id"])
    return held


def _named(answer: Any) -> Iterator[tuple[str, str]]:
    """(person, name) wherever the answer has both."""
    if isinstance(answer, Mapping):
        if (person := _person(answer)) and answer["name"]:
            yield person, answer["name"]
        answer = [*answer.values()]
    for one in answer if isinstance(answer, list | tuple) else ():
        yield from _named(one)


def _person(one: Mapping[str, Any]) -> str | None:
    """Whom an entry with a name is of."""
    if "name" not in one:
        return None
    return one.get("id") if one.get("kind") == "person" else one.get("person")


def _renamed(answer: Any, called: Mapping[str, str]) -> Any:
    if isinstance(answer, Mapping):
        found = {name: _renamed(value, called) for name, value in answer.items()}
        person = _person(answer)
        return found | {"name": called[person]} if person is not None and person in called else found
    if isinstance(answer, list | tuple):
        return [_renamed(one, called) for one in answer]
    return answer
