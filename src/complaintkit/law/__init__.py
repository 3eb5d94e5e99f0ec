"""Acts, provisions, references, wordings in force on a date, criteria, questions and periods of time."""
