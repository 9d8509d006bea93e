import type { Diagnosis } from '../../../src/core/diagnosis/diagnosis.ts'
import { digestReport, type IndexedReport } from '../../../src/core/duplicates/digest.ts'
import { chooseFlow, readTraces } from '../../../src/core/flow/report-flow.ts'
import { readReport } from '../../../src/core/report/read-report.ts'

const UNDIAGNOSED: Diagnosis = {
  decision: 'silent',
  reason: 'not-auth',
  signature: null,
  confidence: 0,
  topic: 0,
  ranked: [],
  question: null,
  flow: null,
  generic: null,
  answers: [],
  values: {},
  captures: {},
}

/** The diagnosed cause of a test report. */
export interface Shown {
  readonly signature: string
  readonly confidence?: number
  readonly captures?: Readonly<Record<string, string>>
}

export type ReportChanges = Partial<Omit<IndexedReport, 'digest'>> & { readonly shows?: Shown }

/** An indexed report made from a title and a Markdown body. */
export function indexed(title: string, body: string, { shows, ...changes }: ReportChanges = {}): IndexedReport {
  const report = readReport({ title, body, attachments: [] })
  const diagnosis = shows === undefined ? UNDIAGNOSED : diagnosisOf(shows)
  const digest = digestReport(report, { ...diagnosis, flow: chooseFlow(readTraces(report.segments)) })
  const untouched = {
    number: 1,
    author: 'reporter',
    createdAt: 0,
    open: true,
    closedAt: null,
    closedAs: null,
    reactions: 0,
  }
  return { ...untouched, ...changes, digest } as IndexedReport
}

function diagnosisOf({ signature, confidence = 0.97, captures = {} }: Shown): Diagnosis {
  const candidate = { signature, confidence, evidence: [], against: [], textClass: null, question: null }
  return { ...UNDIAGNOSED, decision: 'assert', reason: 'sure', signature, confidence, captures, ranked: [candidate] }
}
