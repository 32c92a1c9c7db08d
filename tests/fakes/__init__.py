"""Counterparts to test against: real servers on loopback, and time that passes when told."""
