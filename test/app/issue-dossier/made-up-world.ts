import type { IssueHead, IssueReader, Release, TimelineEvent } from '../../../src/adapters/github/issue-reader.ts'
import type { LinksOf } from '../../../src/app/issue-dossier/crawl.ts'
import { findIssueLinks } from '../../../src/app/issue-dossier/links-of-issue.ts'
import { keyOf } from '../../../src/app/issue-dossier/relations.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'

/** An issue on a fake GitHub. Absent fields get defaults. */
export interface MadeUp extends Partial<Omit<IssueHead, 'ref' | 'subIssues'>> {
  readonly happenings?: readonly TimelineEvent[]
  readonly subIssues?: readonly IssueRef[]
}

export const DAY = 24 * 60 * 60 * 1000
export const START = Date.UTC(2026, 4, 1)

export function ref(number: number, repo = 'app', owner = 'acme'): IssueRef {
  return { owner, repo, number }
}

export function comment(
  by: string,
  at: number,
  body: string,
  more: { up?: number; down?: number } = {},
): TimelineEvent {
  const url = `https://github.com/acme/app/issues/1#issuecomment-${at}`
  const { up: thumbsUp = 0, down: thumbsDown = 0 } = more
  return { kind: 'comment', by, at, body, url, byBot: false, thumbsUp, thumbsDown }
}

interface Extras {
  readonly releases?: readonly Release[]
  /** Old key → current location. */
  readonly moved?: ReadonlyMap<string, IssueRef>
  /** Number of calls before the rate limit is used up. */
  readonly calls?: number
}

/** Creates a reader of these issues, which are keyed like `acme/app#1`. Every other issue is gone. */
export function madeUpReader(issues: Readonly<Record<string, MadeUp>>, { releases = [], moved, calls }: Extras = {}) {
  const asked: string[] = []
  const find = (it: IssueRef) => issues[keyOf(it)]
  const countCall = (what: string) => {
    asked.push(what)
    if (calls !== undefined && asked.length > calls) throw rateLimited()
  }
  const reader: IssueReader = {
    readHead: async (it) => {
      countCall(keyOf(it))
      const now = moved?.get(keyOf(it)) ?? it
      const made = find(now)
      return made === undefined ? null : toHead(now, made)
    },
    readTimeline: async (it) => {
      countCall(`timeline of ${keyOf(it)}`)
      return { happenings: find(it)?.happenings ?? [], complete: true }
    },
    readSubIssues: async (it) => find(it)?.subIssues ?? [],
    readReleases: async () => releases,
  }
  return Object.assign(reader, { asked })
}

function toHead(it: IssueRef, { happenings: _, subIssues = [], ...made }: MadeUp): IssueHead {
  return {
    ref: it,
    title: `Issue ${it.number}`,
    body: '',
    author: 'reporter',
    open: true,
    closedAs: null,
    isPullRequest: false,
    mergedAt: null,
    labels: [],
    createdAt: START,
    closedAt: null,
    milestone: null,
    parent: null,
    ...made,
    subIssues: subIssues.length,
  }
}

function rateLimited(): Error {
  return Object.assign(new Error('no more'), { status: 429, response: { headers: { 'retry-after': '600' } } })
}

/** Runs on the test's own thread. */
export const linksOf: LinksOf = async (issue, context) => findIssueLinks(issue, context)
