"""Mode visite: what to know before leaving, one field during, and the notes sorted into the files after."""
