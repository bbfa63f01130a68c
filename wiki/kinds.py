"""The kinds of pages that anybody may mend on the site: the apps above register theirs, this app knows none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.contrib.contenttypes.models import ContentType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise
    from wagtail.models import Page

    from community.models import User
    from wiki.content import Content

    Problems = Mapping[str, Sequence[str | _StrPromise]]


def holds_nothing(_page: Any) -> None:
    """Of a page that nothing closes."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of the form that stand together under a title, as they do on the page.

    `fields` are names of fields of the model, of its tags, or of rows of its own (`related_name`); those of a tuple
    stand beside each other. A group that is not `open` is folded until somebody opens it, or until one of its fields is
    wrong. `follows` draws, as HTML, what follows from what the form says, valid or not: it stands below the group and
    is drawn again while the form is filled in.
    """

    name: str
    title: str | _StrPromise
    fields: tuple[str | tuple[str, ...], ...]
    open: bool = True
    follows: Callable[[Any], str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields, those that stand beside each other one after the other."""
        return tuple(name for names in self.fields for name in ((names,) if isinstance(names, str) else names))


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a list of pages is narrowed by: keys and words of the themes of a page, and of the association it is of."""

    themes: tuple[tuple[str, str], ...] = ()
    association: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """What authors may ask for: `choices` are (key, label), `of` gives the keys that a page asks for.

    `asking` gives (key of the page, keys that it asks for) of all live pages that ask for something. Who asks
    for `TAKE_OVER` looks for somebody who goes on with the page.
    """

    TAKE_OVER: ClassVar[str] = "takeover"

    choices: Callable[[], Sequence[tuple[str, str]]]
    of: Callable[[Any], Sequence[str]]
    asking: Callable[[], QuerySet[Any, tuple[int, Sequence[str]]]]


def _no_problems(_page: Any) -> Problems:
    return {}


def _as_it_is(_form: Any, _user: Any) -> None:
    return None


def _as_typed(content: Content) -> Content:
    return content


class CannotBegin(ValueError):
    """No page can be made of what was given; the message is a sentence for whoever gave it."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A page in memory, to be shown in its form, and what its author should know of how it was read."""

    page: Any
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Starter:
    """A page filled in already, to begin from: `key` names it in addresses."""

    key: str
    name: str | _StrPromise
    description: str | _StrPromise


class Beginnings(Protocol):
    """How a new page may begin, other than empty. Every verb raises CannotBegin."""

    accept: str
    """What a file may be, as the `accept` of its input says it."""

    def starters(self) -> Sequence[Starter]: ...

    def from_starter(self, key: str, *, user: User, language: str) -> Begun: ...

    def from_file(self, name: str, content: bytes, *, user: User, language: str) -> Begun: ...

    def from_text(self, text: str, *, user: User, language: str) -> Begun: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A picture or a file in a page: another work, with authors and a licence of its own, in words."""

    title: str
    authors: str
    licence: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What the wiki must be told of a kind of page.

    `expected` are fields that a reader needs, asked for when it is published and not before. `problems` says what
    keeps a page, as it stands in memory, from being public: {field: [sentences]}, "__all__" for the whole;
    `only_its_author_knows` the part of it that no reviewer could answer, asked for before a page is sent to review.
    `prepare` narrows the choices of a form to those of the person; `settle` adds to what a form says what follows
    from it. `starting` gives initial values of a new page. `shelf` is the page below which a person may add one,
    None when they may not; without it such pages are not made on the site. `called` says what to write: a new one,
    in words. `most` is how many rows a field may have, `labels` and `helps` are words of the form where those of
    the model do not do; `members` leads, in a lookup, to the memberships of the association that looks after a
    page; `help` says what readers may be asked to help with; `folded` names the parts of a row that few need;
    `parts` lists the pictures and files in a page that anybody may see. `closed` says in a sentence why nobody changes
    a page any more, "" where one may: proposals are not taken either; `problems` is to say it too. `belonging` tells of
    pages, by key, what lists of them are narrowed by. `hold` locks what a page stands in, before the page itself, so
    that nobody closes it while the page is saved. `waits` says in a sentence who makes a page public where that is not
    whoever saves it, "" elsewhere: it is saved as a draft then, and nobody is asked to read it again.
    """

    name: str
    model: type[Page]
    groups: tuple[Group, ...]
    expected: tuple[str, ...] = ()
    members: str = ""
    help: Help | None = None
    problems: Callable[[Any], Problems] = _no_problems
    only_its_author_knows: Callable[[Any], Problems] = _no_problems
    prepare: Callable[[Any, User], None] = _as_it_is
    settle: Callable[[Content], Content] = _as_typed
    starting: Callable[[User], Mapping[str, Any]] = lambda _user: {}
    shelf: Callable[[User], Page | None] | None = None
    called: str | _StrPromise = ""
    beginnings: Beginnings | None = None
    most: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, str | _StrPromise] = field(default_factory=dict)
    helps: Mapping[str, str | _StrPromise] = field(default_factory=dict)
    folded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    belonging: Callable[[Iterable[int]], Mapping[int, Belonging]] = lambda _keys: {}
    parts: Callable[[Any], Iterable[Part]] = lambda _page: ()
    closed: Callable[[Any], str] = lambda _page: ""
    hold: Callable[[Any], None] = holds_nothing
    waits: Callable[[Any], str] = lambda _page: ""

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for group in self.groups for name in group.names)

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make pages of a model pages of the wiki. A second registration under the same name replaces the first."""
    _kinds[kind.name] = kind


def all_kinds() -> Iterable[Kind]:
    return _kinds.values()


def named(name: str) -> Kind | None:
    return _kinds.get(name)


def kind_of(page: Any) -> Kind | None:
    """The kind of a page, given as its own model."""
    return next((kind for kind in _kinds.values() if type(page) is kind.model), None)


def kind_of_type(content_type: int) -> Kind | None:
    """The kind of a page that is read as a plain page, by the key of its content type."""
    model = ContentType.objects.get_for_id(content_type).model_class()
    return next((kind for kind in _kinds.values() if kind.model is model), None)
