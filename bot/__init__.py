"""Who asks and who answers: use cases without markup, and thin faces over them."""
