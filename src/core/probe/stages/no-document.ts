/** Says why there is no metadata document at a URL where something answers: it is kept from those who are not logged in. */
import type { ProbeFault } from '../fault.ts'
import { isAnswer, type ProbeResponse } from '../probe.ts'
import { shownPath, shownUrl } from '../shown-url.ts'
import type { Owner } from '../verdict.ts'

interface NoDocument {
  readonly fault: ProbeFault
  readonly side: Owner | 'edge'
  readonly detail: string
}

/** Path of a page at which people log in. */
export const LOGIN_PAGE = /\/(?:log-?in|sign-?in|sso|saml|oauth2?|auth|authorize)\b/i

const PUBLIC = 'Clients read metadata before they log in.'

/** @returns null if the answer is neither a refusal nor a redirect to something else */
export function whyNoDocument(response: ProbeResponse, url: string, owner: Owner): NoDocument | null {
  if (!isAnswer(response)) return null
  const { status } = response
  const path = shownPath(url)
  if (status === 401 || status === 403) {
    return { fault: 'metadata-refused', side: owner, detail: `${path} is refused with ${status}. ${PUBLIC}` }
  }
  const asked = new URL(url)
  const answered = URL.parse(response.url)
  if (
    status >= 400 ||
    answered === null ||
    (answered.origin === asked.origin && answered.pathname === asked.pathname)
  ) {
    return null
  }
  if (LOGIN_PAGE.test(answered.pathname)) {
    const detail = `A login proxy redirects ${path} to ${shownUrl(answered.origin)}. ${PUBLIC}`
    return { fault: 'identity-proxy', side: 'edge', detail }
  }
  const detail = `${path} redirects to ${shownUrl(answered.href)}, which is not a JSON object.`
  return { fault: 'metadata-invalid', side: owner, detail }
}
