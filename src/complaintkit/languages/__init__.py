"""Catalogues, formats and citations per language, and translation files."""
