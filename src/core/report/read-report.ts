/**
 * Turns an issue from GitHub or a file into a Report: redacted, in segments, with its form fields and environment. It
 * does not look for failures, and it never throws: text that is not valid Markdown is read as plain text.
 */

import type { RedactedSpan } from '../redaction/redact.ts'
import { cleanAndRedact, cleanAndRedactLine } from './clean-and-redact.ts'
import { explainsCause } from './explains-cause.ts'
import { readLanguage } from './language.ts'
import { readBlocks } from './read-blocks.ts'
import { readReportedEnvironment } from './read-environment.ts'
import type {
  Field,
  RawComment,
  RawIssue,
  ReadComment,
  Report,
  Secret,
  Segment,
  SegmentKind,
  Source,
} from './report.ts'
import { NO_HINTS, type RepositoryHints } from './repository-hints.ts'
import { restoreLineBreaks } from './restore-line-breaks.ts'
import { joinIntoSegments, type SegmentRun } from './segments.ts'
import { findWorkingVersion } from './working-version.ts'

/** The redacted content of one source. */
interface SourceContent {
  readonly runs: readonly SegmentRun[]
  readonly fields: readonly Field[]
  readonly secrets: readonly Secret[]
}

/**
 * @param raw title, Markdown body and attached texts; all of it is untrusted, and any part may be empty
 * @param hints the repository's settings that help to read its reports
 */
export function readReport(raw: RawIssue, hints: RepositoryHints = NO_HINTS): Report {
  const title = cleanAndRedactLine(raw.title)
  const body = readMarkdown(raw.body ?? '', 'body')
  const comments = (raw.comments ?? []).map((it) => readMarkdown(it.body, commentSource(it)))
  const attached = raw.attachments.map(readAttachment)
  const titleSegment = readTitle(title.text)
  const segments = [
    titleSegment,
    ...[body, ...comments, ...attached].flatMap(({ runs }) => runs.map((run) => run.segment)),
  ].filter((it) => it !== null)
  const environment = readReportedEnvironment({ title: title.text, fields: body.fields, segments }, hints)
  const workingVersion = findWorkingVersion({ fields: body.fields, segments }, environment.version)
  return {
    title: title.text,
    segments,
    fields: body.fields,
    secrets: [
      ...toSecrets(title.findings, 'title', []),
      ...[body, ...comments, ...attached].flatMap((it) => it.secrets),
    ],
    environment,
    language: readLanguage(segments),
    ...(PICTURE.test(raw.body ?? '') && { hasPicture: true }),
    ...(explainsCause({ title: title.text, segments }) && { explainsCause: true }),
    ...(workingVersion !== null && { workingVersion }),
    ...(comments.length > 0 && { comments: raw.comments?.map(toReadComment) ?? [] }),
    ...(raw.unread !== undefined && raw.unread.length > 0 && { unread: raw.unread }),
  }
}

const PICTURE = /!\[[^\]\n]{0,200}\]\(|<img\s/i

function commentSource({ id }: RawComment): Source {
  return `comment:${id}`
}

function toReadComment(comment: RawComment): ReadComment {
  return { source: commentSource(comment), writtenAt: comment.createdAt }
}

function readMarkdown(text: string, source: Source): SourceContent {
  const { text: redacted, findings } = cleanAndRedact(text)
  const { text: markdown, origins } = restoreLineBreaks(redacted)
  const builder = readBlocks(markdown)
  const read = redactAgain(
    joinIntoSegments(builder, origins).map((run) => ({ ...run, segment: { ...run.segment, source } })),
  )
  const runs = read.map(({ run }) => run)
  const segments = runs.map(({ segment }) => segment)
  const answers = Map.groupBy(
    runs.filter((run) => !run.isHeading),
    (run) => run.section,
  )
  const fields = builder.sections.flatMap(({ heading, line }, section) => {
    const answer = answers.get(section)
    if (heading === null || answer === undefined) return []
    const text = answer.map(({ segment }) => segment.text).join('\n')
    return [{ heading, line: origins[line - 1]?.line ?? line, text }]
  })
  return {
    runs,
    fields,
    secrets: [...toSecrets(findings, source, segments), ...read.flatMap(({ secrets }) => secrets)],
  }
}

function readAttachment({ name, text }: { name: string; text: string }): SourceContent {
  const redacted = cleanAndRedact(text)
  const secrets = toSecrets(redacted.findings, name, []).map((secret) => ({ ...secret, segment: 'log' as const }))
  if (redacted.text.trim() === '') return { runs: [], fields: [], secrets }
  const segment: Segment = {
    kind: 'log',
    source: name,
    heading: null,
    line: 1,
    flattened: false,
    text: redacted.text.trimEnd(),
  }
  return { runs: [{ segment, section: 0, isHeading: false }], fields: [], secrets }
}

interface RedactedRun {
  readonly run: SegmentRun
  readonly secrets: readonly Secret[]
}

/**
 * Removing markup can join the parts of a credential, and decoding an entity can produce a credential or a forbidden
 * character. This is rare, so one check of the whole text comes first.
 */
function redactAgain(runs: readonly SegmentRun[]): readonly RedactedRun[] {
  const text = runs.map((run) => run.segment.text).join('\n\n')
  const isClean = cleanAndRedact(text).text === text
  return runs.map((run) => (isClean ? { run, secrets: [] } : redactRun(run)))
}

function redactRun(run: SegmentRun): RedactedRun {
  const { text, findings } = cleanAndRedact(run.segment.text)
  const secrets = findings.map(({ kind, line, live }) => ({
    kind,
    segment: run.segment.kind,
    source: run.segment.source,
    line: run.segment.flattened ? run.segment.line : run.segment.line + line - 1,
    live,
  }))
  return { run: { ...run, segment: { ...run.segment, text } }, secrets }
}

/** A secret outside all segments (in a link URL or an HTML comment) counts as prose. */
function toSecrets(findings: readonly RedactedSpan[], source: Source, segments: readonly Segment[]): Secret[] {
  if (findings.length === 0) return []
  const fallback = source === 'title' ? 'title' : 'prose'
  const kinds = kindsByLine(segments)
  return findings.map(({ kind, line, live }) => ({ kind, segment: kinds.get(line) ?? fallback, source, line, live }))
}

function kindsByLine(segments: readonly Segment[]): ReadonlyMap<number, SegmentKind> {
  const kinds = new Map<number, SegmentKind>()
  for (const { line, kind, text, flattened } of segments) {
    const last = flattened ? line : line + text.split('\n').length - 1
    for (let at = line; at <= last; at++) kinds.set(at, kinds.get(at) ?? kind)
  }
  return kinds
}

/** Tag names that describe the issue, not the failure. `[oauth]` and `mcp:` describe the failure, so they are kept. */
const WORDS =
  'bug|bug report|bug fix|feature|feature request|feat|fix|enhancement|question|help|help wanted|docs|documentation|issue|regression|model|support|request|idea|discussion|chore|test|rfc|proposal|urgent|critical|p[0-4]'
const TAG = new RegExp(
  `^\\s*(?:[[(【](?:${WORDS})[\\])】]\\s*[:：-]?|(?:${WORDS})(?:\\([\\w -]{1,30}\\))?\\s?[:：])\\s*`,
  'i',
)

/**
 * @param title redacted title
 * @returns null when nothing is left after the tags are removed
 */
function readTitle(title: string): Segment | null {
  let text = title
  for (let tag = TAG.exec(text); tag !== null; tag = TAG.exec(text)) text = text.slice(tag[0].length)
  text = text.trim()
  if (text === '') return null
  return { kind: 'title', source: 'title', heading: null, line: 1, flattened: false, text }
}
