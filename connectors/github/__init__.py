"""GitHub's issues, and what else of GitHub several parts need: https://docs.github.com/en/rest."""
