/** Links to where something was seen or said. */
import { redactCredentials } from '../report/redact.ts'
import { withoutMark } from './issue-link.ts'

/**
 * A Markdown link called `source`.
 * @param url an https address from a signature
 */
export function sourceLink(url: string): string {
  return `[source](${encodeURI(redactCredentials(withoutMark(url)))
    .replaceAll('%25', '%')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')})`
}
