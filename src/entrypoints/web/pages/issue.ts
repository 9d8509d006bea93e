/** `/<owner>/<repo>/issues/<n>`: why the bot said what it said, from the audit. No word of the issue is kept, and none is shown. */
import { html } from 'hono/html'
import type { DecisionRecord } from '../../../adapters/store/store.ts'
import { formatRef, type IssueRef, issueUrl } from '../../../core/issue-ref.ts'
import { type Html, layout } from '../layout.ts'
import type { WebDeps } from '../web-deps.ts'

/** Decisions that are shown, the newest. */
const MAX_SHOWN = 50

/** @param decisions oldest first, at least one */
export function issuePage(ref: IssueRef, decisions: readonly DecisionRecord[], deps: WebDeps): Html {
  const shown = decisions.toReversed().slice(0, MAX_SHOWN)
  return layout({
    title: `What was decided on ${formatRef(ref)}`,
    main: html`<p>The newest first. The bot keeps no text of an issue; the lines that it quoted stand in its comment <a href="${issueUrl(ref, deps.site)}">there</a>.</p>
${shown.map((it) => describe(it, deps))}`,
  })
}

function describe(it: DecisionRecord, { pack }: WebDeps): Html {
  const at = new Date(it.at).toISOString()
  const changed = it.pack === pack.fingerprint ? '' : html` (another pack than today's)`
  return html`<h2><time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>: ${DECISIONS[it.decision]}</h2>
<ul>
<li>Why: ${REASONS.get(it.reason) ?? it.reason}</li>
<li>Signature: ${signature(it, pack.signatures)}</li>
<li>Evidence: ${it.evidence.length === 0 ? 'none' : it.evidence.map((id) => html`<code>${id}</code> `)}</li>
<li>Done: ${it.acts.length === 0 ? 'nothing' : it.acts.join('; ')}</li>
<li>Pack: <code>${it.pack}</code>${changed}</li>
</ul>`
}

const DECISIONS = { assert: 'asserted', ask: 'asked', silent: 'silent' } as const

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sure: 'one signature is sure enough',
    tie: 'two signatures are too close to choose; the question tells them apart',
    unsure: 'a signature leads, but not surely',
    'no-signature': 'about authentication, but no known failure shows',
    'not-auth': 'not about authentication, or only in passing',
    unreadable: 'the text takes more time or memory to read than one issue may',
    'counter-sign': 'what looks like authentication has another explanation',
  }),
)

function signature(it: DecisionRecord, known: WebDeps['pack']['signatures']): Html {
  const percent = `${Math.round(100 * it.confidence)} %`
  if (it.signature === null) return html`none asserted; the first-ranked one had ${percent}`
  const name = known.has(it.signature) ? html`<a href="/signatures/${it.signature}">${it.signature}</a>` : it.signature
  return html`${name}, ${percent}`
}
