"""The basket: filled from any item, put in order, shared by its address, saved as a kit by whoever is logged in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseForbidden, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from commons.kits.baskets import basket_of, store
from commons.kits.context.basket import Pressed, basket_context, what_became
from commons.kits.domain.basket import (
    BasketFull,
    added,
    moved,
    read_basket,
    restored,
    used,
    used_as_in,
    without,
    write_basket,
)
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
    verb, _colon, id_ = request.GET.get("bouge", "").partition(":")
    pressed = Pressed(verb, id_, read_basket(request.GET.get("defaire", "")))
    context = _context(request, shown, pressed) | _said(request)
    context |= {"is_shared": bool(line), "own_count": len(basket_of(request))}
    return render(request, "kits/basket.html", context)


def _context(request: HttpRequest, shown: Basket, pressed: Pressed) -> dict[str, Any]:
    return basket_context(shown) | _saving(request) | what_became(shown, pressed)


def _saving(request: HttpRequest) -> dict[str, Any]:
    """Where it may be saved: a new kit for whoever may write one, and the kits that they began."""
    user: Any = request.user
    if not user.is_authenticated:
        return {"may_save": False, "own_kits": []}
    return {"may_save": shelf_for(user) is not None, "own_kits": kits_one_may_add_to(user)}


def _said(request: HttpRequest) -> dict[str, Any]:
    """What has just happened, by the address: a visitor without a session has no other place for it."""
    item = public_items.item(request.GET.get("ajoute", ""))
    return {"added": item, "was_there": "deja" in request.GET, "is_full": "plein" in request.GET}


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
    was_there = bool(ids) and after == before and not is_full
    response = _as_json(after, _told(was_there, is_full)) if wants_json(request) else _back(ids, was_there, is_full)
    store(response, after, request=request)
    return response


def _as_json(after: Basket, told: str) -> JsonResponse:
    return JsonResponse({"count": len(after), "told": told})


def _told(was_there: bool, is_full: bool) -> str:  # noqa: FBT001 -- what adding came to, twice
    if is_full:
        return _full()
    return _("It was in your basket already.") if was_there else _("It is in your basket.")


def _full() -> str:
    sentence = ngettext(
        "Your basket is full: it holds %(most)s thing. Save it as a kit, or take something out.",
        "Your basket is full: it holds %(most)s things. Save it as a kit, or take something out.",
        MOST_IN_BASKET,
    )
    return sentence % {"most": MOST_IN_BASKET}


def _back(ids: list[str], was_there: bool, is_full: bool) -> HttpResponseRedirect:  # noqa: FBT001 -- as above
    said = {"ajoute": ids[0]} if len(ids) == 1 and not is_full else {}
    said |= {"plein": "1"} if is_full else {"deja": "1"} if was_there and said else {}
    return _see_other(said)


def _see_other(said: dict[str, str]) -> HttpResponseRedirect:
    response = HttpResponseRedirect(f"{reverse('kits:basket')}?{urlencode(said)}".rstrip("?"))
    response.status_code = HTTPStatus.SEE_OTHER
    return response


@csrf_exempt
@private
@require_POST
def change(request: HttpRequest) -> HttpResponseBase:
    """One button of the basket: `up:guide:12`, `down`, `out`, `as_is`, `adapted`; `empty:` for all of it.

    `back:` brings back what was in it, as `liste` says. A script gets the basket drawn again.
    """
    if not comes_from_here(request):
        return HttpResponseForbidden()
    verb, _colon, id_ = request.POST.get("do", "").partition(":")
    before = basket_of(request)
    try:
        after, is_full = _changed(before, verb, id_, read_basket(request.POST.get("liste", ""))), False
    except BasketFull:
        after, is_full = before, True
    pressed = Pressed(verb, id_, before if verb in {"out", "empty"} else ())
    if wants_json(request):
        context = _context(request, after, pressed) | {"is_full": is_full}
        html = render_to_string("kits/basket_body.html", context, request)
        response: HttpResponseBase = JsonResponse({"html": html, "count": len(after), "told": context["told"]})
    else:
        # Without a place in the page: browsers then give the focus to the button that says `autofocus`.
        undo = {"defaire": write_basket(pressed.before)} if pressed.before else {}
        response = _see_other({"plein": "1"} if is_full else {"bouge": f"{verb}:{id_}", **undo})
    store(response, after, request=request)
    return response


def _changed(before: Basket, verb: str, id_: str, listed: Basket) -> Basket:
    """Raises BasketFull."""
    verbs = {
        "up": lambda: moved(before, id_, up=True),
        "down": lambda: moved(before, id_, up=False),
        "out": lambda: without(before, id_),
        "as_is": lambda: used(before, id_, "as_is"),
        "adapted": lambda: used(before, id_, "adapted"),
        "empty": lambda: (),
        "back": lambda: restored(before, listed),
    }
    return verbs.get(verb, lambda: before)()


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
