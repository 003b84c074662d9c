"""Search: /search over all of one's courses, or over one of them."""
