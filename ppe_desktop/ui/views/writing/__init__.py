"""The screen on which a report is written: statutory headings, text with what the file gained, page."""
