/** The place of other reports of the same cause in the comment. Matches are not passed in yet, so it stays empty. */

/** Other reports of the same cause as Markdown; an empty string when there is none. */
export function renderDuplicates(): string {
  return ''
}
