/** Joins the sections of a comment and keeps it under GitHub's limit whatever went in. */

/**
 * Largest body that is ever written, in characters. GitHub refuses more than 65,536
 * (https://github.com/orgs/community/discussions/27190); the rest is left to what later edits may add.
 */
export const MAX_BODY = 60_000

export interface CommentSection {
  readonly text: string
  /** Whether the section may be left out, last one first, when the body is too long. */
  readonly optional: boolean
}

/** The sections that are not empty, with a blank line between, below `MAX_BODY`. */
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
