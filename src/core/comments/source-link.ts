/** Links to where something was seen or said. */
import { cleanAndRedactCredentials } from '../report/clean-and-redact.ts'
import { withoutMark } from './issue-link.ts'

/**
 * A Markdown link called `source`.
 * @param url an https address from a signature
 */
export function sourceLink(url: string): string {
  // Half of a surrogate pair passes for a URL and cannot be encoded.
  return `[source](${encodeURI(cleanAndRedactCredentials(withoutMark(url.toWellFormed())))
    .replaceAll('%25', '%')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')})`
}
