"""Réunions: the meetings about a child, and the page on which one is prepared, held and concluded."""
