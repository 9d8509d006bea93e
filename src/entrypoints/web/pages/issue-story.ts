/** What happened on an issue, oldest first: the bot's decisions and what people said, with repeated entries folded. */

import { html } from 'hono/html'
import type { DecisionRecord } from '../../../adapters/store/stored-decisions.ts'
import { askedQuestion } from '../../../core/diagnosis/question.ts'
import type { FeedbackEvent } from '../../../core/feedback/feedback-event.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { Html } from '../layout.ts'
import { dayTag } from '../parts/dates.ts'
import { decisionBadge, percentText, reasonText, withCode } from '../parts/texts.ts'

/** Maximum number of entries, after folding; the oldest are left out. */
const MAX_ENTRIES = 40

/** One or several equal entries in a row. */
export interface StoryEntry {
  readonly what: { readonly decision: DecisionRecord } | { readonly feedbackEvent: FeedbackEvent }
  readonly times: number
  readonly first: number
  readonly last: number
}

/** @param decisions oldest first */
export function foldStory(
  decisions: readonly DecisionRecord[],
  feedbackEvents: readonly FeedbackEvent[],
): readonly StoryEntry[] {
  const all = [
    ...decisions.map((decision) => ({ what: { decision }, at: decision.at, key: decisionKey(decision) })),
    ...feedbackEvents.map((feedbackEvent) => ({
      what: { feedbackEvent },
      at: feedbackEvent.at,
      key: feedbackEvent.id,
    })),
  ].sort((a, b) => a.at - b.at)
  const folded: (StoryEntry & { readonly key: string })[] = []
  for (const { what, at, key } of all) {
    const before = folded.at(-1)
    if (before?.key === key) folded[folded.length - 1] = { ...before, times: before.times + 1, last: at }
    else folded.push({ what, key, times: 1, first: at, last: at })
  }
  return folded.map(({ key: _, ...entry }) => entry)
}

function decisionKey({ decision, reason, signature, evidence, acts, question, pack }: DecisionRecord): string {
  return JSON.stringify([decision, reason, signature, evidence, acts, question, pack])
}

export function story(entries: readonly StoryEntry[], pack: Pack): Html {
  if (entries.length === 0) return html`<p class="muted">The bot has not decided anything about this issue.</p>`
  const left = entries.length - MAX_ENTRIES
  return html`${left > 0 ? html`<p class="muted">${left} earlier entries not shown.</p>` : ''}
<ol class="rows">${entries.slice(-MAX_ENTRIES).map((it) => html`<li><span class="what">${describe(it.what, pack)}</span><span class="side">${dayTag(it.first)}${it.times === 1 ? '' : html`<br>×${it.times}, last ${dayTag(it.last)}`}</span></li>`)}</ol>`
}

function describe(what: StoryEntry['what'], pack: Pack): Html {
  return 'decision' in what ? describeDecision(what.decision, pack) : describeFeedback(what.feedbackEvent)
}

function describeDecision(
  { decision, reason, signature, confidence, evidence, acts, question, pack: by }: DecisionRecord,
  pack: Pack,
): Html {
  const name =
    signature === null
      ? ''
      : pack.signatures.has(signature)
        ? html` <a href="/signatures/${signature}">${signature}</a>,`
        : html` ${signature},`
  const percent = percentText(confidence)
  return html`${decisionBadge(decision)}${name} ${percent}: ${reasonText(reason)}
${question === undefined ? '' : html`<small>Asked: ${withCode(askedQuestion({ question }) ?? '')}</small>`}
${evidence.length === 0 ? '' : html`<small>Evidence: ${evidence.map((id, at) => html`${at === 0 ? '' : ', '}<code>${id}</code>`)}</small>`}
<small>${acts.length === 0 ? 'Nothing written' : acts.join('; ')}${by === pack.fingerprint ? '' : `; by another pack, ${by}`}</small>`
}

/** @returns what a person said, in words, after their name */
export function feedbackText({ kind, other, signature, step, detail }: FeedbackEvent): string {
  const cause = signature?.id ?? 'the cause'
  const issue = other === null ? '' : ` #${other.number}`
  const which = step === null ? 'the checklist' : `step ${step}`
  const texts: Readonly<Record<FeedbackEvent['kind'], string>> = {
    'duplicate-of': `said that it has the same cause as${issue}`,
    'not-duplicate': `said that it has a different cause from${issue}`,
    split: `took${issue} out of its cluster`,
    'take-back': `took back what was said about it and${issue}`,
    canonical: `made${issue} the canonical report`,
    'wrong-signature': `rejected ${cause}`,
    'is-signature': `named the cause: ${cause}`,
    worked: `said that ${which} helped`,
    'did-not-work': `said that ${which} did not help`,
    'fixed-in': detail === 'none' ? 'took back what was said about a fix' : `said that it is fixed in ${detail ?? ''}`,
    signal: `gave the signal ${detail ?? ''}`,
    stop: 'stopped the bot on this issue',
    start: 'started the bot on this issue again',
    undo: "undid the bot's last change",
    unwelcome: 'did not want the answer',
    unmute: `let the bot assert ${cause} again`,
    pause: `paused the bot for ${detail ?? ''} days`,
  }
  return texts[kind]
}

function describeFeedback(event: FeedbackEvent): Html {
  const rights = { maintainer: 'a maintainer', reporter: 'the reporter', anyone: 'without a role' }[event.rights]
  return html`<strong>${event.who}</strong> ${feedbackText(event)}<small>${rights}, ${event.origin === 'page' ? 'on a page' : `by ${event.origin.replaceAll('-', ' ')}`}</small>`
}
