"""Source texts: from YAML to a positioned, immutable tree and back, every trap a problem.

The tree keeps the file's own characters. Anchors, tags, merge keys and texts that YAML would
silently turn into other values are refused, so that a scheme means what stands on the paper.
"""

from kaoji.engine.scheme.source.dump import dump_document
from kaoji.engine.scheme.source.nodes import (
    Block,
    Entry,
    Listing,
    Node,
    Plain,
    Scalar,
    to_plain,
)
from kaoji.engine.scheme.source.read import read_document, read_file
from kaoji.engine.scheme.source.tongue import language_of_document

__all__ = [
    "Block",
    "Entry",
    "Listing",
    "Node",
    "Plain",
    "Scalar",
    "dump_document",
    "language_of_document",
    "read_document",
    "read_file",
    "to_plain",
]
