"""Programmes that others wrote, read into plain records. Nothing here knows the database."""
