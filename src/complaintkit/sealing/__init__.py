"""A case folder as one encrypted file in the age format, and back: what `case lock` and `case unlock` do."""
