/** The page of a request that gets no other: one sentence, and where to go. Not allowed and not there look alike. */
import { html } from 'hono/html'
import { type Html, layout } from '../layout.ts'

const REFUSALS = {
  malformed: ['Not understood', 'The request is not one that this address takes.'],
  'not-found': ['Not found', 'There is nothing at this address, or it is not for you to see.'],
  'wrong-method': ['Not done this way', 'This address takes no request of that kind.'],
  'too-large': ['Too large', 'A report with its logs may have 25 MB.'],
  'too-many': ['Too many requests', 'Wait a minute, then try again.'],
  'too-much': [
    'Too much at a time',
    'That is more than one address may send, or have unpacked, in a minute. Wait a minute, then try again.',
  ],
  busy: ['Busy', 'Others are being worked for at this moment; nothing was read. Please try again in a few seconds.'],
  broken: ['That broke', 'The fault is ours; nothing was stored. Please try again.'],
} as const

export function refusePage(code: keyof typeof REFUSALS): Html {
  const [title, sentence] = REFUSALS[code]
  return layout({ title, main: html`<p>${sentence}</p><p><a href="/">Start from the home page</a></p>` })
}
