"""What is odd on a map is said below it, with a way there, in each language, and of every kind."""

import inspect
import re

from api.page.found import SAID
from projections import findings, reshaping, tenures
from tests.api.conftest import World

from .conftest import visitor

CLOCK = "as_of=2026-07-01"
MAP = f"/accounts/acme?{CLOCK}"


def test_what_is_odd_is_told_in_words_and_leads_there(departed: World) -> None:
    client = visitor(departed)
    for path in (MAP, f"/accounts/acme/found?{CLOCK}"):
        page = client.get(path).text
        assert f'data-box="role-r-cfo" href="/accounts/acme?{CLOCK}&amp;box=role-r-cfo"' in page
        assert "Chief Financial Officer: vacant since Jun 30, 2026</a>" in page
        assert re.search('href="/opportunities/o-1[^>]*>Jane Roe left, and is still champion in', page)
    sale = client.get(f"/opportunities/o-1?{CLOCK}").text
    left = 'Jane Roe</a> <span class="badge warn">has left</span></th>\n<td[^>]*>Champion'
    assert re.search(left, sale, re.IGNORECASE)
    french = client.get(MAP, headers={"accept-language": "fr"}).text
    assert "Jane Roe a quitté le compte et reste champion dans" in french


def test_a_rumor_is_told_beside_the_map_and_only_to_who_may_see_it(departed: World) -> None:
    rumor = {"type": "person_left_role", "person": "p-9x4c", "role": "r-cfo", "certainty": "rumored"}
    departed.client().post("/v1/facts", json=rumor | {"effective": "2026-06-01"}).raise_for_status()
    told = visitor(departed).get(MAP).text
    assert "Only rumored: it decides nothing" in told
    assert "It is rumored that Ada Poe left as Chief Financial Officer" in told


def test_each_kind_of_finding_has_its_words() -> None:
    sources = "".join(map(inspect.getsource, (findings, reshaping, tenures)))
    kinds = set(re.findall(r'(?:"kind": |kind = )"(\w+)"', sources)) | {"end_before_beginning", "end_without_beginning"}
    assert len(kinds) > 8
    assert kinds - {"mix"} <= SAID.keys()
