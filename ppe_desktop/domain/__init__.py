"""Vocabulary, dates, names, withholding and completeness as pure functions: no Qt, no SQL, no file, no clock."""
