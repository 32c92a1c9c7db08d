"""Decide what to do about each item: desired and observed in, a plan out. Pure."""
