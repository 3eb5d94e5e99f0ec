"""An Assessment as text, JSON and lines."""
