"""Pages of text written as Markdown files, such as those that present the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from home.models import HomePage, PlainPage
from markup.frontmatter import split
from markup.markdown import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@transaction.atomic
def load_pages(paths: Iterable[Path], *, parent: HomePage) -> int:
    """Make one published page of text from each Markdown file, below `parent`.

    Front matter: slug, title, one_sentence, menu and footer (true or absent), language (that of the site unless told)
    and translation_of (the slug of the original, whose places in menu and foot it takes). A page that already says the
    same is left alone. Returns how many were created or changed. Raises Unreadable when a file cannot be read.
    """
    return sum(_load(path, parent) for path in sorted(paths))


def _original(slug: str, parent: HomePage) -> PlainPage | None:
    """Raises PlainPage.DoesNotExist when no page has that name: files are read in the order of their names."""
    return PlainPage.objects.child_of(parent).get(slug=slug) if slug else None


@transaction.atomic
def _load(path: Path, parent: HomePage) -> bool:
    front = split(path.read_text(encoding="utf-8"))
    values, body = front.values, front.body
    wanted: dict[str, Any] = {
        "title": values["title"],
        "one_sentence": values.get("one_sentence", ""),
        "body": to_text(body, keep_headings=True).html,
        "show_in_menus": values.get("menu") == "true",
        "in_footer": values.get("footer") == "true",
        "language": values.get("language", settings.LANGUAGE_CODE),
        "translation_of": _original(values.get("translation_of", ""), parent),
    }
    page = PlainPage.objects.child_of(parent).filter(slug=values["slug"]).first()
    if page and all(getattr(page, name) == value for name, value in wanted.items()):
        return False
    page = page or PlainPage(slug=values["slug"], live=False)
    for name, value in wanted.items():
        setattr(page, name, value)
    if page.pk is None:
        parent.add_child(instance=page)
    page.save_revision().publish()
    return True
