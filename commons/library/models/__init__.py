from commons.library.models.item import MediaItem, TaggedMediaItem
from commons.library.models.linked import LinkedWork, MediaImport, TaggedLinkedWork
from commons.library.models.media import LicensedDocument, LicensedImage, LicensedMedia, LicensedRendition
from commons.library.models.papers import FileHash, LicenceConflict, LicenceRecord, PictureHash
from commons.library.models.taxonomy import Tag, Theme
from commons.library.models.upload import MediaUpload, PicturedPeople, UsualLicence

__all__ = [
    "FileHash", "LicenceConflict", "LicenceRecord", "LicensedDocument", "LicensedImage", "LicensedMedia",
    "LicensedRendition", "LinkedWork", "MediaImport", "MediaItem", "MediaUpload", "PictureHash", "PicturedPeople",
    "Tag", "TaggedLinkedWork", "TaggedMediaItem", "Theme", "UsualLicence",
]  # fmt: skip
