"""The pictures of the demo, drawn with plain shapes so that nobody's work is borrowed."""
