"""What every fact is: its envelope, its stored name and version, its tagged fields, and the registry of all types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, dataclass_transform, get_type_hints

import msgspec
from msgspec import UNSET, Meta, UnsetType

from .lazy import lazy

T = TypeVar("T")
Same = Callable[[str, str], str]
Stated = Union[T, None, UnsetType]  # noqa: UP007  a generic alias; omitted: not stated; null: cleared
Given = Union[T, UnsetType]  # noqa: UP007  may be omitted, never cleared

# `$` alone would let a last line break through.
SUBJECT_PATTERN = r"^[A-Za-z0-9_.~:-]{1,200}$(?!\n)"
FACT_ID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$(?!\n)"
CURRENCY_PATTERN = r"^[A-Z]{3}$(?!\n)"


@dataclass(frozen=True)
class Names:
    """The field names a subject of this kind (`kind`), or a fact (`fact`)."""

    kind: str


@dataclass(frozen=True)
class Tag:
    """Whether a field holds personal values, and whose: fields of the fact that name people, or a nomination.

    `text` marks free text: it concerns those people and everybody in `mentions`. `required` fields must be
    stated when a fact is sent; their types still allow them to be absent, as they are once erased.
    """

    of: tuple[str, ...] = ()
    text: bool = False
    required: bool = False

    @property
    def personal(self) -> bool:
        return bool(self.of) or self.text


PUBLIC = Tag()
TEXT = Tag(text=True)


def of(*people: str, text: bool = False, required: bool = False) -> Tag:
    """A tag for values of the people, or of the nomination, that these fields of the fact name."""
    return Tag(people, text, required)


SubjectId = Annotated[str, Meta(pattern=SUBJECT_PATTERN, description="1-200 of A-Z a-z 0-9 . _ ~ : -")]
OrganizationId = Annotated[SubjectId, Names("organization"), PUBLIC]
UnitId = Annotated[SubjectId, Names("unit"), PUBLIC]
RoleId = Annotated[SubjectId, Names("role"), PUBLIC]
PersonId = Annotated[SubjectId, Names("person"), PUBLIC]
OpportunityId = Annotated[SubjectId, Names("opportunity"), PUBLIC]
NominationId = Annotated[SubjectId, Names("nomination"), PUBLIC]
AlertId = Annotated[SubjectId, Names("alert"), PUBLIC]
ActionId = Annotated[SubjectId, Names("action"), PUBLIC]
InteractionId = Annotated[SubjectId, Names("interaction"), PUBLIC]
FactId = Annotated[str, Meta(pattern=FACT_ID_PATTERN, description="a UUID in lower case")]
FactRef = Annotated[FactId, Names("fact"), PUBLIC]

Reference = Annotated[
    str, Meta(pattern=SUBJECT_PATTERN, description="a reference such as DSR-2026-17: 1-200 of A-Z a-z 0-9 . _ ~ : -")
]
ShortText = Annotated[str, Meta(min_length=1, max_length=500)]
LongText = Annotated[str, Meta(max_length=20_000)]
Score = Annotated[int, Meta(ge=0, le=10)] | Annotated[float, Meta(ge=0, le=10)]
Leaning = Annotated[int, Meta(ge=-2, le=2)]
Open = dict[Annotated[str, Meta(min_length=1, max_length=100)], Any]
Identifiers = dict[Annotated[str, Meta(min_length=1, max_length=100)], Annotated[str, Meta(max_length=500)]]
Certainty = Literal["confirmed", "probable", "rumored"]


@dataclass(frozen=True, kw_only=True)
class Money:
    amount: int | float
    currency: Annotated[str, Meta(pattern=CURRENCY_PATTERN, description="an ISO 4217 code such as EUR")]


@dataclass(frozen=True, kw_only=True)
class Source:
    """From whom or what we learned it; `ref` and `note` are free text and sealed like it."""

    kind: Literal["person", "document", "feed", "import", "inference"] = "person"
    ref: Annotated[str, Meta(max_length=2_000)] | None = None
    note: Annotated[str, Meta(max_length=2_000)] | None = None


NO_SOURCE = Source()
# Subjects with a key of their own, and what sets the ids of their keys apart: ids of subjects hold no slash.
KEYED = {"person": "", "nomination": "nomination/"}
_PLAIN = frozenset({str, int, float, bool, type(None)})
ENVELOPE = frozenset({"id", "effective", "certainty", "source", "mentions"})
REGISTRY: dict[str, type[Fact]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
@dataclass(frozen=True, kw_only=True)
class Fact:
    """One immutable event: what it is about, since when it is true, and who said so.

    A subclass says its stored name (`type`), the field of the subject its decision guards (`subject`),
    whether it brings that subject into being (`creates`), under an id that is made up where none is sent (`coins`;
    not where it is one of a few, `given`), whether an unstated date means unknown, and as what it is withheld from
    those without the scope `restricted` (empty: it is not). `left` is what stays of a personal field whose words were
    erased, where not nothing does.
    Stored names and versions never change once a fact of them was recorded.
    """

    type: ClassVar[str]
    version: ClassVar[int] = 1
    subject: ClassVar[str]
    creates: ClassVar[bool] = False
    coins: ClassVar[bool] = False
    undated: ClassVar[bool] = False
    dateless: ClassVar[bool] = False
    restricted: ClassVar[str] = ""
    left: ClassVar[Mapping[str, Any]] = {}
    tags: ClassVar[dict[str, Tag]]
    personal: ClassVar[dict[str, Tag]]
    required: ClassVar[tuple[str, ...]]
    refs: ClassVar[dict[str, str]]
    field_order: ClassVar[tuple[str, ...]]
    field_names: ClassVar[frozenset[str]]
    own_fields: ClassVar[tuple[str, ...]]
    all_values: ClassVar[Callable[[Fact], tuple[Any, ...]]]
    own_values: ClassVar[Callable[[Fact], tuple[Any, ...]]]
    fact_field: ClassVar[str | None]

    id: FactId
    effective: str | None = None
    certainty: Certainty = "confirmed"
    source: Source = NO_SOURCE
    mentions: tuple[PersonId, ...] = ()

    def __init_subclass__(cls, *, type: str, subject: str, creates: bool = False, undated: bool = False,
                          dateless: bool = False, version: int = 1, restricted: str = "",
                          given: bool = False) -> None:  # fmt: skip
        cls.type, cls.subject, cls.creates, cls.undated, cls.dateless = type, subject, creates, undated, dateless
        cls.version, cls.restricted, cls.coins = version, restricted, creates and not given
        dataclass(frozen=True, kw_only=True)(cls)
        hints = get_type_hints(cls, include_extras=True)
        cls.refs = {name: found.kind for name, hint in hints.items() if (found := _marker(hint, Names))}
        cls.tags = {name: _tag_of(cls, name, hint) for name, hint in hints.items() if name not in Fact.__annotations__}
        cls.personal = {name: tag for name, tag in cls.tags.items() if tag.personal}
        cls.required = tuple(name for name, tag in cls.tags.items() if tag.required)
        cls.refs = dict(sorted(cls.refs.items(), key=lambda ref: ref[0] != subject))
        cls.field_order = tuple(field.name for field in fields(cls))
        cls.field_names = frozenset(cls.field_order) | {"type"}
        cls.own_fields = ("id", *(name for name in cls.field_order if name not in ENVELOPE))
        cls.all_values, cls.own_values = attrgetter(*cls.field_order), attrgetter(*cls.own_fields)
        cls.fact_field = next((name for name, kind in cls.refs.items() if kind == "fact"), None)
        if REGISTRY.setdefault(type, cls) is not cls:
            raise TypeError(f"two fact types are called {type}")

    @lazy
    def key_ids(self) -> frozenset[str]:
        """Ids of the keys of everybody the fact names, `mentions` included, and of the nominations it is about."""
        return frozenset([KEYED[kind] + id for kind, id in self.named if kind in KEYED])

    @lazy
    def named(self) -> tuple[tuple[str, str], ...]:
        """(kind, id) of every subject and fact named, the guarded subject first."""
        found: list[tuple[str, str]] = []
        for name, kind in self.refs.items():
            value = getattr(self, name)
            if type(value) is str:
                found.append((kind, value))
            elif value is not None and value is not UNSET:
                found += [(kind, id) for id in value]
        return tuple(found)

    @property
    def home(self) -> tuple[str, str]:
        """(kind, id) of the subject whose history this fact is resolved with."""
        value = getattr(self, self.subject, None)
        return (self.refs[self.subject], value) if type(value) is str else self.named[0]

    @property
    def subjects(self) -> tuple[tuple[str, str], ...]:
        """(kind, id) of everything the fact is about or names, facts aside."""
        return tuple(dict.fromkeys([*[pair for pair in self.named if pair[0] != "fact"], self.home]))

    @property
    def elsewhere(self) -> tuple[Fact, ...]:
        """What it says besides in the histories of other subjects, each as a fact of these."""
        return ()

    def concerned(self, tag: Tag) -> frozenset[str]:
        """Ids of the keys of those whose values a field with this tag holds."""
        named = {KEYED[self.refs[name]] + id for name in tag.of for id in _ids(getattr(self, name))}
        return frozenset(named.union(self.mentions) if tag.text else named)

    def naming(self, kind: str, id: str) -> str:
        """The field that names a subject."""
        fields = (name for name, ref in self.refs.items() if ref == kind and id in _ids(getattr(self, name)))
        return next(fields, self.subject)

    def renamed(self, same: Same) -> Fact:
        """The fact with `same(kind, id)` in place of every id of a subject that it names, each id once."""
        changed: dict[str, Any] = {}
        for name, kind in self.refs.items():
            value = getattr(self, name)
            if type(value) is str:
                changed[name] = same(kind, value)
            elif value is not None and value is not UNSET:
                changed[name] = tuple(dict.fromkeys(same(kind, id) for id in value))
        return replace(self, **changed)

    def check(self) -> None:
        """Refuse (InvalidFact) what the types of the fields cannot say; run when a fact is sent, never on replay."""

    def stated(self, *names: str) -> dict[str, Any]:
        """The fields of these names that the fact states (None where it clears them)."""
        return {name: value for name in names if (value := getattr(self, name)) is not UNSET}


def values_of(fact: Fact) -> dict[str, Any]:
    """The fields of a fact as plain JSON values, without what it does not state."""
    return _stated(fact.field_order, type(fact).all_values(fact))


def own_values_of(fact: Fact) -> dict[str, Any]:
    """The same without the envelope that all facts have."""
    values = _stated(fact.own_fields, type(fact).own_values(fact))
    del values["id"]
    return values


def _stated(names: tuple[str, ...], values: tuple[Any, ...]) -> dict[str, Any]:
    return {
        name: value if type(value) in _PLAIN else _plain(value)
        for name, value in zip(names, values, strict=True)
        if value is not UNSET
    }


def _plain(value: Any) -> Any:
    """msgspec overlooks the fields of a dataclass that were left to their defaults."""
    if type(value) in _PLAIN:
        return value
    names = getattr(type(value), "__dataclass_fields__", None)
    return msgspec.to_builtins(value) if names is None else {name: _plain(getattr(value, name)) for name in names}


def _ids(value: Any) -> tuple[str, ...]:
    if value is None or value is UNSET:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _marker(hint: Any, kind: type[T]) -> T | None:
    for item in getattr(hint, "__metadata__", ()):
        if isinstance(item, kind):
            return item
    origin = getattr(hint, "__origin__", None)
    if origin is dict:
        return None  # what marks its keys or values does not mark the whole
    inner = (part for part in (origin, *getattr(hint, "__args__", ())) if part is not None and part is not hint)
    return next((found for part in inner if (found := _marker(part, kind))), None)


def _tag_of(cls: type[Fact], name: str, hint: Any) -> Tag:
    tag = _marker(hint, Tag)
    if tag is None:
        raise TypeError(f"{cls.__name__}.{name} does not say whether it is personal: tag it PUBLIC, TEXT or of(...)")
    return tag
