/**
 * Wraps an issue reader so that every text it returns is cleaned and redacted: titles, earlier titles, names of labels,
 * milestones and releases, and any field that is added later. This way, no code in this module can show a credential,
 * or truncate one so that it is no longer recognised.
 */
import type { IssueReader } from '../../adapters/github/issue-reader.ts'
import { cleanAndRedact } from '../../core/report/clean-and-redact.ts'

/** Redacts every text in a value as `redactTexts` does, possibly on another thread. */
export type RedactTexts = <T>(value: T) => Promise<T>

export function redactedReader(reader: IssueReader, redact: RedactTexts): IssueReader {
  return {
    readHead: async (ref) => redact(await reader.readHead(ref)),
    readTimeline: async (ref, mostPages) => redact(await reader.readTimeline(ref, mostPages)),
    readSubIssues: (ref) => reader.readSubIssues(ref),
    readReleases: async (owner, repo) => redact(await reader.readReleases(owner, repo)),
  }
}

/** Returns a copy of the value with every text in it redacted, at any depth. */
export function redactTexts<T>(value: T): T {
  return redactValue(value) as T
}

function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanAndRedact(value).text
  if (Array.isArray(value)) return value.map(redactValue)
  if (typeof value !== 'object' || value === null || isRef(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, redactValue(it)]))
}

/**
 * References to issues are left out, because reading an issue requires its repository's unredacted name. `linkName` in
 * `dossier-wording.ts` redacts the name where it is shown.
 */
function isRef(value: object): boolean {
  return 'owner' in value && 'repo' in value && 'number' in value
}
