"""One module a measurement; each prints ratios taken in one run."""
