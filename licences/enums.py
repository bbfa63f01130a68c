from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person or an association did on a work."""

    AUTHOR = "author", _("author")
    CONTRIBUTOR = "contributor", _("contributor")
    ILLUSTRATOR = "illustrator", _("illustration")
    PHOTOGRAPHER = "photographer", _("photography")
    TRANSLATOR = "translator", _("translation")
    REVIEWER = "reviewer", _("review")
    EDITOR = "editor", _("editing")
    PUBLISHER = "publisher", _("publication")
