"""One file a format: each turns bytes into sheets of text cells and reports what it cannot read.

Libraries are imported inside the functions that need them.
"""
