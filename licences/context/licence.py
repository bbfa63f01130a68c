"""What the page of one licence shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from design.addresses import address
from legaltools import catalogue
from legaltools.credit import credit_html
from legaltools.duties import duties
from legaltools.languages import base
from legaltools.questions import questions
from legaltools.summary import summarise
from legaltools.versions import changes, general_versions, later_changes
from licences import public_items
from licences.context.catalogue import licence_url, tagline
from licences.context.licence_box import summary_lines
from licences.explainers.queries import explainers_about
from web.jsonld import data_block
from web.languages import current_language
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from django.http import HttpRequest

    from legaltools.questions import Question
    from legaltools.tool import Tool

EXAMPLES = 3


def licence_context(tool: Tool, request: HttpRequest) -> dict[str, Any]:
    """Everything the page of one licence shows."""
    language = current_language()
    return {
        "nav": "licences",
        "tool": tool,
        "name": tool.name(language),
        "tagline": tagline(tool),
        "trail": [(_("Licences"), reverse("licences")), (tool.label, "")],
        "summary": summary_lines(summarise(tool, language)),
        "nothing_forbidden": _nothing_forbidden(tool),
        "duties": _duties(tool, language),
        "questions": [_answered(question, language) for question in questions(tool)],
        "legal_texts": legal_texts(tool, language),
        "successor": catalogue.get(tool.replaced_by) if tool.replaced_by else None,
        "explainers": cached(f"explainers-about:{tool.key}", lambda: _explainers(tool, base(language))),
        **_versions(tool, language),
        **_in_the_pool(tool, language),
        "badge_url": request.build_absolute_uri(reverse("licence_badge", args=[tool.key])),
        "data": _structured(tool, request, language),
    }


def _explainers(tool: Tool, language: str) -> list[dict[str, str]]:
    explainers = explainers_about(tool.key, language=language)
    return [{"title": page.title, "language": page.language, "url": address(page)} for page in explainers]


def _nothing_forbidden(tool: Tool) -> str:
    """What to say where the summary forbids nothing. Source: 2(a)(5) of the licences 4.0, 4(a) of those before."""
    if tool.is_cc and tool.is_licence:
        return _("add terms, or a digital lock, that take these rights from others")
    return _("nothing more") if tool.is_licence else _("nothing is forbidden")


def _duties(tool: Tool, language: str) -> dict[str, list[dict[str, str]]]:
    """What a credit must hold and what is courtesy, as components/duty_list.html takes them."""
    rows: dict[str, list[dict[str, str]]] = {"breach": [], "courtesy": []}
    for duty in duties(tool) if not tool.is_reserved else ():
        rows[duty.severity].append({"text": duty.text(language), "clause": duty.clause, "url": duty.address(language)})
    return rows


def _answered(question: Question, language: str) -> dict[str, str]:
    return {
        "question": question.question.text(language),
        "answer": question.answer.text(language),
        "source": question.source.text(language),
        "url": question.url,
    }


def legal_texts(tool: Tool, language: str) -> dict[str, Any]:
    """The legal text to read: in the reader's language when there is one, else in those there are.

    `own` is its address or "", `others` are (name of the language, address).
    """
    own = base(language)
    addresses = {code: _legal_url(tool, code) for code in tool.legalcode_languages}
    others = sorted((_language_name(code), url) for code, url in addresses.items() if code != own)
    return {"own": addresses.get(own, ""), "others": others}


def _legal_url(tool: Tool, code: str) -> str:
    return f"{tool.url}legalcode.{code}" if tool.is_cc else tool.url


_UNNAMED = {"fy": "frysk", "oc-aranes": "aranés", "mi": "te reo Māori", "zh-hant": "中文 (繁體)"}


def _language_name(code: str) -> str:
    """In the language of the page where Django knows it, else as its speakers call it. French writes it small."""
    try:
        name = str(get_language_info(code)["name_translated"])
        return name.lower() if base(current_language()) == "fr" else name
    except KeyError:
        return _UNNAMED.get(code, code)


def _versions(tool: Tool, language: str) -> dict[str, Any]:
    """What changed: all of it on the licence of today, what is still to come on an older one."""
    is_latest = not tool.replaced_by
    version_changes = changes(tool) if is_latest else later_changes(tool)
    by_version: dict[str, list[tuple[str, str]]] = {}
    for change in version_changes:
        by_version.setdefault(change.version, []).append((change.text(language), change.clause))
    others = [(other, licence_url(other)) for other in general_versions(tool) if other != tool]
    return {"changes": list(by_version.items()), "is_latest": is_latest, "other_versions": others}


def _in_the_pool(tool: Tool, language: str) -> dict[str, Any]:
    """How many items carry it, a few of them, and the credit of the first as an example of how it is written."""
    counts = public_items.licence_counts()
    family = {key for key in counts if key in catalogue.by_key() and catalogue.get(key).family == tool.family}
    items = public_items.carrying([tool.key], limit=EXAMPLES) if counts.get(tool.key) else []
    return {
        "item_count": counts.get(tool.key, 0),
        "family_count": sum(counts[key] for key in family),
        "items": items,
        "items_url": f"{reverse('search:results')}?{urlencode({'licence': tool.family})}",
        "example_credit": credit_html(items[0].work, language) if items else "",
    }


def _structured(tool: Tool, request: HttpRequest, language: str) -> Any:
    """This page for machines. It is about the licence and is not under it: its own licence is the site's."""
    about: dict[str, Any] = {"@type": "CreativeWork", "@id": tool.url, "url": tool.url, "name": tool.name(language)}
    about |= {"alternateName": [tool.label, *([tool.spdx] if tool.spdx else [])]}
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "url": request.build_absolute_uri(request.path),
            "name": tool.label,
            "inLanguage": language,
            "license": catalogue.get("cc-by-sa-4.0").url,
            "about": {name: value for name, value in about.items() if value},
        }
    )
