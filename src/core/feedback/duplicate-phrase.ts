/**
 * Recognises a comment that marks an issue as a duplicate on GitHub: it starts with "Duplicate of #12"
 * (https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/marking-issues-or-pull-requests-as-a-duplicate).
 * Further down, in a quote or in code, the same words have no effect.
 */
import { type IssueRef, isSameRepository } from '../issue-ref.ts'

const PHRASE =
  /^\s{0,3}duplicate\s+of\s+(?:(?:https?:\/\/[\w.-]{1,100}\/)?(?<owner>[\w-]{1,100})\/(?<repo>[\w.-]{1,100}))?(?:#|\/issues\/)(?<number>[1-9]\d{0,8})(?![\w-])/i

/** In characters. The phrase is at the start, so the rest of a long comment is not searched. */
const MAX_SEARCHED = 500

/** @returns the named issue; null when the phrase is missing or the issue names itself */
export function readDuplicateOf(body: string, ref: IssueRef): IssueRef | null {
  const found = PHRASE.exec(body.slice(0, MAX_SEARCHED))?.groups
  if (found === undefined) return null
  const { owner = ref.owner, repo = ref.repo, number } = found
  const named = { owner, repo, number: Number(number) }
  return isSameRepository(named, ref) && named.number === ref.number ? null : named
}
