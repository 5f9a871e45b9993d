"""The site's SQLite file: tables, migrations, transactions, and the rows of the audit log."""
