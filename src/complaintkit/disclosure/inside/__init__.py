"""What stands inside a file, taken apart to the last part: texts, names, bytes, files in files, and what nobody can read."""
