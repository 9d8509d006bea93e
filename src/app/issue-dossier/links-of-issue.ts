/** Finds one issue's links in its title, body, comments and timeline. Pure. */
import type { IssueRef } from '../../core/issue-ref.ts'
import { findReferences } from './references.ts'
import { type CrawledIssue, keyOf, type Link, type Relation } from './relations.ts'

export interface IssueLinkContext {
  /** Host whose URLs count as links, e.g. `github.com`. */
  readonly host: string
  /** The sub-issues that GitHub lists for the issue. */
  readonly subIssues: readonly IssueRef[]
}

/** Maximum number of links per issue, so that comments with thousands of links cannot flood the dossier. */
const MAX_LINKS = 2_000

/** @returns the links in the order in which they appear; an issue is never linked to itself */
export function findIssueLinks(
  { head, timeline }: CrawledIssue,
  { host, subIssues }: IssueLinkContext,
): readonly Link[] {
  const here = head.ref
  const linksIn = (text: string, by: string, at: number): readonly Link[] =>
    findReferences(text, here, host).map(({ ref, relation, words }) => ({
      from: here,
      to: ref,
      relation,
      by,
      at,
      words,
    }))
  const linkByGitHub = (from: IssueRef, to: IssueRef, relation: Relation, by: string, at: number): Link => {
    return { from, to, relation, by, at, words: '' }
  }
  const links = [
    ...linksIn(head.title, head.author, head.createdAt),
    ...linksIn(head.body, head.author, head.createdAt),
    ...(head.parent === null ? [] : [linkByGitHub(here, head.parent, 'sub-issue', '', head.createdAt)]),
    ...subIssues.map((sub) => linkByGitHub(sub, here, 'sub-issue', '', head.createdAt)),
    ...(timeline?.happenings ?? []).flatMap((it) => {
      if (it.kind === 'comment') return linksIn(it.body, it.by, it.at)
      return it.kind === 'reference' ? [linkByGitHub(it.from, here, 'mentions', it.by, it.at)] : []
    }),
  ]
  return links.filter(({ from, to }) => keyOf(from) !== keyOf(to)).slice(0, MAX_LINKS)
}
