"""The sample's rows in the shapes in which Azure hands out its logs."""
