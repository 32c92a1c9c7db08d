"""One module per field of an item: what a cell, a label's value or an annotation says."""
