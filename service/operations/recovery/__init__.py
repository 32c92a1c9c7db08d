"""Know again what was lost: a rebuild from sources and trackers, people's journal, backups."""
