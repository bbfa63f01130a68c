from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaltools.compat import Use


class Usage(models.TextChoices):
    """How a kit uses an item: the two ways that licences tell apart."""

    AS_IS = "as_is", pgettext_lazy("used", "as is")
    ADAPTED = "adapted", pgettext_lazy("used", "adapted")


USES: Mapping[str, Use] = {Usage.AS_IS: "collection", Usage.ADAPTED: "adaptation"}
