from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from licences.presentation import current_licences

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def licences(request: HttpRequest) -> HttpResponse:
    context = {"nav": "licences", "current": current_licences(get_language() or "fr")}
    return render(request, "licences/catalogue.html", context)
