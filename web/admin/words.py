"""Words of Wagtail that a facilitator would not know, named here so that `make messages` keeps ours.

The translations of the project come before Wagtail's own, in French and in English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

OURS = (
    _("Workflow"),
    _("Workflows"),
    _("Workflow tasks"),
    _("Workflow state"),
    _("Workflow states"),
    _("Workflow history"),
    _("Workflow progress"),
    _("Workflow started"),
    _("Workflow completed"),
    _("Submit to %(workflow_name)s"),
    _("Cancel workflow "),
    _("Restart workflow "),
    _("Locked by workflow"),
    _("Publishing this page will cancel the current workflow."),
    _("Publishing this %(model_name)s will cancel the current workflow."),
    _("Your pages and snippets in a workflow"),
    _("The slug '%(page_slug)s' is already in use within the parent page."),
    _("The slug '%(page_slug)s' is already in use within the parent page at '%(parent_url_path)s'."),
    _("slug"),
    _("The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/"),
    _("'%(workflow)s' started. Next step '%(task)s'"),
    _("Approved at '%(task)s'. '%(workflow)s' complete"),
    _("Media"),
    _("Page type"),
    _("Page types"),
    _("Has child pages"),
    _("Aging pages"),
    _("Redirects"),
    _("Site history"),
    _("Site name"),
    _("Root page"),
    # Django's: kibioctets are nobody's word.
    _("%s KB"),
    _("%s MB"),
    _("%s GB"),
)


def header_title(view: WagtailAdminTemplateMixin) -> str:
    """What a screen is about: what one does, and to what."""
    title, subtitle = view.get_page_title(), view.get_page_subtitle()
    return f"{title}{gettext(': ')}{subtitle}" if subtitle else title
