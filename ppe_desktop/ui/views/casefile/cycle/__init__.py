"""The year of a measure on screen: drawn in one line, then as a list where each step is planned."""
