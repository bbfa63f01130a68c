"""A file that says that an AI made it, and which: proposed with where it says so. So is its language."""

from __future__ import annotations

import struct
from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from commons.library.domain.facts import Reading, read_file
from commons.library.domain.marking import marked
from commons.library.domain.rights import stated_in
from tests.factories.media import picture_bytes
from tests.factories.uploads import film_bytes

TERM = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SETTINGS = "une halle au matin\nNegative prompt: pluie\nSteps: 20, Sampler: Euler a, CFG scale: 7, Model: sd_xl_base_1.0, Seed: 4"


def xmp(inside):
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f'<rdf:Description rdf:about="">{inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def source_type(term):
    return f"<Iptc4xmpExt:DigitalSourceType>{TERM}{term}</Iptc4xmpExt:DigitalSourceType>"


def png(**texts):
    info, out = PngInfo(), BytesIO()
    for keyword, text in texts.items():
        info.add_text(keyword, text)
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def said(tmp_path, content, *, name="image.png", kind="image"):
    path = tmp_path / name
    path.write_bytes(content)
    found = stated_in(path, kind, read_file(path, kind))
    return {what: (one["value"], one["origin"]) for what, one in found.items()}


@pytest.mark.parametrize(
    ("inside", "maker"),
    [
        (
            source_type("trainedAlgorithmicMedia") + "<Iptc4xmpExt:AISystemUsed>Sora 2</Iptc4xmpExt:AISystemUsed>",
            "Sora 2",
        ),
        (
            source_type("compositeWithTrainedAlgorithmicMedia") + "<xmp:CreatorTool>Atelier 4</xmp:CreatorTool>",
            "Atelier 4",
        ),
        (source_type("trainedAlgorithmicMedia"), "une IA que le fichier ne nomme pas"),
        ("<photoshop:Credit>Made with Google AI</photoshop:Credit>", "Google AI"),
        ("<xmp:CreatorTool>Midjourney 6</xmp:CreatorTool>", "Midjourney"),
        (source_type("algorithmicMedia"), None),
        (source_type("digitalCapture") + "<xmp:CreatorTool>GIMP 3</xmp:CreatorTool>", None),
    ],
)
def test_xmp_says_that_an_ai_made_it_and_which(tmp_path, inside, maker):
    found = said(tmp_path, marked(picture_bytes(), xmp(inside)))
    assert found.get("made_with") == (maker and (maker, "XMP"))


@pytest.mark.parametrize(
    ("texts", "maker"),
    [
        ({"parameters": SETTINGS}, "Stable Diffusion (sd_xl_base_1.0)"),
        ({"prompt": '{"3": {"class_type": "KSampler"}}'}, "ComfyUI"),
        ({"invokeai_metadata": "{}"}, "InvokeAI"),
        ({"Software": "NovelAI", "Source": "NovelAI Diffusion V4"}, "NovelAI"),
        ({"Software": "GIMP 3.0"}, None),
        ({"prompt": "Décrivez votre halle"}, None),
        ({"Description": "Steps: monter, descendre"}, None),
    ],
)
def test_text_of_a_png_names_the_program_that_drew_it(tmp_path, texts, maker):
    assert said(tmp_path, png(**texts)).get("made_with") == (maker and (maker, "PNG"))


def test_settings_in_the_comment_of_a_jpeg_name_it_too(tmp_path):
    exif, out = Image.Exif(), BytesIO()
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + SETTINGS.encode("utf-16-be")
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    found = said(tmp_path, out.getvalue(), name="image.jpg")
    assert found["made_with"] == ("Stable Diffusion (sd_xl_base_1.0)", "EXIF")


def c2pa(agent):
    """A JUMBF superbox as an APP11 segment of a JPEG, with one assertion of actions."""
    term = f"{TERM}trainedAlgorithmicMedia".encode()
    cbor = (
        b"\xa2\x66action\x6cc2pa.created\x71digitalSourceType\x78"
        + bytes([len(term)])
        + term
        + b"\x6dsoftwareAgent"
        + agent
    )
    inside = b"jumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0"
    body = struct.pack(">I", len(inside) + 4) + inside + struct.pack(">I4s", len(cbor) + 8, b"cbor") + cbor
    boxed = b"JP\0\1\0\0\0\1" + struct.pack(">I4s", len(body) + 8, b"jumb") + body
    photo = picture_bytes(format="JPEG")
    return photo[:2] + b"\xff\xeb" + struct.pack(">H", len(boxed) + 2) + boxed + photo[2:]


@pytest.mark.parametrize(
    ("agent", "maker"),
    [
        (b"\x66GPT-4o", "GPT-4o"),
        (b"\xa2\x64name\x6dAdobe Firefly\x67version\x632.0", "Adobe Firefly"),
        (b"\x78\x1aIDeogram of the third kind", "IDeogram of the third kind"),
        (b"\xf6", "une IA que le fichier ne nomme pas"),
    ],
)
def test_c2pa_says_so_with_the_name_of_the_agent(tmp_path, agent, maker):
    assert said(tmp_path, c2pa(agent), name="image.jpg")["made_with"] == (maker, "C2PA")


def test_c2pa_of_a_photo_says_nothing_of_an_ai(tmp_path):
    photo = c2pa(b"\xf6").replace(b"trainedAlgorithmicMedia", b"digitalCapture.........")
    assert "made_with" not in said(tmp_path, photo, name="image.jpg")


@pytest.mark.parametrize(
    ("words", "language"),
    [("fr-FR", "fr"), ("ENG", "en"), ("br, fr", "br"), ("ja", None), ("x-default", None), ("und", None)],
)
def test_language_is_one_that_a_work_may_be_in(tmp_path, words, language):
    path = tmp_path / "plan.odt"
    path.write_bytes(b"")
    found = stated_in(path, "document", Reading(said=(("language", words, "PDF"),)))
    assert found.get("language", {}).get("value") == language


def test_language_is_read_where_each_kind_of_file_says_it(tmp_path):
    out, pdf = BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Lang = pikepdf.String("en-GB")
    pdf.save(out)
    assert said(tmp_path, out.getvalue(), name="plan.pdf", kind="document")["language"] == ("en", "PDF")

    bag = "<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>"
    assert said(tmp_path, marked(picture_bytes(), xmp(bag)))["language"] == ("en", "XMP")
    # One that has no sound says none.
    assert "language" not in said(tmp_path, film_bytes(), name="film.mp4", kind="video")
