"""The readers: one module per format, each `read(text) -> Reading` as `blocks.py` asks; `table.py` names them all."""
