"""What leaves the site: files made of plain values, built on demand, cached, and streamed. Knows no item type."""
