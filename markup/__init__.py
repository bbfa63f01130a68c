"""What every room does with words that come from outside, and no room should do twice.

Pure Python: no Django, no database, nothing of ours above it.
"""
