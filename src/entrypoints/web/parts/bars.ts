/** Counts as horizontal bars. The numbers stand next to them, so the bars are hidden from screen readers. */
import { html } from 'hono/html'
import type { Counted } from '../../../core/duplicates/cluster-summary.ts'
import type { Html } from '../layout.ts'

/** @param urlOf returns the URL that a value links to; null for no link */
export function bars(values: readonly Counted[], urlOf: (value: string) => string | null = () => null): Html {
  const most = Math.max(1, ...values.map(({ count }) => count))
  return html`<dl class="bars">${values.map(({ value, count }) => {
    const url = urlOf(value)
    const width = `${Math.max(1, Math.round((100 * count) / most))}%`
    return html`<dt>${url === null ? value : html`<a href="${url}">${value}</a>`}</dt><dd><svg aria-hidden="true"><rect width="${width}" height="100%" rx="2"/></svg></dd><dd>${count}</dd>`
  })}</dl>`
}
