"""The journal of a file: reading, writing, looking for, printing, and the private notes apart."""
