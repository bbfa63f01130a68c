"""What somebody saves from the site."""

from __future__ import annotations

import io
import zipfile


def archive_of(client, guide):
    """The ZIP archive of a guide, open."""
    response = client.get(f"{guide.url}guide.zip")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{guide.slug}.zip"'
    content = response.getvalue()
    assert response.headers["Content-Length"] == str(len(content))
    return zipfile.ZipFile(io.BytesIO(content))
