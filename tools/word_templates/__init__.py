"""The pieces the Word templates are built from: styles, blocks, pages, then one module for each document."""
