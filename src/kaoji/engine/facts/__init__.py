"""The facts and subjects tables: files in, records of text cells with places and problems out.

Nothing here knows a scheme: rows are bound to leaves one room higher.
"""
