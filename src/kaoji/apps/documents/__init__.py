"""Documents: official papers, from the draft to number, issue, receipt and archive."""
