"""Drawing and writing, nothing else: flags, covers, symbols, typography. Knows no model."""
