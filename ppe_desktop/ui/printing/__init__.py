"""What leaves on paper or inside a document: the print preview, the drawings of Word documents."""
