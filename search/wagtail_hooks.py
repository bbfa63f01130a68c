from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import SynonymLine


class SynonymViewSet(SnippetViewSet):
    """Whoever looks after the words reads why each line is there."""

    model = SynonymLine
    icon = "search"
    menu_label = _("Synonyms")
    menu_order = 320
    add_to_admin_menu = True
    list_display = [
        "words",
        Column("get_direction_display", label=_("Direction")),
        "others",
        Column("get_language_display", label=_("For")),
        "reason",
    ]
    search_fields = ["words", "others", "reason"]
    panels = [
        FieldPanel("words"),
        FieldPanel("others"),
        FieldRowPanel([FieldPanel("direction"), FieldPanel("language")]),
        FieldPanel("reason"),
    ]


register_snippet(SynonymViewSet)
