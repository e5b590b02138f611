"""The pieces the template of the projet pour l'enfant is built from: styles, blocks, sections."""
