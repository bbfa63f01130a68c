"""The page that an address below it names: `historique/`, `comparer/` and the like stand under every page."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from wagtail import hooks
from wagtail.models import Page, Site

from wiki.kinds import all_kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    PageView = Callable[..., HttpResponseBase]

# The address of a page, before what stands below it.
PAGE = r"^(?P<path>(?:[^/]+/)+)"
# Nobody files pages so deep, and no address is longer than its column.
LONGEST_PATH = 2000


def page_at(request: HttpRequest, path: str, *, for_editing: bool = False) -> Page | None:
    """The page of a registered kind at this path of the site ("guides/ma-fiche/"), as its own model, or None.

    Live pages alone; with `for_editing`, any that this person may change. Says nothing of view restrictions: ask
    `answered`. Queries: the site's, the page's, that of its model.
    """
    site = Site.find_for_request(request)
    parts = [part for part in path.split("/") if part]
    if site is None or not parts or len(path) > LONGEST_PATH or "\x00" in path:
        return None
    models = [kind.model for kind in all_kinds()]
    address = site.root_page.url_path + "/".join(parts) + "/"
    # Addresses have no index, the names in them have.
    page = Page.objects.filter(slug=parts[-1], url_path=address).first()
    if page is None or page.specific_class not in models:
        return None
    if not page.live and not (for_editing and _may_edit(request, page)):
        return None
    specific: Page = page.specific
    return specific


def _may_edit(request: HttpRequest, page: Page) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and page.permissions_for_user(user).can_edit())


def answered(request: HttpRequest, page: Page, view: PageView, **kwargs: Any) -> HttpResponseBase:
    """What `view(request, page, **kwargs)` says, where this visitor may read the page.

    Whoever may not is answered as on the page itself, by Wagtail's own hooks: the restrictions of the page and of those
    above it, with their forms.
    """

    def chain(page: Page, request: HttpRequest, _args: Any, kwargs: Any) -> HttpResponseBase:
        return view(request, page, **kwargs)

    answer: Callable[..., HttpResponseBase] = chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        answer = hook(answer)
    for hook in hooks.get_hooks("before_serve_page"):
        refusal = hook(page, request, [], kwargs)
        if isinstance(refusal, HttpResponse):
            return refusal
    return answer(page, request, [], kwargs)


def below_pages(view: PageView, *, otherwise: PageView, for_editing: bool = False) -> PageView:
    """A view of `(request, page, …)` made one of `(request, path, …)`, for addresses below those of pages.

    Where there is no such page, `otherwise(request, the whole path)` answers: a page of text may have a child that is
    called “historique”.
    """

    @wraps(view)
    def answer(request: HttpRequest, path: str, **kwargs: Any) -> HttpResponseBase:
        page = page_at(request, path, for_editing=for_editing)
        if page is None:
            return otherwise(request, request.path_info.lstrip("/"))
        return answered(request, page, view, **kwargs)

    return answer
