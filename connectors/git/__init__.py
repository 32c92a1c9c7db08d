"""Postmortems in a git repository."""
