from __future__ import annotations

from functools import partial

from django.db.models.signals import post_save, pre_delete
from wagtail.signals import page_published, task_approved, task_rejected, workflow_approved

from community.domain import leaving
from community.models import User
from search.publishing import refuse_revisions
from wiki.domain.hiding import keeps_from_the_public
from wiki.domain.links import on_page_saved
from wiki.domain.moderation import on_task_decided
from wiki.domain.notices import on_version_saved
from wiki.domain.signing import on_person_deleted, sign_for_good
from wiki.domain.trust import on_workflow_approved
from wiki.domain.upkeep import on_version_added
from wiki.domain.versions import on_published
from wiki.models import Decision, Version

_approved = partial(on_task_decided, kind=Decision.Kind.APPROVED)
_sent_back = partial(on_task_decided, kind=Decision.Kind.SENT_BACK)


def connect() -> None:
    page_published.connect(on_published, dispatch_uid="wiki-version")
    post_save.connect(on_version_saved, sender=Version, dispatch_uid="wiki-notice")
    post_save.connect(on_page_saved, dispatch_uid="wiki-links")
    post_save.connect(on_version_added, sender=Version, dispatch_uid="wiki-upkeep")
    pre_delete.connect(on_person_deleted, sender=User, dispatch_uid="wiki-signed-for-good")
    refuse_revisions("hidden version", keeps_from_the_public)
    leaving.before_leaving("history", sign_for_good)
    task_approved.connect(_approved, dispatch_uid="wiki-page-approved")
    task_rejected.connect(_sent_back, dispatch_uid="wiki-page-sent-back")
    workflow_approved.connect(on_workflow_approved, dispatch_uid="wiki-trust-earned")
