"""Drawings and typography for templates: `{% load design %}`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import segno
from django import template
from django.conf import settings
from django.forms import BaseForm
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from design import brand
from design.drawing.bunting import bunting_svg
from design.drawing.covers import cover_svg, flag_svg
from design.drawing.symbols import symbol_svg
from markup import typography
from web.languages import current_language, spoken_in
from web.page_cache.generation import cached
from web.stylesheets import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.template import Context

register = template.Library()
MINUTE = 60  # seconds
# Some 3 kB each, with what they were drawn from.
MOST_DRAWN = 4096


@register.simple_tag
def drawn_once(component: str, **values: Any) -> SafeString:
    """`{% include component with … only %}`, drawn once in each language: for long lists that return on other pages.

    Values are plain and hashable, and all that it tells: neither the moment nor the reader. In development, where
    somebody may be changing the component, it is drawn each time.
    """
    draw = _draw.__wrapped__ if settings.DEBUG else _draw
    return draw(component, get_language(), tuple(values.items()))


@lru_cache(maxsize=MOST_DRAWN)
def _draw(component: str, _language: str, values: tuple[tuple[str, Any], ...]) -> SafeString:
    return SafeString(get_template(component).render(dict(values)))


@register.simple_tag
def cover(title: str, theme: str = "", columns: int = 4, rows: int = 2) -> SafeString:
    return mark_safe(cover_svg(title, theme=theme, columns=columns, rows=rows))  # noqa: S308 -- only letters reach it


@register.simple_tag
def sheet(kind: str) -> SafeString:
    """The stylesheet of a kind of page: `{% sheet "guide" %}`. Raise KeyError when there is none."""
    path = f"css/{kind}.css"
    KINDS[path]
    return format_html('<link rel="stylesheet" href="{}">', static(path))


@register.simple_tag
def mark() -> SafeString:
    return mark_safe(flag_svg("C"))  # noqa: S308 -- a constant drawing


@register.simple_tag
def flag(letter: str, theme: str = "culture") -> SafeString:
    return mark_safe(flag_svg(letter, theme=theme))  # noqa: S308 -- a constant drawing, or KeyError


@register.simple_tag
def bunting(word: str, *ropes: int) -> SafeString:
    """The word in flags, on ropes of so many flags: `{% bunting "communs" 4 3 %}`."""
    return mark_safe(bunting_svg(word, lines=ropes or (len(word),)))  # noqa: S308 -- only letters reach it


@register.simple_tag
def wordmark() -> str:
    """The name of the site beside its mark, where a page is drawn without a request too."""
    return brand.wordmark()


@register.simple_tag
def site_name() -> str:
    """SITE_NAME, for pages that are drawn without a context processor."""
    return str(settings.SITE_NAME)


@register.simple_tag
def site_bunting(ropes: int = 1) -> SafeString:
    """The name of the site in flags, on one rope or two of nearly the same length."""
    word = brand.flag_word()
    if not word:
        return SafeString()
    longest = -(-len(word) // ropes)
    return bunting(word, *(len(word[start : start + longest]) for start in range(0, len(word), longest)))


@register.simple_tag
def icon(name: str, *, struck: bool = False) -> SafeString:
    return mark_safe(symbol_svg(name, struck=struck))  # noqa: S308 -- a constant drawing, or KeyError


@register.simple_tag
@lru_cache(maxsize=512)  # a tenth of a guide's page, and the same drawing each time
def qr(url: str) -> SafeString:
    """A QR code for paper, where a link cannot be followed."""
    drawing = segno.make(url, error="m").svg_inline(border=0, omitsize=True, svgclass="qr__code", lineclass=None)
    return mark_safe(drawing)  # noqa: S308 -- modules, not text


@register.simple_tag(takes_context=True)
def error_mark(context: Context) -> str:
    """“Error: ” in front of the title of a page where a form came back: what a screen reader says first."""
    shown: Iterable[Any] = context.flatten().values()
    # By its type: to look at a lazy value makes it, and the CSRF token would set a cookie on every page.
    forms = (value for value in shown if issubclass(type(value), BaseForm))
    return _("Error: ") if any(form.is_bound and form.errors for form in forms) else ""


@register.simple_tag(takes_context=True)
def site_header(context: Context, *, search: bool = True) -> SafeString:
    """The head of a page, the same for everybody: drawn once for each item of the menu that one may stand at.

    Pages that have the big search field leave out its own.
    """
    template_of_it = get_template("components/site_header.html").template  # type: ignore[attr-defined]

    def drawn() -> SafeString:
        with context.push(no_header_search=not search):
            return template_of_it.render(context)

    links = context.get("site_links")
    if not links:  # a page of trouble, made without anything that may fail
        return drawn()
    path = context["request"].path
    here = path if any(link["url"] == path for link in links["menu"]) else ""
    return cached(f"site-header:{context.get('nav', '')}:{here}:{bool(search)}", drawn, shared=False)


@register.simple_tag(takes_context=True)
def footer_links(context: Context) -> SafeString:
    """What the foot of every page leads to, drawn once for everybody."""
    template_of_it = get_template("components/footer_links.html").template  # type: ignore[attr-defined]
    if not context.get("site_links"):  # a page of trouble
        return template_of_it.render(context)
    return cached("footer-links", lambda: template_of_it.render(context), shared=False)


@register.filter
def typo(text: str, language: str = "") -> SafeString:
    """Plain text is escaped; HTML that is already safe keeps its tags. The page's language unless another is given."""
    safe = str(conditional_escape(text))
    return mark_safe(typography.typeset(safe, language=language or current_language()))  # noqa: S308 -- escaped on the line above


@register.filter
def colon_after(label: str) -> SafeString:
    """What stands between a label and what is said of it: ": ", or a space where the label is a question."""
    return mark_safe(" " if str(label).rstrip().endswith(("?", "!", "…")) else _(": "))  # noqa: S308 -- ours


@register.filter
def address_lines(address: str) -> SafeString:
    """An address that may go on in the next line after each of its slashes, and not in the middle of a word."""
    head, separator, rest = str(address).partition("://")
    if not separator:
        head, rest = "", head
    return mark_safe(f"{conditional_escape(head)}{separator}{conditional_escape(rest).replace('/', '/<wbr>')}")  # noqa: S308 -- escaped here


@register.simple_tag
def facet_choices(facet: Any, kind: str = "checkbox") -> SafeString:
    """The values of components/facet.html. Written here: a template would look up ten things for each of a hundred."""
    language = current_language()
    drawn = (_facet_choice(kind, facet.name, choice, language) for choice in facet.choices)
    return mark_safe("".join(drawn))  # noqa: S308 -- escaped below


def _facet_choice(kind: str, name: str, choice: Any, language: str) -> str:
    field, label = _field_and_label(kind, name, choice.key, str(choice.label), language)
    none, checked = "" if choice.count else " facet__choice--none", " checked" if choice.selected else ""
    return (
        f'<label class="facet__choice{none}">{field}{checked}>'
        f'{label}<span class="facet__count">{_count(choice.count)}</span></label>'
    )


@lru_cache(maxsize=MOST_DRAWN, typed=True)
def _field_and_label(kind: str, name: str, key: str, label: str, language: str) -> tuple[str, str]:
    """What no question changes in a value; the field is left open. Safe text is another than the same to be escaped."""
    field = f'<input type="{kind}" name="{conditional_escape(name)}" value="{conditional_escape(key)}"'
    return field, f'<span class="facet__label">{typo(label, language)}</span>'


def _count(count: int) -> str:
    # Only thousands are written otherwise in another language.
    return str(count) if count < 1000 else str(localize(count))  # noqa: PLR2004


@register.simple_tag
def in_language(language: str = settings.LANGUAGE_CODE) -> SafeString:
    """` lang="…"` for a text in another language than the interface; the language of the site unless told otherwise.

    Arabic and its like also say that they run from right to left.
    """
    if not language or language == current_language():
        return SafeString()
    direction = mark_safe(' dir="rtl"') if language in settings.LANGUAGES_BIDI else ""
    return format_html(' lang="{}"{}', language, direction)


@register.simple_tag
def own_words(written: str, translated: str) -> str:
    """A title that the site's people wrote, for who reads in their language; for the others, that of the interface."""
    return typography.typeset(
        written if current_language() == settings.LANGUAGE_CODE else translated, language=current_language()
    )


@register.simple_tag(takes_context=True)
def same_in(context: template.Context, language: str) -> str:
    """The address, encoded, where a reader of `language` finds this page: its translation, or itself."""
    here = context["request"].get_full_path() if "request" in context else "/"
    translated = (other["url"] for other in context.get("alternates") or () if other["language"] == language)
    return quote(next(translated, here))


@register.simple_tag
def said_language(language: str = settings.LANGUAGE_CODE, before: str = " · ") -> SafeString:
    """“ · in French”, in the words of the interface, for what is in another language; nothing for what is not."""
    if not language or language == current_language():
        return SafeString()
    return format_html('{}<span class="said-language">{}</span>', before, spoken_in(language))


@register.simple_tag
def also_in(language: str) -> str:
    """“also in English”, in the words of the interface."""
    return _("also %(in_language)s") % {"in_language": spoken_in(language)}


@register.filter
def duration(minutes: int | None) -> str:
    return typography.duration(minutes, language=current_language()) if minutes else ""


@register.filter
def number(value: Any, language: str | None = None) -> str:
    return typography.number(value, language=language or current_language()) if value is not None else ""


@register.simple_tag
def measured_in(language: str | None, name: str, unit: str) -> str:
    """“g d’argile” in the language of the work."""
    return typography.measured(name, unit, language=language or current_language())


@register.filter
def ago(moment: datetime) -> str:
    """How long ago something was: “3 minutes ago”, and “just now” within the minute."""
    if (timezone.now() - moment).total_seconds() < MINUTE:
        return _("just now")
    return _("%(span)s ago") % {"span": timesince(moment)}


@register.filter
def iso_duration(minutes: int | None) -> str:
    return typography.iso_duration(minutes) if minutes else ""


@register.filter
def weight(minutes: int | None) -> int:
    """How wide a step is drawn, in twelfths of an hour: 1 to 12."""
    return min(12, max(1, round((minutes or 0) / 5)))


@register.simple_tag
def people(least: int | None, most: int | None) -> str:
    return typography.people(least, most, language=current_language())


@register.simple_tag
def dotted(*facts: str) -> SafeString:
    """Facts on one line, a middle dot between them that begins no line; one that is empty is left out."""
    return format_html_join(f"{typography.NBSP}· ", "{}", ((fact,) for fact in facts if fact))


@register.simple_tag
def ages(least: int | None, most: int | None) -> str:
    return typography.ages(least, most, language=current_language())
