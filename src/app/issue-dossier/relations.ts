/** This module's types: issues that were read, links between issues, and issues that were left out. */
import type { IssueHead, Timeline } from '../../adapters/github/issue-reader.ts'
import type { IssueRef } from '../../core/issue-ref.ts'

/**
 * How one issue is linked to another, the most informative relation first. For each pair, the graph shows only the most
 * informative relation.
 */
export const RELATIONS = {
  duplicate: 'is a duplicate of',
  'not-same': 'is different from',
  fixes: 'fixes',
  'caused-by': 'is caused by',
  'blocked-by': 'is blocked by',
  superseded: 'is continued in',
  'sub-issue': 'is a sub-issue of',
  related: 'is related to',
  mentions: 'mentions',
} as const

export type Relation = keyof typeof RELATIONS

const RANKS = Object.keys(RELATIONS)

/** 0 is the most informative. */
export function rankOf(relation: Relation): number {
  return RANKS.indexOf(relation)
}

/** One mention of an issue in another issue. */
export interface Link {
  readonly from: IssueRef
  readonly to: IssueRef
  readonly relation: Relation
  /** Login of the person who made the link; empty if GitHub does not name anybody. */
  readonly by: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The surrounding words, redacted; empty if the link comes from GitHub itself. */
  readonly words: string
}

/** One issue that was read. */
export interface CrawledIssue {
  readonly head: IssueHead
  /** Null at the maximum distance, where only the issue's head is read. */
  readonly timeline: Timeline | null
  /** Number of links from the dossier's issue. */
  readonly distance: number
}

/** Why a linked issue was not read. */
export type UnreadIssue = 'gone' | 'not-followed' | 'interrupted'

/** Returns `owner/repo#12` in lower case, because GitHub's names are case-insensitive. */
export function keyOf({ owner, repo, number }: IssueRef): string {
  return `${owner}/${repo}#${number}`.toLowerCase()
}
