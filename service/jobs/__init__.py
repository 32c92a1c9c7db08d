"""When operations run."""
