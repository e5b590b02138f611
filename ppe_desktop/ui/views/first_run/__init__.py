"""The steps of the first-run assistant."""
