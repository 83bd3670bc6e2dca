"""Records of one body: merges read one after the other, and every fact as if it named what is kept."""

from typing import Any

from tests.oracle.days import Fact

MERGES = {
    f"{kind}_records_{what}": (kind, what)
    for kind in ("person", "organization")
    for what in ("merged", "unmerged")
}  # fmt: skip
PEOPLE = ("person", "other", "by", "through", "owner", "predecessor", "kept", "duplicate")
ORGANIZATIONS = ("organization", "other", "kept", "duplicate")
RELATING = ("organizations_related", "organizations_unrelated")
Kept = dict[tuple[str, str], str]


def kept_records(decided: list[Fact]) -> Kept:
    """By merged record (kind, id): the id it answers as."""
    groups: Kept = {}
    for kind, first, second in in_force(decided):
        into, gone = (groups.get((kind, id), id) for id in (first, second))
        moved = [id for (same, id), answer in groups.items() if same == kind and answer == gone]
        if into != gone:
            groups |= {(kind, id): into for id in (gone, *moved)}
    return {key: into for key, into in groups.items() if key[1] != into}


def in_force(decided: list[Fact]) -> list[tuple[str, str, str]]:
    """(kind, kept, duplicate) of the merges that nothing undid, in recorded order; twice said is said once."""
    found: dict[tuple[str, str, str], None] = {}
    for fact in sorted(decided, key=lambda fact: int(fact["position"])):
        if fact["type"] in MERGES:
            kind, what = MERGES[fact["type"]]
            key = (kind, fact["kept"], fact["duplicate"])
            if what == "merged":
                found[key] = None
            else:
                found.pop(key, None)
    return list(found)


def renamed(fact: Fact, kept: Kept) -> Fact:
    """Ids of people and of organizations wherever a fact names them."""
    organizations = ORGANIZATIONS if fact["type"].startswith("organization") else ORGANIZATIONS[:1]
    people = () if fact["type"].startswith("organization") else PEOPLE
    changed: dict[str, Any] = {}
    for kind, names in (("person", people), ("organization", organizations)):
        changed |= {name: kept.get((kind, fact[name]), fact[name]) for name in names if isinstance(fact.get(name), str)}
    if "people" in fact:
        changed["people"] = once(kept.get(("person", id), id) for id in fact["people"])
    for name in ("originals", "results") if "originals" in fact else ():
        changed[name] = once(kept.get(("organization", id), id) for id in fact[name])
    if "about" in fact:
        changed["about"] = {kind: kept.get((kind, id), id) for kind, id in fact["about"].items()}
    return fact | changed


def once(ids: Any) -> list[str]:
    return list(dict.fromkeys(ids))
