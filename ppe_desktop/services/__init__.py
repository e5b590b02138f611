"""One module per area of work, one public method per use case; every change goes through here, in one transaction."""
