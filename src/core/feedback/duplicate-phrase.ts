/**
 * The words by which people mark an issue as a duplicate on GitHub: a comment that begins with "Duplicate of #12"
 * (https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/marking-issues-or-pull-requests-as-a-duplicate).
 * Further down, in a quote or in code, the same words are talk.
 */
import type { IssueRef } from '../issue-ref.ts'

const PHRASE =
  /^\s{0,3}duplicate\s+of\s+(?:(?:https?:\/\/[\w.-]{1,100}\/)?(?<owner>[\w-]{1,100})\/(?<repo>[\w.-]{1,100}))?(?:#|\/issues\/)(?<number>[1-9]\d{0,8})(?![\w-])/i

/** The phrase stands at the beginning; the rest of a long comment need not be looked at. */
const MAX_LOOK = 500

/** @returns the issue that is named; null without the phrase, and where an issue names itself */
export function readDuplicateOf(body: string, ref: IssueRef): IssueRef | null {
  const found = PHRASE.exec(body.slice(0, MAX_LOOK))?.groups
  if (found === undefined) return null
  const { owner = ref.owner, repo = ref.repo, number } = found
  const isHere = `${owner}/${repo}`.toLowerCase() === `${ref.owner}/${ref.repo}`.toLowerCase()
  return isHere && Number(number) === ref.number ? null : { owner, repo, number: Number(number) }
}
