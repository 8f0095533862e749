"""Papers as DOCX: opened in WPS or Word the lines stand where the standard wants them."""
