import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import { parseCorpus } from '../../../src/core/evaluation/corpus.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { SHIPPED as pack } from '../../support/shipped.ts'
import { readTraceFiles } from '../flow/trace-files.ts'

const LOGS = new URL('../../fixtures/healthy-logs/', import.meta.url)
const CORPUS = new URL('../../corpus/', import.meta.url)

const logs = [
  ...readdirSync(LOGS).map((name) => ({ name, text: readFileSync(new URL(name, LOGS), 'utf8') })),
  ...readTraceFiles('healthy').map(({ name, text }) => ({ name, text })),
]
/** Reports about something else, without those that are taken for an authentication failure even without a log. */
const others = parseCorpus(readFileSync(new URL('not-auth-2.jsonl', CORPUS), 'utf8'), 'not-auth-2.jsonl')
  .filter((_, at) => at % 4 === 0)
  .filter(({ issue }) => diagnose(readReport(issue), pack).decision !== 'assert')

/** Of the reports that one log is tried with; in all pairs, at most five in a thousand are asked about it. */
const MAX_ASKED = 1

/** Each log is tried with every sixteenth report, beginning with another one each time. */
const TURNS = 16

describe.each(logs.map((log, at) => ({ ...log, turn: at % TURNS })))('the log of a login that works: $name', (log) => {
  test('proves nothing by itself', () => {
    const issue = { title: 'Login fails', body: 'Login fails, log attached.', attachments: [log] }
    expect(diagnose(readReport(issue), pack).decision).not.toBe('assert')
  })

  test('makes no report about something else an authentication failure', () => {
    const chosen = others.filter((_, at) => at % TURNS === log.turn)
    const decided = chosen.map((it) => ({
      id: it.id,
      alone: diagnose(readReport(it.issue), pack).decision,
      decision: diagnose(readReport({ ...it.issue, attachments: [log] }), pack).decision,
    }))
    expect(decided.filter(({ decision }) => decision === 'assert')).toEqual([])
    const asked = decided.filter(({ alone, decision }) => alone === 'silent' && decision === 'ask')
    expect(asked.length).toBeLessThanOrEqual(MAX_ASKED)
  })
})
