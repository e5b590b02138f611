"""Parts of a document's values shared by all kinds: who, where, under which measure, whose words, what surrounds the pages."""
