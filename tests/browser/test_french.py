"""The page in French, over the demo's story: nothing of it is English but what people wrote themselves."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import httpx2

from api.demo.story import story
from tests.serving import TLS

from .conftest import Place

ACCOUNT, SALE = "/accounts/aldermoor", "/opportunities/o-one-plan"
VIEWS = (
    f"{ACCOUNT}?as_of=2025-03-31", f"{ACCOUNT}/differences?from=2023-03-31", f"{ACCOUNT}/analysis",
    f"{ACCOUNT}/handover", f"{ACCOUNT}/timeline", f"{ACCOUNT}/coverage", f"{ACCOUNT}/happened?as_of=2026-11-16",
    f"{ACCOUNT}/panel?box=role-r-cfo", SALE, f"{SALE}/approach", "/alerts?state=any",
    "/key-moments?since=2026-01-01&until=2026-12-31", "/rules", "/nominations/n-quality?find_role=quality",
)  # fmt: skip
# Words that no French sentence has.
ENGLISH = re.compile(r"\b(?:the|of|was|were|is|are|and|with|nobody|their|since|knows?|who|has|have|at|as|by|not)\b")


def test_what_the_browser_asks_for_in_french_is_french(place: Place) -> None:
    if not place.store.sqlite:
        return  # the sentences are the same
    headers = {"accept-language": "fr-FR, en;q=0.5", "sec-fetch-site": "same-origin"}
    with httpx2.Client(base_url=place.address, headers=headers, verify=TLS, trust_env=False, timeout=60) as client:
        assert client.post("/sign-in", data={"key": place.key()}).status_code == 303
        pages = {view: client.get(view).raise_for_status().text for view in VIEWS}
        english = client.get(VIEWS[1], headers={"accept-language": "en"}).text
    written = sorted(set(_texts(story())), key=len, reverse=True)
    assert '<html lang="fr"' in pages[VIEWS[0]]
    assert {view: found for view, text in pages.items() if (found := _english_in(text, written))} == {}
    assert len(_english_in(english, written)) > 100


def _english_in(page: str, written: list[str]) -> list[str]:
    """What is left of a page's lines once what people wrote is taken out; the scripts are not read."""
    page = re.sub(r'(?s)<text(?![^>]*class="note")[^>]*>.*?</text>', "", page)  # names, wrapped
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]+>", "\n", page.split("<main", 1)[-1])
    text = unescape(text)
    for one in written:
        text = text.replace(one, "")
    marked = ["lang"] if 'lang="en"' in page.split("<main", 1)[-1] else []
    return [*marked, *(line.strip() for line in text.splitlines() if ENGLISH.search(line))]


def _texts(told: Any) -> Iterator[str]:
    """Every text in the story's facts that is more than a word or a code."""
    if isinstance(told, str):
        yield from ({told, told.rstrip(".")} if " " in told else ())
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _texts(one)
