"""Which stored rows make the pages of the cache stale."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from tests.factories.guides import make_theme
from web.page_cache import generation
from web.page_cache.invalidation import is_seen


@pytest.mark.parametrize(
    ("model", "seen"),
    [
        ("guides.GuidePage", True),
        ("library.LicensedImage", True),
        ("explainers.ExplainedLicence", True),
        ("community.AssociationPage", True),
        # What the index has taken in changes what a search finds.
        ("search.PendingDocument", True),
        ("wagtailcore.Page", True),
        ("wagtailcore.PageViewRestriction", True),
        ("taggit.Tag", True),
        ("wiki.UnsavedForm", False),
        ("wiki.UnsavedFile", False),
        ("importing.ImportRecord", False),
        ("wagtailcore.Revision", False),
        ("wagtailadmin.EditingSession", False),
        ("sessions.Session", False),
        ("account.EmailAddress", False),
    ],
)
def test_model_is_seen_by_readers_or_not(model, seen):
    assert is_seen(apps.get_model(model)) is seen


def test_model_of_ours_is_seen_unless_it_says_otherwise():
    ours = {name.split(".")[0] for name in settings.LOCAL_APPS}
    unseen = {model._meta.label for model in apps.get_models() if model.__module__.split(".")[0] in ours}
    unseen = {label for label in unseen if not is_seen(apps.get_model(label))}

    of_the_wiki = {
        "Delivery", "Draft", "Follow", "Follower", "UnsavedFile", "UnsavedForm", "Message", "Notice", "Proposal",
        "ProposalMessage", "Seat", "Thread", "Writer", "WritingSession",
    }  # fmt: skip
    of_the_pool = {
        "library.FileHash", "library.MediaImport", "library.MediaUpload", "library.PictureHash", "library.PicturedPeople",
        "library.UsualLicence",
    }  # fmt: skip
    assert unseen == {
        "importing.ImportRecord",
        "kits.MissingItem",
        "lineage.Looked",
        "programme.DeletedSeat",
        "programme.Deposit",
        "programme.Outcome",
        "programme.SeatRequest",
        "programme.Submission",
        "runs.Run",
        *of_the_pool,
        *(f"wiki.{name}" for name in of_the_wiki),
    }


@pytest.mark.django_db
def test_rows_of_one_transaction_are_one_mark(monkeypatch, django_capture_on_commit_callbacks):
    marks = []
    monkeypatch.setattr(generation, "invalidate_pages", lambda: marks.append("mark"))

    with django_capture_on_commit_callbacks(execute=True):
        make_theme("cartes")
        make_theme("cuisine")
    assert marks == ["mark"]

    with django_capture_on_commit_callbacks(execute=True):
        make_theme("radio")
    assert marks == ["mark", "mark"]


@pytest.mark.django_db
def test_row_that_a_savepoint_took_away_leaves_the_mark_to_the_others(monkeypatch, django_capture_on_commit_callbacks):
    marks = []
    monkeypatch.setattr(generation, "invalidate_pages", lambda: marks.append("mark"))

    with django_capture_on_commit_callbacks(execute=True):
        make_theme("cartes")
        with suppress(ZeroDivisionError), transaction.atomic():
            make_theme("cuisine")
            raise ZeroDivisionError
    assert marks == ["mark"]
