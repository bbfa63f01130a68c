"""How long the lists of a guide may be, whoever fills them in: the editing form, an import, the wiki.

Each is several times what the longest real guide has. What is longer is slow to save, to search and to read.
"""

from __future__ import annotations

MOST = {
    "tags": 40,
    "themes": 20,
    "credits": 150,
    "sources": 100,
    "objectives": 60,
    "questions": 60,
    "key_points": 60,
    "materials": 200,
    "steps": 150,
    "sections": 80,
    "files": 150,
    "pictures": 300,
}
