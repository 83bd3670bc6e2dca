"""Moves and chains of the UK government, asked of the real program, against the truth tables beside the data.

What differs is told in docs/moves.md: reappointments, which are no moves here, and the words for who comes back. The
ranks of the truth go in as the levels of the posts, and `gap=1` is the truth's own tolerance.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.api.command_line import CommandLine
from tests.program import Program
from tests.real.test_uk_over_http import import_file
from tests.real.uk import DATA, decode, lines, rows, tenure_facts
from tests.serving import serving

Json = dict[str, Any]
Key = tuple[str, str, str]
GAP = 1
GOVERNMENT_FACT = "00000000-0000-4000-8000-000000001947"
WORDS = {"first-appointment": "first", "additional-post": "additional"}
WORDS |= {"promotion": "promoted", "demotion": "demoted", "lateral": "lateral", "return": "back"}


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """With two workspaces: each department an organization, and all of them units of one."""
    folder = tmp_path_factory.mktemp("moves")
    (folder / "uk.db").write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{folder}/uk.db"


@pytest.fixture(scope="module")
def uk(database: str, program: Program, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    folder = tmp_path_factory.mktemp("departments")
    yield from asked_of(database, program, "departments", ranked(tenure_facts()), folder)


@pytest.fixture(scope="module")
def government(database: str, program: Program, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    facts = as_one_organization(ranked(tenure_facts()))
    yield from asked_of(database, program, "government", facts, tmp_path_factory.mktemp("government"))


def asked_of(database: str, program: Program, name: str, facts: list[Json], folder: Path) -> Iterator[httpx2.Client]:
    command_line = CommandLine(database, root_key=None)
    key = command_line.key(name)
    import_file(command_line, program, name, facts, folder)
    with serving(database, key=key, program=program) as served:
        headers = {"Authorization": f"Bearer {key}"}
        with httpx2.Client(base_url=served.url, headers=headers, timeout=60) as client:
            yield client


def as_one_organization(facts: list[Json]) -> list[Json]:
    """Departments are units of the government, which takes the place of the first of them."""
    told, first = [], True
    for fact in facts:
        if fact["type"] == "organization_registered":
            if first:
                told.append(fact | {"id": GOVERNMENT_FACT, "organization": "government", "name": "The government"})
            first = False
            told.append({**fact, "type": "unit_defined", "unit": fact["organization"], "organization": "government"})
        elif fact["type"] == "role_defined":
            told.append({**fact, "unit": fact["organization"], "organization": "government"})
        elif fact["type"] != "account_opened":
            told.append(fact)
    return told


def ranked(facts: list[Json]) -> list[Json]:
    """With the rank that the truth gives a post as its level."""
    rank = {row["post_id"]: int(row["rank"]) for row in rows("posts.csv")}
    return [fact | {"level": rank[decode(fact["role"])]} if fact["type"] == "role_defined" else fact for fact in facts]


def listed(uk: httpx2.Client, path: str, name: str, **asked: Any) -> Iterator[Json]:
    """All pages."""
    while True:
        page = uk.get(path, params={"limit": 1_000, **asked}).raise_for_status().json()
        yield from page[name]
        if page["next"] is None:
            return
        asked["cursor"] = page["next"]


def taking(uk: httpx2.Client, **asked: Any) -> dict[Key, Json]:
    """Every move that took a post, by person, day and post."""
    moves = listed(uk, "/v1/moves", "moves", **asked)
    return {(decode(m["person"]), m["took"]["since"], decode(m["took"]["role"])): m for m in moves if m["took"]}


@pytest.fixture(scope="module")
def taken(uk: httpx2.Client) -> dict[Key, Json]:
    return taking(uk, gap=GAP)


def truth() -> dict[Key, Json]:
    """By person, day and post; a tenure that stands twice is one."""
    return {(line["person_id"], line["date"], line["to_post"]): line for line in lines("moves_truth.jsonl")}


def reappointed(line: Json, all_lines: dict[Key, Json]) -> bool:
    """Whether somebody got a post again that day that they had just left, and what this line tells rests on that."""
    same_day = (
        one for one in all_lines.values() if (one["person_id"], one["date"]) == (line["person_id"], line["date"])
    )
    again = {one["to_post"] for one in same_day if one["to_post"] in one["from_posts"]}
    return bool(again & {line["to_post"], *line["from_posts"]})


def test_every_kind_is_that_of_the_truth_but_for_reappointments(taken: dict[Key, Json]) -> None:
    told = truth()
    compared = {key: line for key, line in told.items() if not reappointed(line, told)}
    assert {key: (kind_of(taken[key]), left_by(taken[key])) for key in compared if key in taken} == {
        key: (word_of(line), sorted(line["from_posts"])) for key, line in compared.items()
    }
    assert len(compared) >= 0.99 * len(told)


def test_what_was_taken_is_what_the_truth_tells_but_for_reappointments(taken: dict[Key, Json]) -> None:
    told = truth()
    assert taken.keys() <= told.keys()
    assert all(
        told[key]["to_post"] in told[key]["from_posts"] or reappointed(told[key], told)
        for key in told.keys() - taken.keys()
    )


def test_with_the_usual_tolerance_only_who_was_away_for_up_to_three_months_differs(
    uk: httpx2.Client, taken: dict[Key, Json]
) -> None:
    """The control too: another tolerance gives other kinds."""
    usual = taking(uk)
    others = {key: move for key, move in usual.items() if plain_kind(move) != plain_kind(taken[key])}
    assert usual.keys() == taken.keys()
    assert others
    assert all(kind_of(taken[key])[0] == "back" and GAP < move["gap_days"] <= 92 for key, move in others.items())


def test_in_one_organization_whoever_comes_back_returns(government: httpx2.Client) -> None:
    """There the truth's rule is ours in every word: departments are units, as the truth takes them to be."""
    told, found = truth(), taking(government, gap=GAP)
    compared = {key: line for key, line in told.items() if not reappointed(line, told)}
    wanted = {key: "returned" if line["kind"] == "return" else word_of(line)[0] for key, line in compared.items()}
    assert {key: plain_kind(found[key]) for key in compared} == wanted


def word_of(line: Json) -> tuple[str, bool | None]:
    """In the contract's words, with whether it led across organizations where the truth tells."""
    kind = line["kind"].removesuffix("-new-org").removesuffix("-same-org")
    return WORDS[kind], None if kind == line["kind"] else line["kind"].endswith("-new-org")


def kind_of(move: Json) -> tuple[str, bool | None]:
    """Who comes back after a time without any post joins or returns, as the organization is new to them or not."""
    kind = plain_kind(move)
    if kind in ("joined", "returned"):
        return "back", None
    return kind, move["across"] if move["left"] else None


def plain_kind(move: Json) -> str:
    """The truth knows neither interims nor exchanges."""
    return str(next(kind for kind in move["kinds"] if kind not in ("swapped", "interim")))


def left_by(move: Json) -> list[str]:
    return sorted(decode(post["role"]) for post in move["left"])


@pytest.mark.parametrize(
    "day", json.loads((DATA / "musical_chairs_truth.json").read_text()), ids=lambda day: day["date"]
)
def test_chains_of_a_day_are_as_long_as_the_truth_says(uk: httpx2.Client, taken: dict[Key, Json], day: Json) -> None:
    asked = {"since": day["date"], "until": day["date"], "window": GAP}
    chains = list(listed(uk, "/v1/moves/chains", "chains", **asked))
    moved = any(move["left"] for (_, when, _), move in taken.items() if when == day["date"])
    assert max((len(chain["roles"]) for chain in chains), default=2 if moved else 0) == day["chain_len"]
    assert all(fits(chain) for chain in chains)
    assert sum(len(chain["circles"]) for chain in chains) == day["cycles"] - circles_of_one(day["date"])


def fits(chain: Json) -> bool:
    """Each move of the line took what the one before left, and no post comes twice."""
    pairs = zip(chain["moves"], chain["moves"][1:], strict=False)
    passed = all(after["took"]["role"] in {post["role"] for post in before["left"]} for before, after in pairs)
    return passed and len({role["role"] for role in chain["roles"]}) == len(chain["roles"])


def circles_of_one(date: str) -> int:
    """Circles that the truth draws for somebody reappointed to several posts at once: of each to the other."""
    told = [line for line in lines("moves_truth.jsonl") if line["date"] == date]
    again = [line for line in told if line["to_post"] in line["from_posts"] and len(line["from_posts"]) > 1]
    return len({line["person_id"] for line in again})
