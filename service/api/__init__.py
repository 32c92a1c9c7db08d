"""The HTTP API: parse, call one operation, render."""
