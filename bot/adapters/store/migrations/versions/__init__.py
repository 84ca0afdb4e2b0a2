"""One module a step, in the order of its number. A step is never edited once it was released."""
