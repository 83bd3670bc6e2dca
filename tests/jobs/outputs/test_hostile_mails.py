"""Hostile names in a mail: text in its HTML, one line in its subject."""

from html.parser import HTMLParser

from jobs.outputs.mailing import one_line, paragraphs
from tests.hostile import hostile_names

SHOWN = {"html", "head", "meta", "title", "body", "p"}


class Tags(HTMLParser):
    """The elements and attributes that a reader of HTML finds."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found = set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _ in attributes)}


def test_names_are_text_in_the_page_and_one_line_in_the_subject() -> None:
    names = tuple(hostile_names())
    assert Tags(paragraphs(names[0], names).html).found <= {*SHOWN, "lang", "charset"}
    assert [name for name in names if len(one_line(name).splitlines()) > 1] == []


def test_a_page_that_does_not_escape_would_be_noticed() -> None:
    assert not Tags("".join(f"<p>{name}</p>" for name in hostile_names())).found <= SHOWN
