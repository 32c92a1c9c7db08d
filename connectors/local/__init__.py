"""The local tracker: issues in a database of its own."""
