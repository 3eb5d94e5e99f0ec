"""What one recipient may see: Case to Case."""
