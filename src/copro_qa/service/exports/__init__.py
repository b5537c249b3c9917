"""Answers to take away: as a document, a page, or references. Everything here is made of answers that the service gave itself."""
