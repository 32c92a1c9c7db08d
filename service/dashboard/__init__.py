"""The pages: rendered on the server, from operations/report alone."""
