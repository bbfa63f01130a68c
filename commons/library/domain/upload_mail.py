"""Mail about files that wait: to whoever reviews them, and to their sender about what was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from commons.library.models import MediaUpload
from community.mail import messages
from wiki.domain.proposal_mail import MOST_TOLD, reviewers

if TYPE_CHECKING:
    from commons.library.models import MediaItem

_FOLDER = "library/email"
# Of fifty files that somebody sends at once, the first is told.
_QUIET = timedelta(hours=1)


def tell_reviewers(upload: MediaUpload) -> None:
    """One message for all that somebody sends within an hour; the list has the others."""
    lately = MediaUpload.objects.filter(
        user=upload.user, state=MediaUpload.State.WAITING, changed_at__gt=timezone.now() - _QUIET
    )
    if lately.exclude(pk=upload.pk).exists():
        return
    told = [person for person in reviewers()[:MOST_TOLD] if person.pk != upload.user_id]
    url = settings.BASE_URL + reverse("media_upload:queue")
    messages.send("media_waits", to=told, folder=_FOLDER, sender=upload.user.signature, review_url=url)


def tell_sender(upload: MediaUpload, *, item: MediaItem | None = None) -> None:
    """It is in the pool (`item`), or what was asked or answered, which `upload` holds."""
    if not upload.user.is_active:
        return
    path = item.get_absolute_url() if item else reverse("media_upload:add")
    messages.send(
        "media_answered", to=[upload.user], folder=_FOLDER, upload=upload, item=item,
        is_question=upload.state == MediaUpload.State.ASKED, url=settings.BASE_URL + path,
    )  # fmt: skip
