"""Addresses of following and discussing: below every page, beside what stands on no page, and those that mails hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path

from wiki.pages import PAGE, below_pages
from wiki.views import following, follows
from wiki.views.discussion import page_discussion
from wiki.views.given_back import form_below_pages

if TYPE_CHECKING:
    from django.urls import URLPattern

    from wiki.pages import PageView

urlpatterns = [
    path("suivre/<slug:word>/", following.follow_topic, name="follow_topic"),
    path("suivre/<slug:word>/flux.atom", following.topic_feed, {"form": "atom"}, name="topic_feed"),
    path("suivre/<slug:word>/flux.json", following.topic_feed, {"form": "json"}, name="topic_feed_json"),
    path("suivis/<str:token>/", follows.follows_of, name="follows_of"),
    path("suivis/confirmer/<str:token>/", follows.confirm_follow, name="confirm_follow"),
    path("suivis/arreter/<str:token>/", follows.stop_follow, name="stop_follow"),
    path("suivis/arreter/<str:token>/<slug:rhythm>/", follows.stop_digest, name="stop_digest"),
]


def patterns(serve: PageView) -> list[URLPattern]:
    """`serve` answers for an address below which no page of the wiki stands."""
    page_feed = below_pages(following.page_feed, otherwise=serve)
    return [
        re_path(PAGE + r"discussion/$", form_below_pages(page_discussion, otherwise=serve), name="page_discussion"),
        re_path(PAGE + r"suivre/$", below_pages(following.follow_page, otherwise=serve), name="follow_page"),
        re_path(PAGE + r"suivre/flux\.atom$", page_feed, {"form": "atom"}, name="page_feed"),
        re_path(PAGE + r"suivre/flux\.json$", page_feed, {"form": "json"}, name="page_feed_json"),
    ]
