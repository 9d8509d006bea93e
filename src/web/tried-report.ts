/**
 * A report that somebody tries out: a form with title, text and log files comes in, a triage goes out. Nothing of it is
 * kept. Of a large log only the lines that speak are read further, at their places, so that 25 MB cost little.
 */

import { setImmediate } from 'node:timers/promises'
import { cleanName } from '../attachments/file-name.ts'
import { LIMITS, MEGABYTE } from '../attachments/limits.ts'
import { type Reading, readFile } from '../attachments/read-file.ts'
import { plainRules } from '../config/rules.ts'
import { beginningOf } from '../report/clean-and-redact.ts'
import { readReport } from '../report/read-report.ts'
import type { Segment } from '../report/report.ts'
import type { LogHit, Pack } from '../signatures/pack.ts'
import { type Triage, triageRead, UNTOUCHED } from '../triage.ts'

/** GitHub's own limit for a log, and room for the rest of the form. */
export const LARGEST_FORM = LIMITS.fileBytes + MEGABYTE

/** A log above this is scanned in a stream rather than read whole. */
const LARGEST_READ_WHOLE = 2 * MEGABYTE
/** Characters of title and text; GitHub takes 256 and 65,536. */
const LONGEST_TITLE = 1_000
const LONGEST_BODY = 200_000
const MOST_FILES = 20

/** @returns a sentence that says what is wrong with the form */
export async function readTried(request: Request, pack: Pack): Promise<Triage | string> {
  const form = await request.formData().catch(() => null)
  if (form === null) return 'The form could not be read.'
  const title = beginningOf(textOf(form, 'title'), LONGEST_TITLE)
  const body = textOf(form, 'body')
  if (body.length > LONGEST_BODY) return `The text has more than ${LONGEST_BODY} characters; give the log as a file.`
  const files = form.getAll('logs').filter((it) => it instanceof File && it.size > 0) as File[]
  if (files.length > MOST_FILES) return `At most ${MOST_FILES} files at a time.`
  if (title.trim() + body.trim() === '' && files.length === 0)
    return 'There is nothing to diagnose: give a text or a log.'
  const small = files.filter(({ size }) => size <= LARGEST_READ_WHOLE)
  const large = files.filter(({ size }) => size > LARGEST_READ_WHOLE)
  const readings = await Promise.all(small.map(readWhole))
  const attachments = readings.flatMap((it) => it.attachments)
  const report = readReport({ title, body, attachments, unread: readings.flatMap((it) => it.unread) })
  const scanned = await Promise.all(large.map((file) => scan(file, pack)))
  return triageRead({ ...report, segments: [...report.segments, ...scanned.flat()] }, UNTOUCHED, plainRules(pack))
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

async function readWhole(file: File): Promise<Reading> {
  return readFile({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
}

/** The lines that a clause matches, redacted by the scanner, each a segment at its own place. */
async function scan(file: File, pack: Pack): Promise<readonly Segment[]> {
  const scanner = pack.scanner.stream()
  const hits: LogHit[] = []
  const bytes = new Uint8Array(await file.arrayBuffer())
  for (let at = 0; at < bytes.length; at += MEGABYTE) {
    hits.push(...scanner.push(bytes.subarray(at, at + MEGABYTE)))
    // Webhooks wait for nobody's log.
    await setImmediate()
  }
  hits.push(...scanner.end())
  const source = cleanName(file.name)
  const lines = new Map(hits.map(({ line, text }) => [line, text]))
  return [...lines]
    .toSorted(([a], [b]) => a - b)
    .map(([line, text]) => ({ kind: 'log', source, heading: null, line, flattened: false, text }))
}
