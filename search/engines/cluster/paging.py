"""Pages by their number, however deep: the cluster counts to 10,000, then goes on from the last result of each leap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.results import MOST_PAGES, PAGE_SIZE

if TYPE_CHECKING:
    from elasticsearch.dsl.query import Query

    from search.engines.cluster.session import Session
    from search.query import SearchQuery

# `index.max_result_window`: what may be counted off from the first result.
WINDOW = 10_000
# How many results deep pages go: beyond, a page is empty, as one beyond the last is.
DEEPEST = MOST_PAGES * PAGE_SIZE
_ORDERS = {"newest": ("newest", "desc"), "title": ("sort_title", "asc"), "shortest": ("shortest", "asc")}


def sort_of(query: SearchQuery, *, is_ranked: bool) -> list[Any]:
    """Without words nothing is more relevant than anything else: the newest come first, and of equals too.

    `newest` is `search.engines.order.recency`; the id is for two that have the same.
    """
    sort = "newest" if query.sort == "relevance" and not is_ranked else query.sort
    if sort not in _ORDERS:
        return [{"_score": "desc"}, {"newest": "desc"}, {"id": "asc"}]
    name, order = _ORDERS[sort]
    ties = [{"newest": "desc"}] if name != "newest" else []
    return [{name: {"order": order, "missing": "_last"}}, *ties, {"id": "asc"}]


def page_of(session: Session, query: Query, page: int, sort: list[Any]) -> dict[str, Any]:
    """The body that asks for one page and the number of all results."""
    body = {"query": query.to_dict(), "track_total_hits": True, "sort": sort, "_source": ["payload"]}
    offset = (page - 1) * PAGE_SIZE
    if offset + PAGE_SIZE <= WINDOW:
        return {**body, "from": offset, "size": PAGE_SIZE}
    after = _after(session, body, offset) if offset < DEEPEST else None
    return {**body, "size": PAGE_SIZE, "search_after": after} if after else {**body, "size": 0}


def _after(session: Session, body: dict[str, Any], offset: int) -> list[Any] | None:
    """What the result before `offset` is sorted by; None when there are not so many."""
    after: list[Any] = []
    while offset:
        leap = min(offset, WINDOW)
        leapt = {**body, "size": leap, "_source": False, "track_total_hits": False}
        hits = session.search({**leapt, "search_after": after} if after else leapt)["hits"]["hits"]
        if len(hits) < leap:
            return None
        after, offset = hits[-1]["sort"], offset - leap
    return after
