"""ppe_desktop: the protected child's file, encrypted, offline, from recorded words to the Word document."""
