"""The basket of a browser: a signed cookie, without an account and without a row.

Scripts may read it, to show how many things are in it: pages that visitors share never hold that number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer

from commons.kits.domain.basket import Basket, read_basket, write_basket

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

COOKIE = "panier"
KEPT_FOR = 90 * 24 * 3600  # seconds
_signer = Signer(salt="kits.basket")


def basket_of(request: HttpRequest) -> Basket:
    """What this browser gathered; nothing for a cookie that is not ours."""
    try:
        return read_basket(_signer.unsign(request.COOKIES.get(COOKIE, "")))
    except BadSignature:
        return ()


def store(response: HttpResponseBase, basket: Basket, *, request: HttpRequest) -> None:
    if not basket:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    value = _signer.sign(write_basket(basket))
    response.set_cookie(COOKIE, value, max_age=KEPT_FOR, secure=request.is_secure(), httponly=False, samesite="Lax")
