"""Explainers as pages of the wiki."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licences.explainers.models import ExplainerPage
from wiki.kinds import Group, Kind, register


def connect() -> None:
    register(
        Kind(
            name="explainer",
            model=ExplainerPage,
            groups=(
                Group("essential", _("The explainer"), ("title", "one_sentence", "level")),
                Group("text", _("Text"), ("body",)),
                Group("tries", _("Try it"), ("tries",), open=False),
                Group("quiz", _("Quiz"), ("quiz",), open=False),
                Group("licence", _("Licence and credits"), ("licence", "credits", "changes", "explained"), open=False),
            ),
            problems=lambda page: page.publication_problems(),
        )
    )
