"""What is fast and what is small, measured as ratios in one run. Run one with `python -m benchmarks.<name>`."""
