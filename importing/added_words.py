"""The few words that an importer adds to a text, in the language of that text: they are read with it."""

from __future__ import annotations

from legaltools.languages import base

_WORDS = {
    "image": {"fr": "Image\u00a0: {words}", "en": "Image: {words}", "es": "Imagen: {words}", "pt": "Imagem: {words}"},
    "picture of": {
        "fr": "Image de «\u00a0{words}\u00a0»",
        "en": "Picture of “{words}”",
        "es": "Imagen de «{words}»",
        "pt": "Imagem de «{words}»",
    },
    "note": {"fr": "note {number}", "en": "note {number}", "es": "nota {number}", "pt": "nota {number}"},
    "notes": {"fr": "Notes", "en": "Notes", "es": "Notas", "pt": "Notas"},
    "hint": {"fr": "Indice {number}", "en": "Hint {number}", "es": "Pista {number}", "pt": "Dica {number}"},
    "duration": {
        "fr": "Durée\u00a0: {words}",
        "en": "Duration: {words}",
        "es": "Duración: {words}",
        "pt": "Duração: {words}",
    },
    "between": {"fr": " à ", "en": " to ", "es": " a ", "pt": " a "},
    "step": {"fr": "Étape {number}", "en": "Step {number}", "es": "Paso {number}", "pt": "Passo {number}"},
    "run": {"fr": "Déroulement", "en": "How it goes", "es": "Desarrollo", "pt": "Desenvolvimento"},
    "translation": {"fr": "Traduction", "en": "Translation", "es": "Traducción", "pt": "Tradução"},
    "first published": {
        "fr": "Leçon publiée sous l’adresse <{own}>, d’après <{original}>.",
        "en": "Lesson published at <{own}>, from <{original}>.",
        "es": "Lección publicada en <{own}>, a partir de <{original}>.",
        "pt": "Lição publicada em <{own}>, a partir de <{original}>.",
    },
}


def added(name: str, language: str, **values: object) -> str:
    """One of these words or sentences, filled in; in English for a language that has no other.

    `name` is a key of the table, `language` any tag such as `pt-BR`. Raises KeyError for a name that is not there.
    """
    spoken = _WORDS[name]
    return spoken.get(base(language), spoken["en"]).format(**values)
