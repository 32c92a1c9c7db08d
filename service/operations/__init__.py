"""The core: one verb per file. Every face calls these and only these."""
