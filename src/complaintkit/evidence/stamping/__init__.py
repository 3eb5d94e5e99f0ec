"""Time stamps of RFC 3161: a request to send to an authority, and what it sent back, checked without a network."""
