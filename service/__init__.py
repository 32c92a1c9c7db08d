"""Closeout: postmortems in, issues out, their state back. See docs/architecture.md for the map."""
