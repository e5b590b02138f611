"""Decoding pictures that came from outside: what runs in the reading process, beside what reads PDF and Word files."""
