from commons.library.models.item import MediaItem, TaggedMediaItem
from commons.library.models.media import LicensedDocument, LicensedImage, LicensedMedia, LicensedRendition
from commons.library.models.taxonomy import Tag, Theme

__all__ = [
    "LicensedDocument", "LicensedImage", "LicensedMedia", "LicensedRendition", "MediaItem", "Tag",
    "TaggedMediaItem", "Theme",
]  # fmt: skip
