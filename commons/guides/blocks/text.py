"""What a facilitator may write in a text, the same everywhere: whatever an import brings can be edited."""

TEXT_FEATURES = [
    "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "image", "blockquote", "code", "code-block",
    "table", "superscript", "subscript", "strikethrough", "hr",
]  # fmt: skip
NOTE_FEATURES = TEXT_FEATURES
