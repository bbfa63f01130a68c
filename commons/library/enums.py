from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(models.TextChoices):
    """What a work may be written in: the languages of the interface, of the region, of its inhabitants."""

    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    BRETON = "br", _("Breton")
    ARABIC = "ar", _("Arabic")
    GERMAN = "de", _("German")
    SPANISH = "es", _("Spanish")
    ITALIAN = "it", _("Italian")
    PORTUGUESE = "pt", _("Portuguese")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")


class Colours(models.TextChoices):
    """The palettes of `design.drawing.palettes`, by the themes that they were drawn for."""

    CULTURE = "culture", pgettext_lazy("colours", "culture")
    MAPS = "maps", pgettext_lazy("colours", "maps")
    SOUND = "sound", pgettext_lazy("colours", "sound")
    IMAGE = "image", pgettext_lazy("colours", "image")
    LAW = "law", pgettext_lazy("colours", "law")
    GAMES = "games", pgettext_lazy("colours", "games")
    WRITING = "writing", pgettext_lazy("colours", "writing")
    DIGITAL = "digital", pgettext_lazy("colours", "digital")
    ENVIRONMENT = "environment", pgettext_lazy("colours", "environment")
    FOOD = "food", pgettext_lazy("colours", "food")
    HEALTH = "health", pgettext_lazy("colours", "health")
    TOGETHER = "together", pgettext_lazy("colours", "together")


class MediaKind(models.TextChoices):
    """The four kinds of media, as readers tell them apart."""

    IMAGE = "image", pgettext_lazy("medium", "Image")
    DOCUMENT = "document", pgettext_lazy("medium", "Document")
    SOUND = "sound", pgettext_lazy("medium", "Sound")
    VIDEO = "video", pgettext_lazy("medium", "Video")


class PeoplePictured(models.TextChoices):
    """What whoever sends a picture or a video says of the people it shows. The answer is never public."""

    NOBODY = "nobody", _("Nobody can be recognised")
    AGREED = "agreed", _("The people who can be recognised agreed")
    PARENTS = "parents", _("Among them are minors: their parents agreed too")
    NOT_ASKED = "not_asked", _("Not asked yet")
