"""Recipients as data: conditions, addresses, titles."""
