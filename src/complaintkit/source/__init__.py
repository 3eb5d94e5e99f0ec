"""Strict YAML with line marks, edits that keep comments, atomic writes, the folder's lock."""
