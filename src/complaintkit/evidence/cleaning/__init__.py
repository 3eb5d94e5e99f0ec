"""Copies for sending: cleaned of what a file says about those who made it, searched again, recorded."""
