/** The nouns of this room: what was read, how two issues are linked, and what was left out. */
import type { IssueHead, Timeline } from '../../adapters/github/issue-reader.ts'
import type { IssueRef } from '../../core/issue-ref.ts'

/** How one issue is linked to another, the most telling first: of several only the first that holds is shown. */
export const RELATIONS = {
  duplicate: 'is called a duplicate of',
  'not-same': 'is said not to be the same as',
  fixes: 'fixes',
  'caused-by': 'is said to be caused by',
  'blocked-by': 'waits for',
  superseded: 'is continued in',
  'sub-issue': 'is a sub-issue of',
  related: 'is called related to',
  mentions: 'mentions',
} as const

export type Relation = keyof typeof RELATIONS

const RANKS = Object.keys(RELATIONS)

/** 0 is the most telling. */
export function rankOf(relation: Relation): number {
  return RANKS.indexOf(relation)
}

/** One place where one issue names another. */
export interface Link {
  readonly from: IssueRef
  readonly to: IssueRef
  readonly relation: Relation
  /** Login of who wrote it. */
  readonly by: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The words around it, redacted; empty where GitHub itself says so. */
  readonly words: string
}

/** One issue that was read. */
export interface CrawledIssue {
  readonly head: IssueHead
  /** Null for an issue at the rim, of which only the head was read. */
  readonly timeline: Timeline | null
  /** Steps from the issue that the report is about. */
  readonly distance: number
}

/** Why an issue that is linked was not read. */
export type UnreadIssue = 'gone' | 'not-followed' | 'interrupted'

/** `owner/repo#12` in lower case: GitHub's names do not distinguish case. */
export function keyOf({ owner, repo, number }: IssueRef): string {
  return `${owner}/${repo}#${number}`.toLowerCase()
}
