from commons.library.models.item import MediaItem, TaggedMediaItem
from commons.library.models.media import LicensedDocument, LicensedImage, LicensedMedia, LicensedRendition
from commons.library.models.taxonomy import Tag, Theme
from commons.library.models.upload import MediaUpload, PicturedPeople, UsualLicence

__all__ = [
    "LicensedDocument", "LicensedImage", "LicensedMedia", "LicensedRendition", "MediaItem", "MediaUpload",
    "PicturedPeople", "Tag", "TaggedMediaItem", "Theme", "UsualLicence",
]  # fmt: skip
