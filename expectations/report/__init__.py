"""The report: what the gate found, on one self-contained page."""
