"""Jira: issues on a Cloud site or in a Data Center installation."""
