"""The search of everything: the panel, its lines, how they are drawn, the field that opens it."""
