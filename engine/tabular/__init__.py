"""Text files with rows and columns: read block by block whatever wrote them, and written safely."""
