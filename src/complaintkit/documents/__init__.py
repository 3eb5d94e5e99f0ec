"""DOCX: guard, compiled templates, metadata, check, PDF. Knows no case."""
