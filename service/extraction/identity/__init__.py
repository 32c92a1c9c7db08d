"""Which item is which, and which postmortem is which, when a document has changed. Pure.

`matching.py` follows items through the revisions of a document, `renames.py` documents through their paths.
"""
