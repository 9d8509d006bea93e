/** The functions that read untrusted text, each with the size of the largest text that it can receive. */
import { shippedPack } from '../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../src/adapters/pack-folder.ts'
import { diagnose } from '../../src/core/diagnosis/diagnose.ts'
import { readFixWords } from '../../src/core/fixes/fix-words.ts'
import { readReleaseNotes } from '../../src/core/fixes/release-notes.ts'
import { readClosingWords } from '../../src/core/outcomes/closing-words.ts'
import { readProbeBlocks } from '../../src/core/probe/read-blocks.ts'
import { redact, redactCredentials } from '../../src/core/redaction/redact.ts'
import { cleanText } from '../../src/core/report/clean-text.ts'
import { normalizeHeading } from '../../src/core/report/form-headings.ts'
import { readReportedEnvironment } from '../../src/core/report/read-environment.ts'
import { readReport } from '../../src/core/report/read-report.ts'
import { redactError } from '../../src/core/report/redact-error.ts'
import type { RawIssue, Report, Segment } from '../../src/core/report/report.ts'
import { NO_HINTS } from '../../src/core/report/repository-hints.ts'
import { restoreLineBreaks } from '../../src/core/report/restore-line-breaks.ts'
import { loadPack } from '../../src/core/signatures/load.ts'

export interface EntryPoint {
  readonly name: string
  /** Size of the largest text that the function can receive, in characters. */
  readonly largest: number
  /** Prepares the text and returns the function to measure. */
  readonly ready: (text: string) => () => unknown
}

/** GitHub's maximum length of a body or a comment: https://github.com/orgs/community/discussions/27190 */
export const MAX_BODY_LENGTH = 65_536
/** GitHub's maximum length of a release's notes. */
const RELEASE_NOTES = 125_000
/** Larger than most attached files, and large enough to reveal quadratic time. */
const FILE = 4 * 1024 * 1024

const pack = loadPack(await readPackFolder(shippedPack()))

export const ENTRY_POINTS: readonly EntryPoint[] = [
  entry('readReport: body', MAX_BODY_LENGTH, (body) => readReport({ ...EMPTY, body })),
  entry('readReport: title', MAX_BODY_LENGTH, (title) => readReport({ ...EMPTY, title })),
  entry('readReport: comment', MAX_BODY_LENGTH, (body) =>
    readReport({ ...EMPTY, comments: [{ id: 1, body, createdAt: 0 }] }),
  ),
  entry('readReport: attachment', FILE, (text) => readReport({ ...EMPTY, attachments: [{ name: 'a.log', text }] })),
  entry('redact', MAX_BODY_LENGTH, redact),
  entry('redactCredentials', MAX_BODY_LENGTH, redactCredentials),
  entry('redactError', MAX_BODY_LENGTH, (text) => redactError(new Error(text, { cause: text }))),
  entry('cleanText', MAX_BODY_LENGTH, cleanText),
  entry('readProbeBlocks', FILE, (text) => readProbeBlocks(`auth-triage-probe/1\n${text}`)),
  entry('restoreLineBreaks', MAX_BODY_LENGTH, restoreLineBreaks),
  entry('normalizeHeading', MAX_BODY_LENGTH, normalizeHeading),
  entry('readReportedEnvironment', MAX_BODY_LENGTH, (text) =>
    readReportedEnvironment(
      {
        title: text,
        fields: [{ heading: text, line: 1, text }],
        segments: [segment(text, 'prose'), segment(text, 'log')],
      },
      NO_HINTS,
    ),
  ),
  after('diagnose', MAX_BODY_LENGTH, {
    read: (body) => readReport({ ...EMPTY, body }),
    run: (it) => diagnose(it, pack),
  }),
  entry('readClosingWords', MAX_BODY_LENGTH, readClosingWords),
  entry('readFixWords', MAX_BODY_LENGTH, readFixWords),
  entry('readReleaseNotes', RELEASE_NOTES, (notes) =>
    readReleaseNotes({ tag: notes.slice(0, 255), notes }, { owner: 'acme', repo: 'app' }),
  ),
]

const EMPTY: RawIssue = { title: '', body: null, attachments: [] }

function entry(name: string, largest: number, run: (text: string) => unknown): EntryPoint {
  return { name, largest, ready: (text) => () => run(text) }
}

/** Creates an entry point whose function works on another function's result. */
function after(
  name: string,
  largest: number,
  { read, run }: { read: (text: string) => Report; run: (report: Report) => unknown },
): EntryPoint {
  return {
    name,
    largest,
    ready: (text) => {
      const report = read(text)
      return () => run(report)
    },
  }
}

function segment(text: string, kind: Segment['kind']): Segment {
  return { kind, source: 'body', heading: null, line: 1, flattened: false, text }
}
