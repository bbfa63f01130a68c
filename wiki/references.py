"""What the texts of a form refer to: an address for each key, a key for each address, and who may choose what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from community.permissions.visibility import Reader, reader_of
from community.renditions import drawn, figure_specs
from design.addresses import address
from markup.references import keys_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from community.models import User

_OURS = re.compile(r"(images|documents|pages)/(\d{1,18})")
KINDS = {"images": "picture", "documents": "document", "pages": "page"}
MOST_ADDRESSES = 2_000


def reference_of(address: str) -> tuple[str, int] | None:
    """The kind and the key that an address such as `images/12` says."""
    match = _OURS.fullmatch(address)
    return (KINDS[match[1]], int(match[2])) if match else None


class References:
    """Of the texts that one person edits in one form: one query a kind for all that were `read`.

    A key says nothing of what it is the key of, so what a text held already is drawn as it is; a new one must be of
    something that `user` may choose. `licence` gives the key of what pictures of one's own in these texts are under,
    `language` is that of the texts.
    """

    def __init__(
        self, user: User | None = None, *, licence: Callable[[], str] = str, language: Callable[[], str] = str
    ) -> None:
        self.user = user
        self.licence = licence
        self.language = language
        self.known: dict[str, set[int]] = {"picture": set(), "document": set(), "page": set()}
        self._addresses: dict[int, str] = {}
        self._asked: set[int] = set()
        self._files: dict[int, str] = {}
        self._titles: dict[int, str] = {}
        self._rights: dict[tuple[str, str], bool] = {}

    def read(self, texts: Iterable[str]) -> None:
        """Get to know what stored texts refer to: it may stay, whoever edits them."""
        for text in texts:
            for kind, keys in keys_in(text).items():
                self.known[kind] |= keys

    @staticmethod
    def picture(key: int) -> str:
        return f"images/{key}"

    @staticmethod
    def document(key: int) -> str:
        return f"documents/{key}"

    def page(self, key: int) -> str:
        """The address of a page that anybody may read; of another, one that says nothing."""
        wanted = (self.known["page"] | {key}) - self._asked
        if wanted:
            self._asked |= wanted
            pages = Page.objects.live().public().filter(pk__in=wanted)
            self._addresses |= {page.pk: address(page) for page in pages}
        return self._addresses.get(key) or f"pages/{key}"

    def pages_at(self, addresses: Iterable[str]) -> dict[str, int]:
        """The keys of those addresses that are of pages here which anybody may read."""
        paths = {one: path for one in list(addresses)[:MOST_ADDRESSES] if (path := _url_path(one))}
        if not paths:
            return {}
        pages = Page.objects.live().public().filter(url_path__in=set(paths.values()))
        keys = dict(pages.values_list("url_path", "pk"))
        return {one: keys[path] for one, path in paths.items() if path in keys}

    def thumbnails(self, keys: set[int]) -> dict[int, str]:
        """The address of a small file of each picture that the person may see; asks once for all that were read."""
        wanted = (self.known["picture"] | keys) - self._files.keys()
        if wanted:
            self._files |= dict.fromkeys(wanted, "")
            self._files |= small_files(get_image_model().objects.filter(pk__in=wanted), self.user)
        return {key: self._files[key] for key in keys if self._files[key]}

    def titles(self, keys: set[int]) -> dict[int, str]:
        """What each of these files is called; asks once for all that were read."""
        wanted = (self.known["document"] | keys) - self._titles.keys()
        if wanted:
            self._titles |= dict(get_document_model().objects.filter(pk__in=wanted).values_list("pk", "title"))
        return {key: self._titles[key] for key in keys if key in self._titles}

    def may(self, action: str, kind: str = "picture") -> bool:
        """Whether the person may "add" pictures (or "document"s) to the library, or "choose" among them; asked once."""
        if (action, kind) not in self._rights:
            self._rights[action, kind] = may(action, self.user, kind)
        return self._rights[action, kind]

    def may_choose(self, kind: str, keys: set[int]) -> set[int]:
        """Those of the keys that were here before, or are of what the person may choose."""
        new = keys - self.known[kind]
        if not new or kind == "page":
            return keys - new
        return (keys - new) | set(choosable(kind, self.user).filter(pk__in=new).values_list("pk", flat=True))


def small_files(pictures: Any, user: User | None) -> dict[int, str]:
    """The address of a file to look at, of each of these pictures that the person may see; two queries and the rule."""
    reader = reader_of(user) if user else Reader()
    seen = [picture for picture in pictures.prefetch_related("renditions") if reader.sees(picture)]
    files = ((picture.pk, drawn(picture, figure_specs(picture)[:1])) for picture in seen)
    return {pk: sizes[0].url for pk, sizes in files if sizes}


def may(action: str, user: User | None, kind: str = "picture") -> bool:
    """Whether somebody may "add" pictures (or "document"s) to the library, or "choose" among them."""
    if user is None or not user.is_authenticated:
        return False
    return bool(policy_registry.get_by_type(_model(kind)).user_has_permission(user, action))


def _model(kind: str) -> Any:
    return get_image_model() if kind == "picture" else get_document_model()


def choosable(kind: str, user: User | None) -> Any:
    """The pictures (`kind` "picture") or files that a person may put into a text: none for nobody."""
    model = _model(kind)
    if user is None or not user.is_authenticated:
        return model.objects.none()
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ["choose"])


def _url_path(written: str) -> str:
    """Where a page of this address would stand in the tree; "" for an address of elsewhere, or of a place in a page."""
    for root in Site.get_site_root_paths():
        path = written.removeprefix(root.root_url)
        if path.startswith("/") and not path.startswith("//") and not {"?", "#"} & set(path):
            return f"{root.root_path}{unquote(path).strip('/')}/" if path.strip("/") else str(root.root_path)
    return ""
