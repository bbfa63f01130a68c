"""The basket: filled from any item, put in order, shared by its address, saved as a kit by whoever is logged in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseForbidden, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from commons.kits.baskets import basket_of, store
from commons.kits.context.basket import basket_context
from commons.kits.domain.basket import BasketFull, added, moved, read_basket, used, used_as_in, without
from commons.kits.domain.entries import gathered
from commons.kits.domain.saving import CannotAdd, add_to_kit, begin_kit, kit_to_add_to
from commons.kits.limits import MOST_IN_BASKET
from commons.kits.queries import kits_one_may_add_to, shelf_for
from design.addresses import address
from licences import public_items
from wiki.browser import comes_from_here, wants_json

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from commons.kits.domain.basket import Basket

private = cache_control(private=True, no_store=True)
LONGEST_NUMBER = 9


@private
@require_safe
def basket(request: HttpRequest) -> HttpResponse:
    """One's own, or with `?liste=` that of whoever sent the address, which changes nothing of one's own."""
    line = request.GET.get("liste", "")
    shown = read_basket(line) if line else basket_of(request)
    context = basket_context(shown) | {"is_shared": bool(line), "own_count": len(basket_of(request))}
    return render(request, "kits/basket.html", context | _saving(request) | _said(request))


def _saving(request: HttpRequest) -> dict[str, Any]:
    """Where it may be saved: a new kit for whoever may write one, and the kits that they began."""
    user: Any = request.user
    if not user.is_authenticated:
        return {"may_save": False, "own_kits": []}
    return {"may_save": shelf_for(user) is not None, "own_kits": kits_one_may_add_to(user)}


def _said(request: HttpRequest) -> dict[str, Any]:
    """What has just happened, by the address: a visitor without a session has no other place for it."""
    item = public_items.item(request.GET.get("ajoute", ""))
    return {"added": item, "is_full": "plein" in request.GET, "moved": request.GET.get("bouge", "")}


# What these write is the sender's own basket, so no secret guards the forms: a secret would need a cookie on every page
# that shows the button. A page of another site may fill nobody's basket all the same.
@csrf_exempt
@private
@require_POST
def add(request: HttpRequest) -> HttpResponseBase:
    if not comes_from_here(request):
        return HttpResponseForbidden()
    chosen = read_basket(request.POST.get("liste", ""))
    ids = [id_ for id_ in request.POST.getlist("item")[:MOST_IN_BASKET] if gathered(id_)] or [one.id for one in chosen]
    items = public_items.items(ids)
    before = basket_of(request)
    try:
        after, is_full = used_as_in(chosen, added(before, *items), before=before), False
    except BasketFull:
        after, is_full = before, True
    response = _as_json(after, is_full=is_full) if wants_json(request) else _back(ids, is_full=is_full)
    store(response, after, request=request)
    return response


def _as_json(after: Basket, *, is_full: bool) -> JsonResponse:
    told = _full() if is_full else _("It is in your basket.")
    return JsonResponse({"count": len(after), "told": told, "is_full": is_full})


def _full() -> str:
    sentence = ngettext(
        "Your basket is full: it holds %(most)s thing. Save it as a kit, or take something out.",
        "Your basket is full: it holds %(most)s things. Save it as a kit, or take something out.",
        MOST_IN_BASKET,
    )
    return sentence % {"most": MOST_IN_BASKET}


def _back(ids: list[str], *, is_full: bool) -> HttpResponseRedirect:
    said = "plein=1" if is_full else urlencode({"ajoute": ids[0]} if len(ids) == 1 else {})
    response = HttpResponseRedirect(f"{reverse('kits:basket')}?{said}".rstrip("?"))
    response.status_code = HTTPStatus.SEE_OTHER
    return response


@csrf_exempt
@private
@require_POST
def change(request: HttpRequest) -> HttpResponseBase:
    """One button of the basket: `up:guide:12`, `down`, `out`, `as_is`, `adapted`; `empty` for all of it."""
    if not comes_from_here(request):
        return HttpResponseForbidden()
    verb, _colon, id_ = request.POST.get("do", "").partition(":")
    before = basket_of(request)
    verbs = {
        "up": lambda: moved(before, id_, up=True),
        "down": lambda: moved(before, id_, up=False),
        "out": lambda: without(before, id_),
        "as_is": lambda: used(before, id_, "as_is"),
        "adapted": lambda: used(before, id_, "adapted"),
        "empty": lambda: (),
    }
    after = verbs.get(verb, lambda: before)()
    # Without a place in the page: browsers then give the focus to the button that was pressed.
    there = f"?{urlencode({'bouge': f'{verb}:{id_}'})}" if id_ else ""
    response = HttpResponseRedirect(f"{reverse('kits:basket')}{there}")
    response.status_code = HTTPStatus.SEE_OTHER
    store(response, after, request=request)
    return response


@never_cache
def save(request: HttpRequest) -> HttpResponseBase:
    """A new kit, whose form opens filled in; or the end of a kit that one began.

    Whoever is not logged in comes back to their basket, which waits.
    """
    user: Any = request.user
    if not user.is_authenticated:
        return redirect_to_login(reverse("kits:basket"))
    if request.method != "POST":
        return redirect("kits:basket")
    chosen = basket_of(request)
    if not chosen:
        return redirect("kits:basket")
    number = request.POST.get("kit", "")
    if number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER:
        return _add_to(request, int(number), chosen)
    if shelf_for(user) is None:
        return redirect("community_access")
    draft = begin_kit(chosen, by=user)
    response = HttpResponseRedirect(reverse("new_page_draft", args=["kit", draft.pk]))
    store(response, (), request=request)
    return response


def _add_to(request: HttpRequest, key: int, chosen: Basket) -> HttpResponseBase:
    user: Any = request.user
    kit = kit_to_add_to(key, by=user)
    if kit is None:
        messages.error(request, _("You may not add to this kit. Your basket is as it was."))
        return redirect("kits:basket")
    try:
        saved = add_to_kit(kit, chosen, by=user)
    except CannotAdd as refused:
        messages.error(request, str(refused))
        return redirect("kits:basket")
    told = _("Your basket is in the kit.") if saved.page.live else _("Your basket is in the kit, which is a draft.")
    messages.success(request, told)
    response = HttpResponseRedirect(address(saved.page) if saved.page.live else reverse("my_pages"))
    store(response, (), request=request)
    return response
