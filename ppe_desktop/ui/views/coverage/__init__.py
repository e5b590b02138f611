"""« Paroles : ce qui manque »: whose words are missing, in all the files, in one plan, in one meeting."""
