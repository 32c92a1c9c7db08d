"""The rules of a team: owners, routes, due dates, lint. Pure."""
