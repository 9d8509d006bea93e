/** What a comment says about probes: which block of a thread decides, which one was changed, and how to make one. */
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { STAGE_NAMES } from '../flow/stage.ts'
import type { ProbeChange } from '../probe/reported-probe.ts'
import type { Signature } from '../signatures/schema.ts'
import type { CommentContext } from './comment-context.ts'

/** @returns sentences; an empty string if there is nothing to say */
export function renderProbe({ probe }: Pick<Diagnosis, 'probe'>): string {
  if (probe === undefined) return ''
  const damaged = probe.damaged.length === 0 ? '' : DAMAGED
  return [probe.change === null ? '' : renderChange(probe.change), damaged].filter((it) => it !== '').join(' ')
}

/**
 * Suggests a probe if the repository allows it, the report has none, and the leading signature is about a stage of a
 * login, so that a probe can see it.
 */
export function renderProbeInvitation(
  { settings, diagnosis }: CommentContext,
  leading: Pick<Signature, 'stage'> | undefined,
): string {
  const isAllowed = settings?.probe?.advertise === true
  return isAllowed && diagnosis.probe === undefined && leading?.stage !== undefined ? INVITATION : ''
}

const INVITATION =
  'If your machine can reach the server, `npx auth-triage probe <its URL>` shows where the login breaks. It sends no credential, and prints a block to paste here.'

const DAMAGED =
  'A probe block here does not match its checksum, so it was changed after it was written and was read as ordinary text.'

function renderChange({ from, to, sameUrl, was, is }: ProbeChange): string {
  const target = sameUrl ? '' : ' (for another URL)'
  return `The probe of ${time(to)}${target} decides; it replaces the one of ${time(from)}. ${difference(was, is)}`
}

function difference(was: ProbeChange['was'], is: ProbeChange['is']): string {
  if (was === is) return is === null ? 'Both found nothing broken.' : `Both found ${STAGE_NAMES[is]} broken.`
  const before = was === null ? 'Nothing was broken before' : `Before, ${STAGE_NAMES[was]} was broken`
  return `${before}; ${is === null ? 'nothing is broken anymore' : `this time it is ${STAGE_NAMES[is]}`}.`
}

/** ISO time to the minute. A block can contain any text in its place, which is not shown. */
function time(at: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : 'an unknown time'
}
