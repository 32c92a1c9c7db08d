"""The outside world: where postmortems live (sources) and where issues live (trackers).

Nothing in here knows of the service. `tracker.py` and `source.py` say what a connector is, `errors.py` how
it fails, `pace.py` how it waits, `registry.py` which ones there are.
"""
