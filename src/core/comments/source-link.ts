/** Links to a signature's sources. */
import { cleanAndRedactCredentials } from '../report/clean-and-redact.ts'
import { withoutBacklink } from './issue-link.ts'

/**
 * Renders a Markdown link with the text `source`.
 * @param url an https URL from a signature
 */
export function sourceLink(url: string): string {
  // The URL schema accepts half a surrogate pair, and `encodeURI` throws on it.
  return `[source](${encodeURI(cleanAndRedactCredentials(withoutBacklink(url.toWellFormed())))
    .replaceAll('%25', '%')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')})`
}
