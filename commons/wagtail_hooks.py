from __future__ import annotations

from typing import TYPE_CHECKING

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import BlockElementHandler

from commons.rendering import LicensedImageEmbedHandler

if TYPE_CHECKING:
    from wagtail.rich_text.feature_registry import FeatureRegistry


@hooks.register("register_rich_text_features", order=100)
def register_text_features(features: FeatureRegistry) -> None:
    features.register_embed_type(LicensedImageEmbedHandler)
    button = {"type": "code-block", "icon": "code", "description": _("Block of code")}
    features.register_editor_plugin("draftail", "code-block", draftail_features.BlockFeature(button))
    features.register_converter_rule(
        "contentstate",
        "code-block",
        {
            "from_database_format": {"pre": BlockElementHandler("code-block")},
            "to_database_format": {"block_map": {"code-block": {"element": "pre"}}},
        },
    )
