"""What the screens on which a document is written share: headings, text and page side by side."""
