"""The commands, one file each: the only place that prints, prompts, reads the clock or exits."""
