/** `/signatures`: the table of all signatures. */
import { html } from 'hono/html'
import { type Html, layout } from '../layout.ts'
import type { WebDeps } from '../web-deps.ts'

export function signaturesPage({ pack, deadSignatures }: WebDeps): Html {
  const dead = deadSignatures()
  const rows = [...pack.signatures.values()].map(
    ({ id, title, label, status, products }) => html`<tr>
<td><a href="/signatures/${id}">${title}</a></td><td><code>${label}</code></td>
<td>${products.join(', ')}</td><td>${dead?.has(id) ? html`<span class="bad">dead</span>` : status}</td></tr>`,
  )
  return layout({
    title: 'Signatures',
    main: html`<p>${pack.signatures.size} known authentication failures. A signature says how to recognise a failure, what
causes it, and what to check.</p>
<div class="wide" role="region" aria-label="All signatures" tabindex="0"><table>
<thead><tr><th scope="col">Failure</th><th scope="col">Label</th><th scope="col">Seen in</th><th scope="col">Status</th></tr></thead>
<tbody>${rows}</tbody></table></div>`,
  })
}
