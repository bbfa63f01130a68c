"""The pattern page, the living examples of whole pages, and the site as a telephone installs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from design.drawing.palettes import PALETTES, PAPER
from design.drawing.social_card import cover_png
from design.forms import ExampleForm
from design.patterns import examples, explainer_examples, pool_examples, programme_examples

if TYPE_CHECKING:
    from django.http import HttpRequest

ICON_SIZES = (192, 512)
WHOLE_PAGES = {
    "accueil": ("home/home_page.html", examples.HOME_PAGE),
    "fiche": ("design/guide_example.html", examples.GUIDE_PAGE),
    "recherche": ("design/search_example.html", examples.SEARCH_PAGE),
}


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component with an example, in both themes unless one is asked for (`?theme=dark`)."""
    themes = ["light", "dark"] if request.GET.get("theme") not in {"light", "dark"} else [request.GET["theme"]]
    wrong = {"title": "", "email": "yann", "level": "1"}
    panels = [(theme, ExampleForm(wrong, auto_id=f"{theme}_%s")) for theme in themes]
    shown = {
        "ex": examples, "explaining": explainer_examples, "pool": pool_examples, "programme": programme_examples,
    }  # fmt: skip
    return render(request, "design/patterns.html", {**shown, "panels": panels, "palettes": list(PALETTES)})


@require_safe
def whole_page(request: HttpRequest, name: str) -> HttpResponse:
    """A page of the site drawn from examples. `?theme=dark` forces a theme, for pictures and tests."""
    if name not in WHOLE_PAGES:
        raise Http404
    template, context = WHOLE_PAGES[name]
    asked = request.GET.get("theme")
    return render(request, template, {**context, "theme_forced": asked if asked in {"light", "dark"} else ""})


@require_safe
def web_manifest(_request: HttpRequest) -> JsonResponse:
    """Web application manifest (W3C): the name and the icons under which the site stands among applications."""
    icons = [
        {"src": static(f"icons/mark-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in ICON_SIZES
    ]
    manifest = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "lang": settings.LANGUAGE_CODE,
        "start_url": "/",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@require_safe
def card(_request: HttpRequest) -> HttpResponse:
    """The picture that a shared link shows."""
    title = "Cartographier son quartier avec OpenStreetMap"
    return HttpResponse(cover_png(title, theme="maps", author="Les Pieds sur la carte"), content_type="image/png")
