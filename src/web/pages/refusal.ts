/** The page of a request that gets no other: one sentence, and where to go. Not allowed and not there look alike. */
import { html } from 'hono/html'
import { type Html, layout } from '../layout.ts'

const REFUSALS = {
  404: ['Not found', 'There is nothing at this address, or it is not for you to see.'],
  405: ['Not done this way', 'This address takes no request of that kind.'],
  413: ['Too large', 'A report with its logs may have 25 MB.'],
  429: ['Too many requests', 'Wait a minute, then try again.'],
  500: ['That broke', 'The fault is ours; nothing was stored. Please try again.'],
} as const

export function refusePage(status: keyof typeof REFUSALS): Html {
  const [title, sentence] = REFUSALS[status]
  return layout({ title, main: html`<p>${sentence}</p><p><a href="/">Start from the home page</a></p>` })
}
