"""What a file is, told by its content, and what stands in it: read, or only assumed. Nothing is written, run or fetched."""
