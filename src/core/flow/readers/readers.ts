/** Every reader of traces, in order: for each line the first one that reads something counts. A new reader is a file, a line here and a trace in the tests. */
import type { Reader } from '../reader.ts'
import { columnRequests } from './column-requests.ts'
import { errorCodes } from './error-codes.ts'
import { failedUrls } from './failed-urls.ts'
import { fieldRequests } from './field-requests.ts'
import { identityProviderEvents } from './identity-provider-events.ts'
import { listedRequests } from './listed-requests.ts'
import { looseRequests } from './loose-requests.ts'
import { mailLogins } from './mail-logins.ts'
import { missingRequests } from './missing-requests.ts'
import { namedSteps } from './named-steps.ts'
import { numberedRequests } from './numbered-requests.ts'
import { oneLineRequests } from './one-line-requests.ts'
import { scatteredRequests } from './scattered-requests.ts'
import { shownBodies } from './shown-bodies.ts'
import { statements } from './statements.ts'
import { twoLineRequests } from './two-line-requests.ts'
import { wordedFailures } from './worded-failures.ts'

export const READERS: readonly Reader[] = [
  columnRequests,
  twoLineRequests,
  shownBodies,
  numberedRequests,
  failedUrls,
  oneLineRequests,
  fieldRequests,
  scatteredRequests,
  identityProviderEvents,
  missingRequests,
  listedRequests,
  mailLogins,
  namedSteps,
  statements,
  errorCodes,
  wordedFailures,
  looseRequests,
]
