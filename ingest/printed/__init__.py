"""Text as it lies on printed pages: from lines with a place and a size to paragraphs, headings, lists, notes and tables."""
