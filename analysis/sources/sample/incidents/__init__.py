"""What was planted in the sample: stories with an end, each by one function that writes its rows and its truth."""
