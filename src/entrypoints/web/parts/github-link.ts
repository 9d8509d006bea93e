/** A link that leaves the pages: an issue's number, with a mark that says so. */
import { html } from 'hono/html'
import { type IssueRef, issueUrl } from '../../../core/issue-ref.ts'
import type { Html } from '../layout.ts'

export function gitHubLink(ref: IssueRef, site: string): Html {
  return html`<a class="out" href="${issueUrl(ref, site)}">#${ref.number}<span class="hidden"> on GitHub</span></a>`
}
