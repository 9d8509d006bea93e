/** Joins a comment's sections and keeps the comment below GitHub's limit. */

/**
 * Maximum length of a comment's body, in characters. GitHub rejects more than 65,536
 * (https://github.com/orgs/community/discussions/27190); the difference leaves room for later edits.
 */
export const MAX_BODY = 60_000

export interface CommentSection {
  readonly text: string
  /** Whether the section may be dropped when the body is too long; the last optional section goes first. */
  readonly optional: boolean
}

/** @returns the non-empty sections separated by blank lines, shorter than `MAX_BODY` */
export function fitBody(sections: readonly CommentSection[]): string {
  let kept = sections.filter((section) => section.text !== '')
  while (join(kept).length >= MAX_BODY) {
    const last = kept.findLastIndex((section) => section.optional)
    if (last === -1) return join(kept).slice(0, MAX_BODY - 1)
    kept = kept.toSpliced(last, 1)
  }
  return join(kept)
}

function join(sections: readonly CommentSection[]): string {
  return sections.map((section) => section.text).join('\n\n')
}
