"""Drafting: an office's own table of indicators read, asked about, and written as a scheme.

`sheet` reads the cells, `layout` proposes what stands where, `outline` makes the tree,
`questions` asks what is unclear, `write` makes the text of the scheme. Nothing is decided here.
"""
