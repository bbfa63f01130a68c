"""The editing form of a guide: one short tab to write it, the rest behind others."""

from __future__ import annotations

from django.forms import CheckboxSelectMultiple, Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from licences.admin.verdict import VerdictPanel

# Ten fields, as the pages for newcomers promise and name them.
essential = [
    # The address in the third tab writes itself from the title.
    TitleFieldPanel(
        "title",
        heading=_("Title"),
        help_text=_("What people do, with a verb: “Mend a lamp together”."),
        placeholder=False,
        classname="",
    ),
    FieldPanel("one_sentence"),
    # A list of rows is required on every save unless told otherwise, and a draft may lack it.
    FieldPanel("themes", widget=CheckboxSelectMultiple, required_on_save=False),
    MultiFieldPanel(
        [
            FieldPanel("audience"),
            FieldRowPanel([FieldPanel("group_min"), FieldPanel("group_max")], heading=_("Group size")),
        ],
        heading=_("For whom"),
    ),
    FieldPanel("difficulty"),
    FieldPanel("objectives"),
    FieldPanel("materials"),
    FieldPanel("steps"),
    MultiFieldPanel([FieldPanel("licence", classname="alone-in-its-panel"), VerdictPanel()], heading=_("Licence")),
    FieldPanel("credits"),
]
details = [
    FieldPanel("cover"),
    FieldPanel("summary"),
    FieldPanel("kind"),
    FieldPanel("language"),
    PageChooserPanel("translation_of", "guides.GuidePage"),
    FieldPanel("tags"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max")]),
            FieldRowPanel([FieldPanel("facilitators"), FieldPanel("facilitation_level")]),
            FieldRowPanel([FieldPanel("stated_minutes"), FieldPanel("preparation_minutes")]),
            FieldRowPanel([FieldPanel("cost"), FieldPanel("cost_note")]),
            FieldRowPanel([FieldPanel("internet"), FieldPanel("remote")]),
        ],
        heading=_("Practical"),
    ),
    FieldPanel("questions"),
    FieldPanel("key_points"),
    FieldPanel("sections"),
    FieldPanel("files"),
]
life = [
    FieldPanel(
        "association",
        widget=Select,
        help_text=_("The association that shares this guide and shows it on its page. You sign for those you are in."),
    ),
    MultiFieldPanel(
        [FieldPanel("sources", heading=_("Original works")), VerdictPanel(), FieldPanel("changes")],
        heading=_("Made from"),
        help_text=_("Only when this comes from somebody else's work."),
    ),
    FieldRowPanel([FieldPanel("source_url", heading=_("First published at")), FieldPanel("year")]),
    FieldRowPanel([FieldPanel("version"), FieldPanel("tested_on")]),
    FieldPanel("help_wanted"),
    PublishingPanel(),
    FieldPanel(
        "slug",
        heading=_("Address"),
        help_text=_("The end of the page's address. Links that people kept follow a change."),
    ),
]
guide_edit_handler = TabbedInterface(
    [
        ObjectList(essential, heading=_("The guide")),
        ObjectList(details, heading=_("More details")),
        ObjectList(life, heading=_("Origin and life")),
    ]
)
