"""Tests of the connectors. The contract suites are no test modules, and are to explain their failures like them."""

import pytest

pytest.register_assert_rewrite(
    "tests.connectors.source_contract",
    "tests.connectors.tracker_contract",
    "tests.connectors.tracker_creates",
    "tests.connectors.tracker_reads",
    "tests.connectors.tracker_writes",
)
