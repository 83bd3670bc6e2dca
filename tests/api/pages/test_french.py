"""What the domain tells, in French: every sentence is translated, and what is told in English stays as it was."""

import re
from io import BytesIO
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from starlette.requests import Request

from api.page.languages import FOLDER, day_in, language_of, templates_of
from api.page.sentences import RECORDED, extract_told
from api.page.speech import elided
from api.page.told import value_told
from api.page.typography import french as french_spaces
from domain.digests import Entry, Mark, composed
from domain.key_moments.phrases import listed
from domain.language import plain, quoted, retold, say, say_count, when, word, written
from tests.conftest import ROOT
from tests.domain.test_digests import LEFT

from ..conftest import World
from .conftest import visitor

TOLD, WORDS = "api.page.sentences:extract_told", "api.page.sentences:extract_words"
SOURCES = (
    ("domain", "**.py", TOLD),
    ("projections", "**.py", TOLD),
    ("api/pictures", "**.py", TOLD),
    ("api/page", "**.py", TOLD),
    ("api/http", "**.py", TOLD),
    ("api/facts", "**.py", TOLD),
    ("jobs", "**.py", TOLD),
    ("api/page", "sentences.py", WORDS),
)
# Where English says `no longer reports` or `does not report`, French has both in one word.
ALSO = {"gone"}
VIEWS = ("differences?from=2025-12-31", "analysis", "coverage", "alerts?state=any")
CLOCK = "as_of=2026-06-30"


def texts(one: Message | str | tuple[str, ...]) -> list[str]:
    said = one.string if isinstance(one, Message) else one
    return [said] if isinstance(said, str) else [*(said or ())]


def fields(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field is not None}


def test_every_sentence_and_every_word_has_its_french() -> None:
    catalog = read_po(BytesIO((FOLDER / "fr/LC_MESSAGES/sentences.po").read_bytes()), locale="fr")
    found = {
        (one[4], one[2])
        for path, pattern, method in SOURCES
        for one in extract_from_dir(ROOT / path, [(pattern, method)])
    }
    assert len(found) > 300
    for context, id in found:
        message = catalog.get(texts(id)[0], context)
        assert message is not None, id
        assert all(texts(message)), id
        known = set().union(*map(fields, texts(id))) | ALSO
        assert all(context or fields(text) <= known for text in texts(message)), id
    assert {(one.context, one.id) for one in catalog if one.id} == found


@pytest.mark.usefixtures("french")
def test_what_jobs_recorded_in_english_is_told_again_with_what_stands_in_it() -> None:
    recorded = templates_of("fr", RECORDED)
    assert len(recorded) > 60
    for template in recorded:
        text = template.format_map(dict.fromkeys(fields(template), 12))
        assert retold(text) != text
        assert "12" in retold(text) or not fields(template)
    told = retold("entry 3: the text of an entry: the answer has more than 8,388,608 bytes")
    assert told == "entrée 3\u00a0: le texte d\u2019une entrée\u00a0: la réponse dépasse 8\u202f388\u202f608 octets"
    assert retold("something else") == "something else"


def test_a_template_that_is_put_together_is_refused() -> None:
    with pytest.raises(TypeError, match="line 1"):
        list(extract_told(BytesIO(b"say(f'{who} left')"), (), (), {}))


@pytest.mark.parametrize(
    ("said", "language"),
    [("fr-CA,fr;q=0.9,en;q=0.8", "fr"), ("de, en;q=0.5, fr;q=0.8", "fr"), ("en;q=0, fr", "fr"), ("fr;q=x", "fr"),
     ("en-US, fr", "en"), ("de", "en"), (";,;q=", "en"), ("", "en")],
)  # fmt: skip
def test_a_browser_is_answered_in_what_it_prefers(said: str, language: str) -> None:
    assert language_of(Request({"type": "http", "headers": [(b"accept-language", said.encode())]})) == language


@pytest.mark.usefixtures("french")
def test_french_writes_names_numbers_and_days_in_its_own_way() -> None:
    assert say("{who} left as {post}", who="Ann {x}", post="Owner") == "Ann {x} quitte le poste d\u2019Owner"
    assert say("{who} left as {post}", who="Ann", post="CFO") == "Ann quitte le poste de CFO"
    assert [elided("de %(name)s", {"name": name}) for name in ("Ann", "Bo")] == ["d\u2019%(name)s", "de %(name)s"]
    assert say("{amount:,} {currency}", amount=1234567.5, currency="CHF") == "1\u202f234\u202f567,5 CHF"
    assert say("{share:.0%} {culture}", share=0.25, culture=plain("collaborative")) == "25\u202f% collaborative"
    assert [say_count("{count} day", "{count} days", count) for count in (0, 1, 2)] == ["0 jour", "1 jour", "2 jours"]
    days = ["2026-03-01", "2026-03", "2026", "soon", "2026-13-01", "[..2019]", "[2026-02..2026-05]"]
    told = ["le 1er mars 2026", "mars 2026", "2026", "soon", "2026-13-01", "2019 au plus tard"]
    assert list(map(written, days)) == [*told, "une date entre février et mai 2026"]
    assert when("[2026-02-01..2026-05]") == " entre le 1er février et mai 2026"
    assert day_in("fr", "2026-03-01") == "1er mars 2026"
    assert (listed("ABC"), word("decider"), word("Decider"), word("")) == ("A, B et C", "décideur", "Decider", "")
    assert (quoted("x"), say("name: {parts}", parts="x")) == ("«\u00a0x\u00a0»", "nom\u00a0: x")
    assert french_spaces("%(name)s %(share)s % ; bon ?") == "%(name)s %(share)s\u202f%\u202f; bon\u202f?"
    value = {"amount": 1, "exclusive": True, "kinds": ("decider", "Ann")}
    assert value_told(value) == "montant\u00a0: 1, exclusif\u00a0: oui, kinds\u00a0: décideur, Ann"
    assert say("not a sentence of ours: {name}", name="x") == "not a sentence of ours: x"


@pytest.mark.usefixtures("french")
def test_a_digest_is_french_but_for_what_people_wrote() -> None:
    lines = composed("cy", "Cy", "2026-03-02", [Entry("New", LEFT)]).text.splitlines()
    assert lines[:5] == ["Incumbent\u00a0: 1 alerte le 2 mars 2026", "Pour Cy", "", "Nouveau", "-------"]
    assert lines[5] == "* [élevée] Ann left Acme. (le 1er mars 2026)"
    assert lines[6] == "  Opportunités\u00a0: Renewal (1\u202f200 EUR)"
    assert lines[8:10] == ["  Liens perdus\u00a0: Cy avec Ann", "  Qui doit agir\u00a0: Cy (chef de file)"]
    many = composed("cy", "Cy", "2026-03-02", [], [Mark("Due today", "low", "2026-03-01", "a", "decider_left")] * 2)
    assert "Et 2 autres\u00a0: 2 \u00d7 départ d\u2019un décideur (faible)" in many.text


def test_each_is_told_in_the_language_asked_for_and_answers_as_data_stay_english(departed: World) -> None:
    """Whatever is kept of the first answer, the others are not given it."""
    client = visitor(departed)
    data = "/v1/accounts/acme/diff?from=2025-12-31&to=2026-06-30", f"/v1/accounts/acme/analysis?{CLOCK}"
    before = [client.get(path, headers={"accept-language": "fr"}).content for path in data]
    for view in VIEWS:
        path = f"/accounts/acme/{view}{'&' if '?' in view else '?'}{CLOCK}"
        told = [client.get(path, headers={"accept-language": language}).text for language in ("fr", "en", "fr")]
        assert told[0] == told[2]
        assert "quitte le poste de" not in told[1]
        assert told[0] != told[1]
    assert [client.get(path, headers={"accept-language": "fr"}).content for path in data] == before
    assert b"Jane Roe" in before[0]


def test_pictures_along_time_are_on_the_pages_of_people_and_roles(departed: World) -> None:
    client, french = visitor(departed), {"accept-language": "fr"}
    for page, name in (("/people/p-7k2m", "career"), ("/roles/r-cfo", "holders")):
        picture = f"{page}/{name}.svg?{CLOCK}"
        assert picture in client.get(f"{page}?{CLOCK}").text.replace("&amp;", "&")
        assert "Situation le 30 juin 2026, " in client.get(picture, headers=french).text
        assert "As of Jun 30, 2026, as known now (position " in client.get(picture).text
        data = client.get(f"/v1{picture}", headers=french).text
        assert re.search(r"As of 2026-06-30, .*, recorded .* UTC\); newest fact recorded \d{4}-\d\d-\d\d, ", data)


def test_how_roles_were_passed_on_is_a_picture_and_a_table_that_alerts_lead_to(departed: World) -> None:
    client, path = visitor(departed), "/moves/chains"
    assert f"{path}?{CLOCK}&account=acme" in client.get(f"/accounts/acme/alerts?{CLOCK}").text.replace("&amp;", "&")
    asked = f"{CLOCK}&account=acme&since=2020-01-01&until=2026-06-30"
    told = client.get(f"{path}?{asked}").text.replace("&amp;", "&")
    (picture,) = re.findall(rf'<img src="({path}[.]svg[^"]*)"', told)
    chain = departed.client().get(f"/v1{path}?{asked}").json()["chains"][0]["sentence"]
    assert chain in told
    assert chain[:40] in client.get(picture).text
    assert "Chaises musicales" in client.get(picture, headers={"accept-language": "fr"}).text
    nothing = f"{path}?since=2000-01-01&until=2001-01-01"
    assert "Aucun poste" in client.get(nothing, headers={"accept-language": "fr"}).text


def test_the_page_of_whoever_holds_no_post_says_how_they_left_the_last(departed: World) -> None:
    client = visitor(departed)
    told = [client.get(f"/people/p-7k2m?{CLOCK}", headers={"accept-language": code}).text for code in ("en", "fr")]
    assert "Jane Roe left as" in told[0]
    assert "Jane Roe left as" not in told[1]


def test_a_picture_in_the_page_speaks_its_language_and_shows_its_style_alone_too(departed: World) -> None:
    client, path = visitor(departed), f"/opportunities/o-1/buying-center.svg?{CLOCK}"
    assert path in client.get(f"/opportunities/o-1?{CLOCK}").text.replace("&amp;", "&")
    told = {code: client.get(path, headers={"accept-language": code}) for code in ("fr", "en")}
    assert "rattachement fonctionnel" in told["fr"].text
    long_ago = client.get("/accounts/acme?as_of=2020-01-01", headers={"accept-language": "fr"}).text
    assert ", après ce jour" in long_ago
    told["data"] = client.get(f"/v1{path}", headers={"accept-language": "fr"})
    assert ("Jun 30, 2026" in told["en"].text, "2026-06-30" in told["data"].text) == (True, True)
    assert len({one.headers["etag"] for one in told.values()}) == 3
    assert told["fr"].headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
