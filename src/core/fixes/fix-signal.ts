/**
 * What the bot itself noticed about a fix, as plain data: a release that names an issue, a merged change that closed it, a
 * reporter's words about a version. A maintainer's command is a feedback event instead.
 */

/**
 * - `released`: the notes of a release name the issue;
 * - `merged`: a merged pull request or a commit closed it, in a version that is not known yet;
 * - `works`, `fails`: its thread contains a reporter's words about a version;
 * - `asked`: its comment is the one in which the reporters of its cluster are asked.
 */
export const FIX_SIGNALS = ['released', 'merged', 'works', 'fails', 'asked'] as const

export type FixSignalKind = (typeof FIX_SIGNALS)[number]

export interface FixSignal {
  readonly kind: FixSignalKind
  /** Number of the issue. */
  readonly number: number
  /** What it comes from: `release-7`, `pull-34`, `commit-5f1c…`, `said-<login>` or `asked`. */
  readonly source: string
  /** Null for `merged` and `asked`. */
  readonly version: string | null
  /** Login of the reporter; null unless the signal is about a person's words. */
  readonly who: string | null
  /** Id of the reporter's comment; null unless the signal is about a person's words. */
  readonly comment: number | null
  /** URL of the release, the pull request or the commit; null otherwise. */
  readonly url: string | null
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Name of the source of a pull request's signal, by which a release's notes are matched with it. */
export function pullSource(number: number): string {
  return `pull-${number}`
}

/** Characters that need no escaping in a Markdown link; the name of a tag may contain others. */
const PLAIN_URL = /^https?:\/\/[\w.:/%@+~-]{1,480}$/

/** @returns the URL if it needs no escaping in a comment; otherwise null */
export function linkableUrl(url: string): string | null {
  return PLAIN_URL.test(url) ? url : null
}
