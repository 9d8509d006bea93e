/** `/<owner>/<repo>/issues/<n>`: the bot's decisions on an issue, from the audit. No issue text is stored or shown. */
import { html } from 'hono/html'
import type { DecisionRecord } from '../../../adapters/store/store.ts'
import { formatRef, type IssueRef, issueUrl } from '../../../core/issue-ref.ts'
import { type Html, layout } from '../layout.ts'
import type { WebDeps } from '../web-deps.ts'

/** Maximum number of decisions shown, newest first. */
const MAX_SHOWN = 50

/** @param decisions oldest first, at least one */
export function issuePage(ref: IssueRef, decisions: readonly DecisionRecord[], deps: WebDeps): Html {
  const shown = decisions.toReversed().slice(0, MAX_SHOWN)
  return layout({
    title: `Decisions on ${formatRef(ref)}`,
    main: html`<p>Newest first. The bot does not store issue text. The lines that it quoted are in its comment <a href="${issueUrl(ref, deps.site)}">on the issue</a>.</p>
${shown.map((it) => describe(it, deps))}`,
  })
}

function describe(it: DecisionRecord, { pack }: WebDeps): Html {
  const at = new Date(it.at).toISOString()
  const changed = it.pack === pack.fingerprint ? '' : html` (not the current pack)`
  return html`<h2><time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>: ${DECISIONS[it.decision]}</h2>
<ul>
<li>Reason: ${REASONS.get(it.reason) ?? it.reason}</li>
<li>Signature: ${signature(it, pack.signatures)}</li>
<li>Evidence: ${it.evidence.length === 0 ? 'none' : it.evidence.map((id) => html`<code>${id}</code> `)}</li>
<li>Done: ${it.acts.length === 0 ? 'nothing' : it.acts.join('; ')}</li>
<li>Pack: <code>${it.pack}</code>${changed}</li>
</ul>`
}

const DECISIONS = { assert: 'asserted', ask: 'asked', silent: 'silent' } as const

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sure: 'one signature is certain enough',
    tie: 'two signatures are too close to choose between; the question tells them apart',
    unsure: 'a signature leads, but is not certain enough',
    'no-signature': 'about authentication, but shows no known failure',
    'not-auth': 'not about authentication, or only mentions it',
    unreadable: 'reading the text takes more time or memory than one issue may use',
    'counter-sign': 'what looks like an authentication failure has another explanation',
  }),
)

function signature(it: DecisionRecord, known: WebDeps['pack']['signatures']): Html {
  const percent = `${Math.round(100 * it.confidence)} %`
  if (it.signature === null) return html`none asserted; the top-ranked signature had ${percent}`
  const name = known.has(it.signature) ? html`<a href="/signatures/${it.signature}">${it.signature}</a>` : it.signature
  return html`${name}, ${percent}`
}
