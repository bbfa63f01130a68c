"""Whether a file says that an AI made it, and which: by the words of IPTC, of C2PA, and of the programs themselves.

IPTC: `Iptc4xmpExt:DigitalSourceType` with the terms of https://cv.iptc.org/newscodes/digitalsourcetype/, and
`AISystemUsed` (Photo Metadata 2025.1). C2PA 2.1 writes the same terms into its assertions, as CBOR. Programs that draw
on one's own machine write their settings into the text of a PNG.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SOURCE, _SYSTEM, _TOOL, _CREDIT = (
    "Iptc4xmpExt:DigitalSourceType", "Iptc4xmpExt:AISystemUsed", "xmp:CreatorTool", "photoshop:Credit",
)  # fmt: skip
# What `maker_of_xmp` looks at.
GENERATED = (_SOURCE, _SYSTEM, _TOOL, _CREDIT)
# Made by a model, wholly or in part; `algorithmicMedia` is a drawing by a rule, as of a fractal.
_BY_A_MODEL = re.compile(r"(?:^|/)(?:trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia)$")
_BY_NAME = re.compile(
    r"\b(Midjourney|DALL[·.-]?E(?: ?\d)?|ChatGPT|GPT-4o|Stable Diffusion|NovelAI|InvokeAI|ComfyUI|Adobe Firefly|Imagen|"
    r"Gemini|Google AI|Bing Image Creator|FLUX(?:\.\d)?|Leonardo\.?Ai|Ideogram|Sora|Suno|Udio)\b"
)
_SETTINGS = re.compile(r"\bSteps: \d+, (?:Sampler|Schedule type): ")
_MODEL = re.compile(r"\bModel: ([^,\n]{1,80})")
# Texts that only these programs write, by their keyword.
_KEYWORDS = {
    "invokeai_metadata": "InvokeAI", "invokeai_graph": "InvokeAI", "sd-metadata": "InvokeAI", "dream": "InvokeAI",
    "workflow": "ComfyUI", "prompt": "ComfyUI",
}  # fmt: skip
_COMFY = re.compile(r'^\s*\{.{0,4000}"(?:class_type|nodes|last_node_id)"', re.DOTALL)
_MOST_C2PA = 20_000_000  # bytes
_AGENT = re.compile(rb"(?:softwareAgent|claim_generator_info)")
_LONGEST_NAME = 120


def maker_of_xmp(told: Mapping[str, str]) -> str:
    """The AI that an XMP packet names; that it names none, where it says only that one was used; "" otherwise."""
    if told.get(_SYSTEM):
        return told[_SYSTEM][:_LONGEST_NAME]
    named = next((match[1] for name in (_CREDIT, _TOOL) if (match := _BY_NAME.search(told.get(name, "")))), "")
    if _BY_A_MODEL.search(told.get(_SOURCE, "")):
        return named or told.get(_TOOL, "")[:_LONGEST_NAME] or unnamed()
    # A tool that draws by itself, where nothing more is said; Photoshop does more than its AI.
    return named


def unnamed() -> str:
    return _("an AI that the file does not name")


def maker_in_text(texts: Iterable[tuple[str, str]]) -> str:
    """The AI that keyword and text of a PNG, or words of a credit, name; "" for none."""
    for keyword, text in texts:
        name = keyword.lower()
        if _SETTINGS.search(text):
            model = _MODEL.search(text)
            return f"Stable Diffusion ({model[1].strip()})" if model else "Stable Diffusion"
        if name in _KEYWORDS and (_KEYWORDS[name] != "ComfyUI" or _COMFY.search(text)):
            return _KEYWORDS[name]
        if name in {"software", "source", "credit", "author"} and (match := _BY_NAME.search(text)):
            return match[1]
    return ""


def maker_in_c2pa(content: bytes) -> str:
    """The AI that a C2PA manifest inside a file names, read without its signature being checked; "" for none."""
    content = content[:_MOST_C2PA]
    start = content.find(b"jumb")
    if start < 0 or b"c2pa" not in content or not re.search(rb"/(?:compositeWithT|t)rainedAlgorithmicMedia", content):
        return ""
    names = (_cbor_text(content[match.end() : match.end() + 300]) for match in _AGENT.finditer(content, start))
    return next((name for name in names if name), "") or unnamed()


def _cbor_text(value: bytes) -> str:
    """A text, or the `name` in a map or in the first map of a list (RFC 8949, 3.1)."""
    if value[:1] and value[0] >> 5 in {4, 5}:
        place = value.find(b"dname")
        value = value[place + 5 :] if place >= 0 else b""
    if not value or value[0] >> 5 != 3:  # noqa: PLR2004 -- the major type of texts
        return ""
    length = value[0] & 0x1F
    text = value[1 : 1 + length] if length < 24 else value[2 : 2 + value[1]] if length == 24 else b""  # noqa: PLR2004 -- a length in one byte more
    return text.decode("utf-8", "replace").strip()[:_LONGEST_NAME]
