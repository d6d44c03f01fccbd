"""What each page of the guide tells, read from the contract; one module a page."""
