"""Guides outside the database: one neutral value, and the readers and writers around it.

Nothing here imports Django: a format is text in, `GuideDocument` out.
"""
