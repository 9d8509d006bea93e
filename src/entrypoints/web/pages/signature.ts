/** `/signatures/<id>`: the page for one signature, as in the documentation, with its track record. */
import { html, raw } from 'hono/html'
import { renderSignaturePage } from '../../../core/documentation/signature-page.ts'
import type { SignatureFeedback } from '../../../core/feedback/feedback.ts'
import type { Signature } from '../../../core/signatures/schema.ts'
import { type Html, layout } from '../layout.ts'
import { renderMarkdown } from '../render-markdown.ts'
import type { WebDeps } from '../web-deps.ts'

/** @param counts from public repositories; null if the signature has never been asserted */
export function signaturePage(signature: Signature, { pack }: WebDeps, counts: SignatureFeedback | null): Html {
  const markdown = renderSignaturePage(signature, { pack, file: `${signature.id}.yaml` })
    .replace(/^<!--.*-->\s*# .*\n/, '')
    .replaceAll(/\]\(([a-z0-9-]+)\.md\)/g, '](/signatures/$1)')
  const main = html`${raw(renderMarkdown(markdown))}${counts === null ? '' : live(counts, signature)}`
  return layout({ title: signature.title, main })
}

function live(counts: SignatureFeedback, { checklist }: Signature): Html {
  const { asserted, accepted, rejected, worked, didNotWork, precision, steps } = counts
  const percent = (share: number) => `${Math.round(100 * share)} %`
  return html`<h2>Track record</h2>
<ul>
<li>Asserted on ${asserted} issues in public repositories; accepted on ${accepted}, rejected on ${rejected}.</li>
<li>Correct according to feedback: ${
    precision === null
      ? 'no feedback yet'
      : `${percent(precision.share)} (${percent(precision.low)} to ${percent(precision.high)})`
  }.</li>
<li>Results: ${worked} reported that it was solved, ${didNotWork} reported that a step did not help.</li>
${steps.map((it) => html`<li>Step ${it.step}${stepTitle(checklist[it.step - 1]?.check)}: worked for ${it.worked}, did not work for ${it.didNotWork}.</li>`)}
</ul>`
}

function stepTitle(check: string | undefined): string {
  return check === undefined ? '' : ` (${check})`
}
