from wiki.models.draft import Draft
from wiki.models.unsaved_forms import KeptFile, KeptForm, kept_storage
from wiki.models.version import Version

__all__ = ["Draft", "KeptFile", "KeptForm", "Version", "kept_storage"]
