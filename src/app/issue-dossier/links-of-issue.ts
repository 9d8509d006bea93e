/** The links of one issue that was read: from its body, its comments and its timeline. Pure. */
import type { IssueRef } from '../../core/issue-ref.ts'
import { findReferences } from './references.ts'
import { type CrawledIssue, keyOf, type Link, type Relation } from './relations.ts'

export interface IssueLinkContext {
  /** Whose addresses count, e.g. `github.com`. */
  readonly host: string
  /** Sub-issues that GitHub lists for it. */
  readonly subIssues: readonly IssueRef[]
}

/** Of one issue; a list of 5,000 issues under every comment is nobody's to follow. */
const MAX_LINKS = 2_000

/** @returns in the order in which they were made; an issue is never linked to itself */
export function findIssueLinks(
  { head, timeline }: CrawledIssue,
  { host, subIssues }: IssueLinkContext,
): readonly Link[] {
  const here = head.ref
  const said = (text: string, by: string, at: number): readonly Link[] =>
    findReferences(text, here, host).map(({ ref, relation, words }) => ({
      from: here,
      to: ref,
      relation,
      by,
      at,
      words,
    }))
  const stated = (from: IssueRef, to: IssueRef, relation: Relation, by: string, at: number): Link => {
    return { from, to, relation, by, at, words: '' }
  }
  const links = [
    ...said(head.title, head.author, head.createdAt),
    ...said(head.body, head.author, head.createdAt),
    ...(head.parent === null ? [] : [stated(here, head.parent, 'sub-issue', '', head.createdAt)]),
    ...subIssues.map((sub) => stated(sub, here, 'sub-issue', '', head.createdAt)),
    ...(timeline?.happenings ?? []).flatMap((it) => {
      if (it.kind === 'comment') return said(it.body, it.by, it.at)
      return it.kind === 'reference' ? [stated(it.from, here, 'mentions', it.by, it.at)] : []
    }),
  ]
  return links.filter(({ from, to }) => keyOf(from) !== keyOf(to)).slice(0, MAX_LINKS)
}
