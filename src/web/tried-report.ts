/**
 * A report that somebody tries out: a form with title, text and log files comes in, a triage goes out. Nothing of it is
 * kept. Of a large log only the lines that speak are read further, at their places, so that 25 MB cost little.
 */

import { setImmediate } from 'node:timers/promises'
import { cleanName } from '../attachments/file-name.ts'
import { kindOf } from '../attachments/kinds.ts'
import { LIMITS, MEGABYTE, type Room, startRoom } from '../attachments/limits.ts'
import { type Reading, readFile } from '../attachments/read-file.ts'
import { plainRules } from '../config/rules.ts'
import { cleanText } from '../report/clean-text.ts'
import { readReport } from '../report/read-report.ts'
import type { Attachment, Segment } from '../report/report.ts'
import type { LogHit, Pack } from '../signatures/pack.ts'
import { type Triage, triageRead, UNTOUCHED } from '../triage.ts'

/** GitHub's own limit for a log, and room for the rest of the form. */
export const LARGEST_FORM = LIMITS.fileBytes + MEGABYTE

/** A log above this, in characters if it comes out of an archive, is scanned in a stream rather than read whole. */
const LARGEST_READ_WHOLE = 2 * MEGABYTE
/** Characters of title and text; GitHub takes 256 and 65,536. */
const LONGEST_TITLE = 1_000
const LONGEST_BODY = 200_000
const MOST_FILES = 20

/** A form as it was sent. */
export interface SentForm {
  readonly bytes: Uint8Array
  /** Its media type, with the boundary of its parts. */
  readonly type: string
}

export interface Tried {
  /** A sentence where something is wrong with the form. */
  readonly said: Triage | string
  /** Bytes that its archives unpacked to. */
  readonly unpacked: number
}

/** All that is done to a form, from its bytes on; on nothing but its arguments, so that it can be done elsewhere. */
export async function readTried(sent: SentForm, pack: Pack): Promise<Tried> {
  const room = startRoom(LIMITS)
  const said = await triageForm(sent, pack, room)
  return { said, unpacked: LIMITS.unpackedBytes - room.bytes.left }
}

async function triageForm({ bytes, type }: SentForm, pack: Pack, room: Room): Promise<Triage | string> {
  const form = await new Response(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
    headers: { 'content-type': type },
  })
    .formData()
    .catch(() => null)
  if (form === null) return 'The form could not be read.'
  const title = textOf(form, 'title').slice(0, LONGEST_TITLE)
  const body = textOf(form, 'body')
  if (body.length > LONGEST_BODY) return `The text has more than ${LONGEST_BODY} characters; give the log as a file.`
  const files = form.getAll('logs').filter((it) => it instanceof File && it.size > 0) as File[]
  if (files.length > MOST_FILES) return `At most ${MOST_FILES} files at a time.`
  if (title.trim() + body.trim() === '' && files.length === 0)
    return 'There is nothing to diagnose: give a text or a log.'
  const { attachments, unread, segments } = await readLogs(files, pack, room)
  const report = readReport({ title, body, attachments, unread })
  return triageRead({ ...report, segments: [...report.segments, ...segments] }, UNTOUCHED, plainRules(pack))
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** What is read whole, and of what is larger the lines that speak. One after the other: all of it takes memory. */
async function readLogs(files: readonly File[], pack: Pack, room: Room) {
  const segments: Segment[] = []
  const readings: Reading[] = []
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const isLargeLog = file.size > LARGEST_READ_WHOLE && kindOf(bytes) === 'unknown'
    if (isLargeLog) segments.push(...(await scan(file.name, inPieces(bytes), pack)))
    else readings.push(await readFile({ name: file.name, bytes }, room))
  }
  const attachments: Attachment[] = []
  for (const it of readings.flatMap((reading) => reading.attachments)) {
    if (it.text.length > LARGEST_READ_WHOLE) segments.push(...(await scan(it.name, textInPieces(it.text), pack)))
    else attachments.push(it)
  }
  return { attachments, unread: readings.flatMap((reading) => reading.unread), segments }
}

function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += MEGABYTE) yield bytes.subarray(at, at + MEGABYTE)
}

/** All in one piece of memory, which is looked at before the next is written: sixty of a megabyte would pile up. */
function* textInPieces(text: string): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  const piece = new Uint8Array(MEGABYTE)
  for (let at = 0; at < text.length; ) {
    const { read, written } = encoder.encodeInto(text.slice(at, at + MEGABYTE), piece)
    yield piece.subarray(0, written)
    at += read
  }
}

/** The lines that a clause matches, redacted by the scanner, each a segment at its own place. */
async function scan(name: string, pieces: Iterable<Uint8Array>, pack: Pack): Promise<readonly Segment[]> {
  const scanner = pack.scanner.stream()
  const hits: LogHit[] = []
  for (const piece of pieces) {
    hits.push(...scanner.push(piece))
    // Webhooks wait for nobody's log.
    await setImmediate()
  }
  hits.push(...scanner.end())
  const source = cleanName(name)
  const lines = new Map(hits.map(({ line, text }) => [line, text]))
  return [...lines]
    .toSorted(([a], [b]) => a - b)
    .map(([line, text]) => ({ kind: 'log', source, heading: null, line, flattened: false, text: cleanText(text) }))
}
