/** What a comment says about the blocks of probes in a thread: which one decides, and which one was changed. */
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { ProbeChange } from '../probe/reported-probe.ts'
import { inlineCode } from './defuse.ts'
import { STAGE_NAMES } from './flow-section.ts'

/** @returns sentences; an empty string if there is nothing to say */
export function renderProbe({ probe }: Pick<Diagnosis, 'probe'>): string {
  if (probe === undefined) return ''
  const damaged = probe.damaged.length === 0 ? '' : DAMAGED
  return [probe.change === null ? '' : renderChange(probe.change), damaged].filter((it) => it !== '').join(' ')
}

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

/** ISO time to the minute; a block can contain any text in its place. */
function time(at: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : inlineCode(at, 30)
}
