"""What shows that the base can be trusted: the journal of what was done, copies in clear, files to erase."""
