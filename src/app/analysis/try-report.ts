/**
 * Triages a report that somebody enters on the web page. Takes a form with a title, a text and log files, and returns a
 * triage with the passages around its evidence. A large log is scanned for matching lines, and only those lines are
 * read, so that 25 MB cost little.
 */
import { cleanName } from '../../adapters/attachments/file-name.ts'
import { kindOf } from '../../adapters/attachments/kinds.ts'
import { LIMITS, MEGABYTE, startUnpackBudget, type UnpackBudget } from '../../adapters/attachments/limits.ts'
import { type NamedFile, type Reading, readFile } from '../../adapters/attachments/read-file.ts'
import type { Evidence } from '../../core/diagnosis/diagnosis.ts'
import { explain, type SignatureExplanation } from '../../core/diagnosis/explain/explain.ts'
import { type Triage, triageRead, UNTOUCHED } from '../../core/plan/triage-report.ts'
import { beginningOf, cleanAndRedact, cleanAndRedactLine } from '../../core/report/clean-and-redact.ts'
import { excerptLog } from '../../core/report/log-excerpt.ts'
import { readReport } from '../../core/report/read-report.ts'
import type { Attachment, Report, Segment } from '../../core/report/report.ts'
import { plainRules } from '../../core/settings/plain-rules.ts'
import type { LogHit, Pack } from '../../core/signatures/pack.ts'
import { isShownIn } from './flattened-text.ts'

/**
 * A longer log is scanned as a stream instead of being read whole. In bytes, or in characters for a log from an
 * archive.
 */
const MAX_READ_WHOLE = 2 * MEGABYTE

/** Maximum lengths of the title and the text, in characters. GitHub's own limits are 256 and 65,536. */
const MAX_TITLE = 1_000
const MAX_BODY = 200_000
/** Number of signatures whose clauses are explained. */
const MAX_EXPLAINED = 3

/** The unparsed HTTP request. */
export interface TryRequest {
  /** The value of the `content-type` header, which contains the boundary. */
  readonly contentType: string
  readonly body: Uint8Array
}

interface TriedForm {
  readonly title: string
  /** Markdown. */
  readonly body: string
  readonly files: readonly NamedFile[]
}

/** The text around the evidence in one source. */
export interface Passage {
  /** `title`, `body`, or the name of a file. */
  readonly source: string
  readonly lines: readonly { readonly text: string; readonly isEvidence: boolean }[]
}

export interface TriedReport {
  readonly triage: Triage
  readonly passages: readonly Passage[]
  /** What was typed, redacted, so that the form can show it again. */
  readonly typed: Typed
  /** The clauses of the first-ranked signatures, found and missed. */
  readonly explained: readonly SignatureExplanation[]
}

export interface Typed {
  readonly title: string
  readonly body: string
  /** Names of the attached files. */
  readonly files: readonly string[]
}

export interface TryResult {
  /** The result, or a sentence that says what is wrong with the form. */
  readonly result: TriedReport | string
  /** Number of bytes that were unpacked from the form's archives. */
  readonly unpacked: number
}

export async function tryReport(request: TryRequest, pack: Pack): Promise<TryResult> {
  const budget = startUnpackBudget(LIMITS)
  const form = await readForm(request)
  const result = typeof form === 'string' ? form : await tryForm(form, pack, budget)
  return { result, unpacked: LIMITS.unpackedBytes - budget.bytes.left }
}

async function readForm({ contentType, body: bytes }: TryRequest): Promise<TriedForm | string> {
  const headers = { 'content-type': contentType }
  const form = await new Response(Buffer.from(bytes), { headers }).formData().catch(() => null)
  if (form === null) return 'The form could not be read.'
  const title = beginningOf(textOf(form, 'title'), MAX_TITLE)
  const body = textOf(form, 'body')
  if (body.length > MAX_BODY) return `The text has more than ${MAX_BODY} characters. Attach the log as a file.`
  const files = form.getAll('logs').filter((it) => it instanceof File && it.size > 0) as File[]
  if (files.length > LIMITS.links) return `Attach at most ${LIMITS.links} files.`
  if (title.trim() + body.trim() === '' && files.length === 0)
    return 'There is nothing to diagnose. Enter some text or attach a log.'
  return { title, body, files: await Promise.all(files.map(toNamedFile)) }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

async function toNamedFile(file: File): Promise<NamedFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

async function tryForm({ title, body, files }: TriedForm, pack: Pack, budget: UnpackBudget): Promise<TriedReport> {
  const { attachments, unread, segments: scanned } = await readLogs(files, pack, budget)
  const report = readReport({ title, body, attachments, unread })
  const whole = { ...report, segments: [...report.segments, ...scanned] }
  const triage = triageRead(whole, UNTOUCHED, plainRules(pack))
  const segments = whole.segments.map((segment) => ({ ...segment, text: '' }))
  return {
    triage: { ...triage, report: { ...whole, segments } },
    passages: passagesOf(whole, triage),
    typed: {
      title: cleanAndRedactLine(title).text,
      body: cleanAndRedact(body).text,
      files: files.map(({ name }) => cleanName(name)),
    },
    explained: explainFirst(whole, triage, pack),
  }
}

function explainFirst(report: Report, { diagnosis }: Triage, pack: Pack): readonly SignatureExplanation[] {
  const ids = diagnosis.ranked.slice(0, MAX_EXPLAINED).map(({ signature }) => signature)
  return ids.length === 0 ? [] : explain(report, pack, { ids }).signatures
}

/** Reads small files whole and scans large logs, one file at a time to save memory. */
async function readLogs(files: readonly NamedFile[], pack: Pack, budget: UnpackBudget) {
  const segments: Segment[] = []
  const readings: Reading[] = []
  for (const file of files) {
    const isLargeLog = file.bytes.length > MAX_READ_WHOLE && kindOf(file.bytes) === 'unknown'
    if (isLargeLog) segments.push(...scan(file.name, inPieces(file.bytes), pack))
    else readings.push(await readFile(file, budget))
  }
  const attachments: Attachment[] = []
  for (const it of readings.flatMap((reading) => reading.attachments)) {
    if (it.text.length > MAX_READ_WHOLE) segments.push(...scan(it.name, textInPieces(it.text), pack))
    else attachments.push(it)
  }
  return { attachments, unread: readings.flatMap((reading) => reading.unread), segments }
}

function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += MEGABYTE) yield bytes.subarray(at, at + MEGABYTE)
}

/**
 * Reuses one buffer of 1 MB. The scanner reads each piece before the next one is written, so sixty pieces do not pile
 * up.
 */
function* textInPieces(text: string): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  const piece = new Uint8Array(MEGABYTE)
  for (let at = 0; at < text.length; ) {
    const { read, written } = encoder.encodeInto(text.slice(at, at + MEGABYTE), piece)
    yield piece.subarray(0, written)
    at += read
  }
}

/** Returns the lines that clauses match, redacted by the scanner, each as a segment with its line number. */
function scan(name: string, pieces: Iterable<Uint8Array>, pack: Pack): readonly Segment[] {
  const scanner = pack.scanner.stream()
  const hits: LogHit[] = []
  for (const piece of pieces) hits.push(...scanner.push(piece))
  hits.push(...scanner.end())
  const source = cleanName(name)
  const lines = new Map(hits.map(({ line, text }) => [line, text]))
  return [...lines]
    .toSorted(([a], [b]) => a - b)
    .map(([line, text]) => ({ kind: 'log', source, heading: null, line, flattened: false, text }))
}

function passagesOf(report: Report, { diagnosis }: Triage): readonly Passage[] {
  const evidence = diagnosis.ranked.slice(0, MAX_EXPLAINED).flatMap((it) => it.evidence)
  const bySource = Map.groupBy(evidence, ({ source }) => source)
  return [...bySource].map(([source, inSource]) => {
    const segments = report.segments.filter((it) => it.source === source)
    return { source, lines: segments.flatMap((segment) => linesAround(segment, inSource)) }
  })
}

function linesAround(segment: Segment, found: readonly Evidence[]): Passage['lines'] {
  const { text, line: first, flattened } = segment
  if (flattened) return sentencesAround(segment, found)
  const evidence = new Set(found.map(({ line }) => line))
  const lines = text.split('\n')
  const inside = lines.flatMap((_, at) => (evidence.has(first + at) ? [at + 1] : []))
  if (inside.length === 0) return []
  const marked = new Set(inside.map((at) => excerptLog(lines[at - 1] ?? '', [1])))
  return excerptLog(text, inside)
    .split('\n')
    .map((line) => ({ text: line, isEvidence: marked.has(line) }))
}

/** A sentence of a text without line breaks may be long. */
const MAX_SENTENCE = 300

function sentencesAround({ text, line }: Segment, found: readonly Evidence[]): Passage['lines'] {
  const here = found.filter((it) => it.line === line)
  const sentences = text.split('\n').map((it) => ({ text: it, isEvidence: here.some((one) => isShownIn(it, one)) }))
  return sentences
    .filter((it, at) => it.isEvidence || sentences[at - 1]?.isEvidence || sentences[at + 1]?.isEvidence)
    .map((it) => ({ ...it, text: beginningOf(it.text, MAX_SENTENCE) }))
}
