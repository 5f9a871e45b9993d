"""What was found in data, as rows for a spreadsheet, as one page, and as facts for a program."""
