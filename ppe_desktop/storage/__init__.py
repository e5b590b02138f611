"""The base: connection, one thread, unit of work, history in the same transaction, reading, migrations."""
