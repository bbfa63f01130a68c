"""Guides as pages that one may run, and adapt: what an adaptation takes over from its original, and what not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commons.guides.models import GuidePage
from commons.lineage.kinds import Adaptable, register
from commons.runs import kinds as runs

# The work itself. Its title, its themes and tags, and who looks after it are each guide's own.
PASSAGES = (
    "one_sentence", "summary", "cover", "audience", "age_min", "age_max", "group_min", "group_max", "facilitators",
    "difficulty", "facilitation_level", "objectives", "questions", "key_points", "stated_minutes",
    "preparation_minutes", "cost", "cost_note", "internet", "remote", "materials", "steps", "sections", "files",
)  # fmt: skip
# What is said of the original, and is not true of an adaptation that nobody has published yet.
OWN = {
    "source_url": "", "year": None, "translation_of": None, "version": "", "tested_on": None, "help_wanted": [],
}  # fmt: skip


def connect() -> None:
    runs.register(GuidePage)
    register(
        Adaptable(
            type="guide",
            model=GuidePage,
            passages=PASSAGES,
            words=_("Adapt this guide"),
            own=OWN,
        )
    )
