"""Documents to mock, and what handlers there are of them."""
