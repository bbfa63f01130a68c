"""A bundle to read in a browser or an e-book reader: pages that need nothing but what lies beside them."""
