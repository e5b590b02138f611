"""Agenda: the month, the week, the list, and the work of the next twelve months."""
