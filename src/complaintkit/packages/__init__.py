"""Packages: letter, numbered annexes made from clean copies, one bundle with index and stamps, in a bag with checksums."""
