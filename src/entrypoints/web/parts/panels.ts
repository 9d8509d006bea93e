/** Panels with a list each, side by side; what has no rows is said in one line. */
import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { grouped } from './texts.ts'

/** A panel, or one sentence if it has no rows: an empty box would take room and say no more. */
export type Panel = { readonly panel: Html } | { readonly none: string }

export interface PanelRows {
  readonly id: string
  readonly title: string
  /** Number of all rows; the panel shows some of them. */
  readonly count: number
  /** The page that lists all of them. */
  readonly url: string
  /** What to say if there are none. */
  readonly none: string
  readonly rows: readonly Html[]
}

export function listPanel({ id, title, count, url, none, rows }: PanelRows): Panel {
  if (rows.length === 0) return { none }
  return {
    panel: html`<section class="panel" aria-labelledby="${id}"><h3 id="${id}"><a href="${url}">${title} <span class="count">${grouped(count)}</span></a></h3>
<ul class="rows">${rows}</ul>
${count > rows.length ? html`<p class="small"><a href="${url}">All ${grouped(count)}</a></p>` : ''}</section>`,
  }
}

/**
 * The first panel leads; the others are stacked beside it.
 * @param also one more sentence for the line about what has no rows
 */
export function arrangePanels(style: 'lead-left' | '', panels: readonly Panel[], also = ''): Html {
  const [first, ...others] = panels.flatMap((it) => ('panel' in it ? [it.panel] : []))
  const none = [...panels.flatMap((it) => ('none' in it ? [it.none] : [])), also].filter(Boolean)
  if (others.length === 0) return html`${first ?? ''}${noneLine(none)}`
  return html`<div class="columns ${style}">${first}<div class="stack">${others}${noneLine(none)}</div></div>`
}

/** @returns the panels below each other, and one line for those without rows */
export function stackPanels(panels: readonly Panel[]): Html {
  return html`${panels.flatMap((it) => ('panel' in it ? [it.panel] : []))}${noneLine(panels.flatMap((it) => ('none' in it ? [it.none] : [])))}`
}

function noneLine(none: readonly string[]): Html | string {
  return none.length === 0 ? '' : html`<p class="muted none">${none.join(' ')}</p>`
}
