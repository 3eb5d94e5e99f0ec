"""Reading the wordings of an act from a file of EUR-Lex, comparing them with those held, and storing them."""
