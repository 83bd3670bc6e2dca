"""What is erased is gone from what search keeps in memory, and nothing else is; nothing is read anew for it."""

import gc
import pickle
import weakref

from domain.matching.names import parse
from domain.matching.phrases import title_words
from domain.matching.text import forget_texts
from domain.search.likeness import Sought
from projections.search.index import SearchIndex
from projections.search.indexes import SearchIndexes
from projections.search.reading import Asked, search
from tests.projections.told import Story

DAY = "2024-06-30"
PRIVATE = ("quuxly", "Quuxly", "plugh", "0815x", "xyzzy")


def kept(searching: SearchIndexes, story: Story) -> SearchIndex:
    with searching.at(story.at(DAY)) as (index, _):
        return index


def in_memory(index: SearchIndex) -> set[str]:
    content = pickle.dumps(index)
    return {word for word in PRIVATE if word.encode() in content}


def named(story: Story) -> None:
    story.tell("person_described", "2020", person="ann", name="Zara Quuxly", identifiers={"tax": "0815x"})
    story.tell("person_described", "2021", person="ann", names=["Zara Plugh"])
    story.tell("person_described", "2020", person="bob", name="Zara Roe")
    story.tell("alias_recorded", person="ann", alias="Xyzzy")


def ids(story: Story, asked: str) -> list[str]:
    return [one["id"] for one in search(story.tenant, story.at(DAY), Asked(asked)).body["hits"]]


def test_what_is_erased_is_gone_at_once_here_and_elsewhere_at_the_next_read(story: Story) -> None:
    named(story)
    here, elsewhere = story.tenant.searching, SearchIndexes(story.tenant.ledger)
    first, second = kept(here, story), kept(elsewhere, story)
    assert ids(story, "zara") == ["ann", "bob"]
    assert in_memory(first) == in_memory(second) == set(PRIVATE)
    story.tell("person_erased", person="ann")
    assert in_memory(first) == set()  # before anybody asks again
    assert (kept(here, story), kept(elsewhere, story)) == (first, second)
    assert in_memory(second) == set()
    assert (ids(story, "zara"), ids(story, "roe"), ids(story, "quuxly")) == (["bob"], ["bob"], [])
    story.tell("person_described", "2022", person="bob", name="Zara Quuxly")
    assert ids(story, "quuxly") == ["bob"]
    assert kept(here, story) is first


def test_of_merged_records_all_that_is_erased_is_gone(story: Story) -> None:
    named(story)
    first = kept(story.tenant.searching, story)
    story.tell("person_records_merged", kept="bob", duplicate="ann")
    assert ids(story, "xyzzy") == ["bob"]
    assert kept(story.tenant.searching, story) is first
    story.tell("person_erased", person="bob")
    assert in_memory(first) == set()
    assert kept(story.tenant.searching, story) is first


def test_of_one_fact_that_is_erased_nothing_is_left(story: Story) -> None:
    named(story)
    first = kept(story.tenant.searching, story)
    story.tell("value_erased", fact=story.tell("alias_recorded", person="bob", alias="Plover"))
    assert b"lover" not in pickle.dumps(first)
    assert in_memory(first) == set(PRIVATE)


def test_an_index_that_only_forgets_rows_is_told_apart(story: Story) -> None:
    named(story)
    first = kept(story.tenant.searching, story)
    first.called["person"].forget({"ann"})
    assert in_memory(first) == set(PRIVATE)


class Text(str):
    """One whose end can be seen."""


def test_rules_forget_what_they_remember_of_texts() -> None:
    text = Text("Zara Quuxly-Roe")
    parse(text)
    title_words(text)
    Sought("person", text).likeness(text)
    seen = weakref.ref(text)
    del text
    gc.collect()
    assert seen() is not None
    forget_texts()
    assert seen() is None
