"""The whole UK feed pulled in time order by the real job: the maps, moves and chains it leads to, as the truth tells.

The posts are given with the truth's ranks as their levels; people are introduced by rule, and who comes back after
years is decided on by somebody who reviews (tests/real/feeding.py). The feed names no posts, only labels, and 42 labels
of one organization have several: what differs there is compared by (label, organization), as the data's README says.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from tests.program import Program
from tests.real.feeding import Fed, fed
from tests.real.test_moves_on_uk import (
    GAP,
    circles_of_one,
    fits,
    kind_of,
    listed,
    ranked,
    reappointed,
    truth,
    word_of,
)
from tests.real.uk import DATA, decode, lines, rows, tenure_facts
from tests.serving import serving

Json = dict[str, Any]
Post = tuple[str, str]
# The whole feed is pulled once for all of these tests, which takes its time on a busy machine.
pytestmark = pytest.mark.timeout(900)
GIVEN = ("organization_registered", "account_opened", "role_defined")


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("fed")
    (folder / "uk.db").write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{folder}/uk.db"


@pytest.fixture(scope="module")
def given(database: str, tmp_path_factory: pytest.TempPathFactory) -> Fed:
    facts = [fact for fact in ranked(tenure_facts()) if fact["type"] in GIVEN]
    known = [{name: value for name, value in fact.items() if name != "recorded_at"} for fact in facts]
    return fed(database, tmp_path_factory.mktemp("served"), known, ("person",))


@pytest.fixture(scope="module")
def uk(database: str, given: Fed, program: Program) -> Iterator[httpx2.Client]:
    with serving(database, key=given.key, program=program) as served:
        headers = {"Authorization": f"Bearer {given.key}"}
        with httpx2.Client(base_url=served.url, headers=headers, timeout=60) as client:
            yield client


def posts() -> dict[str, Post]:
    """Label and organization by the id of the post."""
    return {row["post_id"]: (row["label"], row["organisation"]) for row in rows("posts.csv")}


def names() -> dict[str, str]:
    """What the feed calls people; some are only numbers to it."""
    told = {item["id"]: item["person_name"] for item in lines("feed_clean.jsonl")}
    return {line["person_id"]: told[line["id"]] for line in lines("feed_clean_truth.jsonl")}


def test_most_is_accepted_by_itself(given: Fed) -> None:
    assert given.nominations == len(lines("feed_clean.jsonl"))
    assert given.reviewed < 0.15 * given.nominations


def test_the_maps_are_those_of_the_truth_at_every_date(uk: httpx2.Client) -> None:
    called, known = posts(), names()
    accounts = [row["id"] for row in listed(uk, "/v1/accounts", "accounts")]
    for table in lines("asof_truth.jsonl"):
        wanted = {(*called[post], known[person]) for post, person in table["holders"]}
        assert set(holders(uk, accounts, table["valid_at"])) == wanted, table["valid_at"]


def holders(uk: httpx2.Client, accounts: list[str], day: str) -> Iterator[tuple[str, str, str]]:
    for account in accounts:
        shown = uk.get(f"/v1/accounts/{quote(account)}/map", params={"as_of": day}).raise_for_status().json()
        called = {person["id"]: person.get("name") for person in shown["people"]}
        for role in shown["roles"]:
            for holder in role["holders"]:
                yield role["title"], shown["account"]["name"], called[holder["person"]]


@pytest.fixture(scope="module")
def taken(uk: httpx2.Client) -> dict[tuple[str, str, Post], list[Json]]:
    """Moves that took a post, by who, when and the label of the post."""
    called, found = posts(), dict[tuple[str, str, Post], list[Json]]()
    introduced = listed(uk, "/v1/facts", "facts", type="person_introduced")
    known = {fact["person"]: fact["name"] for fact in introduced}
    for move in listed(uk, "/v1/moves", "moves", gap=GAP):
        if move["took"]:
            key = (known[move["person"]], move["took"]["since"], called[decode(move["took"]["role"])])
            found.setdefault(key, []).append(move)
    return found


def shared() -> set[Post]:
    """Labels that several posts of one organization have."""
    called = list(posts().values())
    return {post for post in called if called.count(post) > 1}


def test_move_kinds_are_those_of_the_truth(taken: dict[tuple[str, str, Post], list[Json]]) -> None:
    """But for reappointments, as with tenures imported, and for posts of one label, which no feed tells apart."""
    told, called, known, blurred = truth(), posts(), names(), shared()
    compared, differing = 0, 0
    for (person, day, post), line in told.items():
        around = {called[one] for one in (post, *line["from_posts"])}
        if reappointed(line, told) or around & blurred:
            continue
        compared += 1
        (move,) = taken[known[person], day, called[post]]
        left = sorted(called[decode(one["role"])] for one in move["left"])
        right = (kind_of(move), left) == (word_of(line), sorted(called[one] for one in line["from_posts"]))
        differing += not right
    assert compared >= 0.65 * len(told)
    assert differing == 0


def test_chains_of_a_day_are_as_long_as_the_truth_says(uk: httpx2.Client) -> None:
    """But where the longest leads through posts of one label: the feed does not say which of them was filled."""
    called, blurred, differing = posts(), shared(), set()
    for day in json.loads((DATA / "musical_chairs_truth.json").read_text()):
        asked = {"since": day["date"], "until": day["date"], "window": GAP}
        chains = list(listed(uk, "/v1/moves/chains", "chains", **asked))
        assert all(fits(chain) for chain in chains)
        longest = max((len(chain["roles"]) for chain in chains), default=0)
        circles = sum(len(chain["circles"]) for chain in chains)
        if (longest, circles) != (day["chain_len"], day["cycles"] - circles_of_one(day["date"])):
            assert blurred & {called[post] for post in day["longest_chain"]}, (day, longest, circles)
            differing.add(day["date"])
    assert len(differing) <= 2
