"""A bundle on paper: drawn by Typst from data, tagged PDF/UA-1."""
