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


class Held(models.TextChoices):
    """Where the file of a medium is."""

    HERE = "here", pgettext_lazy("file", "Here")
    ELSEWHERE = "elsewhere", pgettext_lazy("file", "On another site")


class HashOf(models.TextChoices):
    """Which bytes of an item a hash is of."""

    SENT = "sent", _("The file as it was sent")
    STORED = "stored", _("The file of the library")
    RENDITION = "rendition", _("A size that pages show")
    DOWNLOAD = "download", _("A download, with the licence inside")


class EvidenceKind(models.TextChoices):
    """On what somebody said under which licence a file is."""

    OWN = "own", _("its author’s own work")
    ADDRESS = "address", _("read at an address")
    INSIDE = "inside", _("read inside the file")
    EMAIL = "email", _("written in a letter")
    IMPORT = "import", _("read in an imported file")
    STEWARD = "steward", _("decided by a steward")
    STATED = "stated", _("said without more")


class LicenceChange(models.TextChoices):
    """What a licence record changes of the one before."""

    FIRST = "first", _("first statement")
    PEOPLE = "people", _("other credits or sources")
    RELICENSED = "relicensed", _("its author gives it under another licence")
    CORRECTED = "corrected", _("the licence said before was wrong")


class Sameness(models.TextChoices):
    BYTES = "bytes", _("the same bytes")
    NEAR = "near", _("nearly the same picture")


class Outcome(models.TextChoices):
    """How a conflict between two licences ended."""

    FIRST = "first", _("The first is right")
    SECOND = "second", _("The second is right")
    BOTH = "both", _("Both are: its author gives it under the two")
    NEITHER = "neither", _("Neither is known for certain")
    DIFFERENT = "different", _("These are two works")
    AGREED = "agreed", _("The two came to say the same")


class PeoplePictured(models.TextChoices):
    """What whoever sends a picture or a video says of the people it shows. The answer is never public."""

    NOBODY = "nobody", _("Nobody can be recognised")
    AGREED = "agreed", _("The people who can be recognised agreed")
    PARENTS = "parents", _("Among them are minors: their parents agreed too")
    NOT_ASKED = "not_asked", _("Not asked yet")
