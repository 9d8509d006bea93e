/** `/signatures/<id>`: the page of one, as the documentation has it, with how it does where the bot is at work. */
import { html, raw } from 'hono/html'
import { renderSignaturePage } from '../../../core/documentation/signature-page.ts'
import type { SignatureFeedback } from '../../../core/feedback/feedback.ts'
import type { Signature } from '../../../core/signatures/schema.ts'
import { type Html, layout } from '../layout.ts'
import { renderMarkdown } from '../render-markdown.ts'
import type { WebDeps } from '../web-deps.ts'

/** @param counts from public repositories; null where it was never asserted */
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
  return html`<h2>Where the bot is at work</h2>
<ul>
<li>Asserted on ${asserted} issues of public repositories; accepted on ${accepted}, rejected on ${rejected}.</li>
<li>Right by people's word: ${
    precision === null
      ? 'nobody said yet'
      : `${percent(precision.share)} (${percent(precision.low)} to ${percent(precision.high)})`
  }.</li>
<li>What worked: ${worked} said that it was solved, ${didNotWork} that something did not help.</li>
${steps.map((it) => html`<li>Step ${it.step}${titleOf(checklist[it.step - 1]?.check)}: worked for ${it.worked}, did not for ${it.didNotWork}.</li>`)}
</ul>`
}

function titleOf(check: string | undefined): string {
  return check === undefined ? '' : ` (${check})`
}
