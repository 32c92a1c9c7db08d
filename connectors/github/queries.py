"""The GraphQL documents that are sent; tests hold them against GitHub's schema.

https://docs.github.com/en/graphql/reference/queries#nodes
"""

from __future__ import annotations

AT_ONCE = 100
"""How many nodes one request may ask for."""

NODES = """
query Issues($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Issue {
      id
      number
      title
      body
      url
      state
      stateReason(enableDuplicate: true)
      createdAt
      updatedAt
      closedAt
      author { ...account }
      assignees(first: 20) { nodes { login } }
      labels(first: 100) { nodes { name } }
      repository { nameWithOwner }
      timelineItems(last: 1, itemTypes: [MARKED_AS_DUPLICATE_EVENT]) {
        nodes {
          __typename
          ... on MarkedAsDuplicateEvent {
            canonical {
              __typename
              ... on Issue { number state stateReason(enableDuplicate: true) closedAt repository { nameWithOwner } }
              ... on PullRequest { number pullState: state closedAt repository { nameWithOwner } }
            }
          }
        }
      }
    }
    ... on PullRequest {
      id
      number
      title
      body
      url
      pullState: state
      createdAt
      updatedAt
      closedAt
      mergedAt
      author { ...account }
      assignees(first: 20) { nodes { login } }
      labels(first: 100) { nodes { name } }
      repository { nameWithOwner }
    }
  }
}
fragment account on Actor {
  login
  ... on User { databaseId }
  ... on Bot { databaseId }
  ... on Mannequin { databaseId }
}
"""
