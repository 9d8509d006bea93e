/** Renders the document's names, dates and lists. Untrusted text is defused, so that a title cannot inject Markdown. */
import { codeSpan, inlineCode } from '../../core/comments/defuse.ts'
import { quietIssueUrl, withoutBacklink } from '../../core/comments/issue-link.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { cleanAndRedactLine } from '../../core/report/clean-and-redact.ts'
import type { CrawledIssue } from './relations.ts'

export interface DossierWording {
  /** Host of GitHub's website, e.g. `github.com`. */
  readonly host: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

const MAX_TITLE_LENGTH = 120

export function issueLink(ref: IssueRef, { host }: DossierWording): string {
  const { owner, repo, number } = ref
  const isHidden = cleanAndRedactLine(`${owner}/${repo}`).findings.length > 0
  return isHidden
    ? linkName(ref)
    : `[${linkName(ref)}](${quietIssueUrl({ owner, repo, site: `https://${host}` }, number)})`
}

/**
 * Returns `owner/repo\#12`, which GitHub does not turn into a reference. The repository's name is untrusted text too.
 */
export function linkName({ owner, repo, number }: IssueRef): string {
  const { text, findings } = cleanAndRedactLine(`${owner}/${repo}`)
  return findings.length > 0 ? `${codeSpan(text)} ${number}` : `${text}\\#${number}`
}

export function commentLink(url: string, text: string): string {
  const target = withoutBacklink(url)
  return /^https?:\/\/[\w./:#-]+$/.test(target) ? `[${text}](${target})` : text
}

export function title({ head }: CrawledIssue): string {
  return head.title.trim() === '' ? '(no title)' : inlineCode(head.title, MAX_TITLE_LENGTH)
}

/** Renders a login as code, so that GitHub does not notify its owner. */
export function person(login: string): string {
  return login === '' ? 'GitHub' : codeSpan(login, 60)
}

/** `2026-05-26`, in UTC. */
export function dayOf(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : 'an unknown day'
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerateWords(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** `1 issue`, `2 issues`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** `open`, `closed as duplicate on 2026-05-26`, `merged on 2026-05-26`. */
export function state({ head }: CrawledIssue): string {
  if (head.mergedAt !== null) return `merged on ${dayOf(head.mergedAt)}`
  if (head.open) return 'open'
  const how = head.closedAs === null ? 'closed' : `closed as ${head.closedAs.replace('_', ' ')}`
  return head.closedAt === null ? how : `${how} on ${dayOf(head.closedAt)}`
}
