"""Which question is this? A sentence in, the answer of the use case it asks out."""
