"""How the help pages are found and set."""
