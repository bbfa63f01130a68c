from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(models.TextChoices):
    """What a guide may be written in: the languages of the interface, those of the region, those of its inhabitants."""

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


class Kind(models.TextChoices):
    WORKSHOP = "workshop", _("workshop")
    TECHNIQUE = "technique", _("facilitation technique")
    TUTORIAL = "tutorial", _("tutorial")
    GAME = "game", _("game")
    PATHWAY = "pathway", _("pathway")
    FEEDBACK = "feedback", _("field report")


class Audience(models.TextChoices):
    ALL = "all", _("everybody")
    CHILDREN = "children", _("children")
    TEENS = "teens", _("teenagers")
    ADULTS = "adults", _("adults")
    SENIORS = "seniors", _("older people")
    FAMILIES = "families", _("families")
    BEGINNERS = "beginners", _("complete beginners")
    VOLUNTEERS = "volunteers", _("volunteers")
    PROFESSIONALS = "professionals", _("professionals")


class Difficulty(models.IntegerChoices):
    """Participants' effort; the five steps of LOM 5.8."""

    VERY_EASY = 1, _("very easy")
    EASY = 2, _("easy")
    MEDIUM = 3, _("some experience")
    HARD = 4, _("difficult")
    VERY_HARD = 5, _("very difficult")


class FacilitationLevel(models.IntegerChoices):
    FIRST_TIME = 1, _("for a first time")
    PRACTISED = 2, _("with some practice")
    EXPERIENCED = 3, _("with solid experience")


class Internet(models.TextChoices):
    NEEDED = "needed", _("needed")
    USEFUL = "useful", _("useful")
    NONE = "none", _("not needed")


class Remote(models.TextChoices):
    YES = "yes", _("yes")
    ADAPTED = "adapted", _("with adaptations")
    NO = "no", _("no")


class Per(models.TextChoices):
    PERSON = "person", _("per person")
    GROUP = "group", _("per small group")
    WORKSHOP = "workshop", _("for the whole workshop")


class FileRole(models.TextChoices):
    PRINT = "print", _("to print")
    PROJECT = "project", _("to project")
    EDIT = "edit", _("to edit")
    ANSWER = "answer", _("answers")
    OTHER = "other", _("other")


class HelpWanted(models.TextChoices):
    REVIEW = "review", _("proofreading")
    ILLUSTRATION = "illustration", _("illustrating")
    TEST = "test", _("testing")
    TRANSLATION = "translation", _("translating")
    TAKEOVER = "takeover", _("taking over")


class SectionKind(models.TextChoices):
    """Optional headings of a guide, in the order they are offered."""

    INTRODUCTION = "introduction", _("Introduction")
    PREPARATION = "preparation", _("Preparation")
    ROOM = "room", _("Room and setting")
    PREREQUISITES = "prerequisites", _("Prerequisites")
    TIPS = "tips", _("Facilitation tips")
    VARIANTS = "variants", _("Variants")
    LIMITS = "limits", _("Benefits and limits")
    SAFETY = "safety", _("Points to watch")
    ACCESSIBILITY = "accessibility", _("Accessibility of the workshop")
    EVALUATION = "evaluation", _("Evaluation and closing")
    FEEDBACK = "feedback", _("Field reports")
    GLOSSARY = "glossary", _("Glossary")
    FURTHER = "further", _("Going further")
    SOURCES = "sources", _("Sources")
    OTHER = "other", _("A heading of your own")


class Colours(models.TextChoices):
    """The palettes of `design.palettes`, by the themes that they were drawn for."""

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
