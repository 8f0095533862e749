"""Official papers: what they say as records, laid out to GB/T 9704-2012 as DOCX and PDF.

Records in, bytes out; the same records give the same bytes. What a paper says is Chinese: the
standard is one for papers in Chinese.
"""
