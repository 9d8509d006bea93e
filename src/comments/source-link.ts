/** Links to where something was seen or said. */

/** Pages of GitHub that note on themselves, in public, that a comment linked to them. */
const BACKLINKING = /^https:\/\/(?:www\.)?github\.com\//i

/**
 * A Markdown link called `source`. Links to GitHub go through redirect.github.com, which leads to the same page and
 * leaves no mark on it.
 * @param url an https address from a signature
 */
export function sourceLink(url: string): string {
  const target = url.replace(BACKLINKING, 'https://redirect.github.com/')
  return `[source](${encodeURI(target).replaceAll('%25', '%').replaceAll('(', '%28').replaceAll(')', '%29')})`
}
