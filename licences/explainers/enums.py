from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExplainerLevel(models.IntegerChoices):
    """How far an explainer goes."""

    DISCOVERY = 1, _("discovery")
    PRACTICE = 2, _("in practice")
    FURTHER = 3, _("to go further")
