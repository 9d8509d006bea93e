/** Links to where something was seen or said. */
import { withoutMark } from './issue-link.ts'

/**
 * A Markdown link called `source`.
 * @param url an https address from a signature
 */
export function sourceLink(url: string): string {
  // Half of a surrogate pair passes for a URL and cannot be encoded.
  const address = encodeURI(withoutMark(url.toWellFormed()))
  return `[source](${address.replaceAll('%25', '%').replaceAll('(', '%28').replaceAll(')', '%29')})`
}
