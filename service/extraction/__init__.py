"""Read bytes, give a postmortem with its action items. Pure: no I/O, no clock, no network."""
