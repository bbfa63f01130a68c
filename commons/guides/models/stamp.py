from __future__ import annotations

from django.db import models


class Stamp(models.Model):
    """When something that guides show last changed: a mark that is another at each change.

    Written in the transaction of the change, so that whoever sees the one sees the other. What has never changed since
    it was made has no row. Keys: `page:12`, `image:3`, `document:4`, `work:12`, `labels`, `everywhere`.
    """

    key = models.CharField(max_length=40, primary_key=True)
    mark = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.key} {self.mark}"
