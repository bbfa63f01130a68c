"""What a facilitator may write in a text, the same everywhere."""

TEXT_FEATURES = [
    "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "image", "blockquote", "code", "code-block",
    "hr",
]  # fmt: skip
NOTE_FEATURES = ["bold", "italic", "ol", "ul", "link", "code"]
