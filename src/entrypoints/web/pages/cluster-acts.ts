/** What maintainers decide about a cluster: forms to merge, split and part reports, and what was decided before. */
import { html } from 'hono/html'
import type { FeedbackEvent } from '../../../core/feedback/feedback-event.ts'
import { type Html, signInPath } from '../layout.ts'
import { agoTag } from '../parts/dates.ts'
import { cutText } from '../parts/texts.ts'
import type { ClusterData, PairStatement } from './cluster-data.ts'

/**
 * Whether the person may be shown the forms: `sign-in` for nobody yet, `off` where nobody can decide on pages. The
 * rights themselves are asked of GitHub when a form is sent.
 */
export type ActsState =
  | { readonly kind: 'off' }
  | { readonly kind: 'sign-in'; readonly path: string }
  | { readonly kind: 'forms'; readonly token: string; readonly click: string }

export interface ActsContext {
  readonly acts: ActsState
  /** Says what the last form did; null if there was none. */
  readonly notice: Html | null
}

const MAX_STATEMENTS = 20
/** Reports that the fields offer, the newest; others can be typed. */
const MAX_OFFERED = 60
const MAX_TITLE = 60

export function actsPanel(data: ClusterData, { acts }: ActsContext): Html {
  const { statements } = data
  if (acts.kind === 'off' && statements.length === 0) return html``
  return html`<section class="panel acts" aria-labelledby="acts"><h2 id="acts">What people decided</h2>
${statements.length === 0 ? html`<p class="muted">Nobody has merged or split these reports.</p>` : html`<ul class="rows">${statements.slice(0, MAX_STATEMENTS).map((it) => statement(it, data, acts))}</ul>`}
${acts.kind === 'sign-in' ? html`<p><a href="${signInPath(acts.path)}">Sign in</a> to merge or split reports.</p>` : ''}
${acts.kind === 'forms' ? forms(data, acts) : ''}</section>`
}

interface Forms {
  readonly token: string
  readonly click: string
}

function fields({ token, click }: Forms): Html {
  return html`<input type="hidden" name="token" value="${token}"><input type="hidden" name="click" value="${click}">`
}

function actPath({ repository, cluster }: ClusterData, act: string): string {
  return `/${repository.owner}/${repository.repo}/clusters/${cluster.summary.id}/${act}`
}

function forms(data: ClusterData, acts: Forms): Html {
  const canonical = data.cluster.summary.canonical.number
  const list = html` list="members"`
  const offered = data.members.slice(-MAX_OFFERED).toReversed()
  return html`<p class="small muted">For maintainers. GitHub is asked for your permissions when you click; every decision is recorded with your name and can be undone here.</p>
<datalist id="members">${offered.map((it) => html`<option value="#${it.number}">${cutText(it.title, MAX_TITLE)}</option>`)}</datalist>
<div class="forms"><form method="post" action="${actPath(data, 'merge')}">${fields(acts)}<input type="hidden" name="other" value="${canonical}">${numberField({ id: 'merge-number', name: 'number', label: 'Add a report, with its cluster' })}<button>Merge</button></form>
<form method="post" action="${actPath(data, 'split')}">${fields(acts)}<input type="hidden" name="number" value="${canonical}">${numberField({ id: 'split-other', name: 'other', label: 'Take a report out', list })}<button>Split</button></form>
<form method="post" action="${actPath(data, 'not-duplicate')}">${fields(acts)}${numberField({ id: 'part-number', name: 'number', label: 'Keep apart', list })}${numberField({ id: 'part-other', name: 'other', label: 'from', list })}<button>Not duplicates</button></form></div>`
}

interface NumberField {
  readonly id: string
  readonly name: string
  readonly label: string
  /** Attribute that offers the cluster's reports. */
  readonly list?: Html
}

function numberField({ id, name, label, list = html`` }: NumberField): Html {
  return html`<span><label for="${id}">${label}</label><input type="text" id="${id}" name="${name}" inputmode="numeric" pattern="#?[0-9]{1,9}" placeholder="#"${list} autocomplete="off" required></span>`
}

const WORDS: Partial<Record<FeedbackEvent['kind'], string>> = {
  'duplicate-of': 'has the same cause as',
  'not-duplicate': 'has a different cause from',
  split: 'stays in its cluster without',
  'take-back': 'is judged by its evidence again, together with',
  canonical: 'gives way as canonical report to',
}

function statement({ event, isInForce }: PairStatement, data: ClusterData, acts: ActsState): Html {
  const { repository, now } = data
  const path = `/${repository.owner}/${repository.repo}/issues`
  const { ref, other, kind, who, at, origin } = event
  const undo =
    acts.kind === 'forms' && isInForce && kind !== 'canonical'
      ? html`<form method="post" action="${actPath(data, 'undo')}">${fields(acts)}<input type="hidden" name="number" value="${ref.number}"><input type="hidden" name="other" value="${other?.number}"><button aria-label="Undo the decision about #${ref.number} and #${other?.number}">Undo</button></form>`
      : ''
  return html`<li><span class="what"><a href="${path}/${ref.number}">#${ref.number}</a> ${WORDS[kind] ?? kind} <a href="${path}/${other?.number}">#${other?.number}</a>
<small>${who}, ${origin === 'page' ? 'on this page' : origin === 'command' ? 'by a command' : 'on GitHub'}${isInForce || kind === 'take-back' ? '' : '; no longer in force'}</small></span><span class="side">${agoTag(at, now)}</span>${undo}</li>`
}
