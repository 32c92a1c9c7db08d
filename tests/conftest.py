"""What all tests share: Hypothesis without deadlines (the machines are noisy), and reproducible in CI.

`HYPOTHESIS_PROFILE=long` looks twenty times as long for what a property does not hold for.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("usual", deadline=None, max_examples=30)
settings.register_profile("ci", deadline=None, max_examples=30, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "usual"))
