"""What makes any page a wiki page: changing it, reading it again, comparing versions. Knows no item type."""
