"""What can be shown of an exhibit on a page: a small picture of it, or its first lines."""
