"""Pages of text written as Markdown files, such as those that present the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from home.models import HomePage, PlainPage
from markup.frontmatter import FrontMatter, split
from markup.markdown import to_text
from markup.messages import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


REQUIRED = ("slug", "title")


class UnreadablePage(ValueError):
    """A file that cannot become a page of text; the message begins with its name."""


@transaction.atomic
def load_pages(paths: Iterable[Path], *, parent: HomePage) -> int:
    """Make one published page of text from each Markdown file, below `parent`; all of them or none.

    Front matter: slug, title, one_sentence, menu and footer (true or absent), language (that of the site unless told)
    and translation_of (the slug of the original, whose places in menu and foot it takes). A page that already says the
    same is left alone. Returns how many were created or changed. Raises UnreadablePage when a file cannot be read.
    """
    return sum(_load(path, parent) for path in sorted(paths))


def _read(path: Path) -> FrontMatter:
    try:
        front = split(path.read_text(encoding="utf-8"))
    except (Unreadable, UnicodeDecodeError) as error:
        message = f"{path.name}: {error}"
        raise UnreadablePage(message) from error
    if missing := [name for name in REQUIRED if not front.values.get(name)]:
        message = f"{path.name}: the front matter does not give {' and '.join(missing)}."
        raise UnreadablePage(message)
    return front


def _original(path: Path, slug: str, parent: HomePage) -> PlainPage | None:
    page = PlainPage.objects.child_of(parent).filter(slug=slug).first() if slug else None
    if slug and page is None:
        message = f"{path.name}: there is no page {slug} to be a translation of. Files are read in the order of names."
        raise UnreadablePage(message)
    return page


def _wanted(path: Path, front: FrontMatter, parent: HomePage) -> dict[str, Any]:
    values = front.values
    return {
        "title": values["title"],
        "one_sentence": values.get("one_sentence", ""),
        "body": to_text(front.body, keep_headings=True).html,
        "show_in_menus": values.get("menu") == "true",
        "in_footer": values.get("footer") == "true",
        "language": values.get("language", settings.LANGUAGE_CODE),
        "translation_of": _original(path, values.get("translation_of", ""), parent),
    }


@transaction.atomic
def _load(path: Path, parent: HomePage) -> bool:
    front = _read(path)
    wanted, slug = _wanted(path, front, parent), front.values["slug"]
    page = PlainPage.objects.child_of(parent).filter(slug=slug).first()
    if page and all(getattr(page, name) == value for name, value in wanted.items()):
        return False
    page = page or PlainPage(slug=slug, live=False)
    for name, value in wanted.items():
        setattr(page, name, value)
    if page.pk is None:
        parent.add_child(instance=page)
    page.save_revision().publish()
    return True
