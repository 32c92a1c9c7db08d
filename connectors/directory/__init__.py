"""Postmortems in a plain directory."""
