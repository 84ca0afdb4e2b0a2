"""Reading a text: redaction, cleaning, the chain of errors, entities. Every offset points into the text as given."""
