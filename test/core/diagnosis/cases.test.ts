/**
 * Short reports with the right answer to each, by the kind of fault that they stand for: `test/cases/<kind>/<name>.md`,
 * with the answers in `expected.json`. A case that is known to fail is listed in `known-failures.json`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../src/adapters/attachments/read-file.ts'
import { toTriageDocument } from '../../../src/app/triage-document.ts'
import { triageReport, UNTOUCHED } from '../../../src/core/plan/triage-report.ts'
import { parseIssueText } from '../../../src/core/report/issue-text.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { SHIPPED } from '../../support/shipped.ts'

interface RightAnswer {
  readonly decision: string | readonly string[]
  /** Signatures that may be asserted. */
  readonly signature?: string | readonly string[] | null
  /** Signatures that must not be asserted. */
  readonly notSignature?: string | readonly string[]
  /** Text that the comment must quote. */
  readonly quote?: string
  /** Texts that the comment must not contain. */
  readonly notInComment?: readonly string[]
  readonly why: string
}

const FOLDER = new URL('../../cases/', import.meta.url)
const ANSWERS: Readonly<Record<string, RightAnswer>> = JSON.parse(
  readFileSync(new URL('expected.json', FOLDER), 'utf8'),
)
const KNOWN_FAILURES: readonly string[] = JSON.parse(readFileSync(new URL('known-failures.json', FOLDER), 'utf8'))
const RULES = plainRules(SHIPPED)

async function answer(id: string) {
  const attached = new URL(`${id.replace(/\.md$/, '.attach')}/`, FOLDER)
  const names = existsSync(attached) ? readdirSync(attached).sort() : []
  const read = await Promise.all(names.map((name) => readFile({ name, bytes: readFileSync(new URL(name, attached)) })))
  const issue = parseIssueText(readFileSync(new URL(id, FOLDER), 'utf8'), {
    attachments: read.flatMap(({ attachments }) => attachments),
  })
  const triage = triageReport({ ...issue, unread: read.flatMap(({ unread }) => unread) }, UNTOUCHED, RULES)
  return toTriageDocument(triage, RULES.pack)
}

function listOf<T>(value: T | readonly T[] | null | undefined): readonly T[] {
  return value === null || value === undefined ? [] : ([value].flat() as T[])
}

/** Returns what is wrong with the answer to a case. */
async function faultsOf(id: string): Promise<readonly string[]> {
  const wanted = ANSWERS[id] as RightAnswer
  const { decision, signature, comment } = await answer(id)
  const isAsserted = decision === 'assert'
  const squeeze = (text: string) => text.replaceAll(/[`\\>\s\u200b\u2060]+/g, ' ')
  return [
    ...(listOf(wanted.decision).includes(decision) ? [] : [`decision ${decision} (${signature})`]),
    ...(isAsserted && listOf(wanted.notSignature).includes(signature as string) ? [`asserts ${signature}`] : []),
    ...(isAsserted && !listOf(wanted.signature).includes(signature as string) ? [`signature ${signature}`] : []),
    ...(isAsserted && wanted.quote !== undefined && !squeeze(comment ?? '').includes(squeeze(wanted.quote))
      ? [`does not quote ${wanted.quote}`]
      : []),
    ...listOf(wanted.notInComment).flatMap((text) => (comment?.includes(text) ? [`says ${text}`] : [])),
  ]
}

const byKind = Map.groupBy(Object.keys(ANSWERS), (id) => id.slice(0, id.indexOf('/')))

describe.each([...byKind])('%s', (_, ids) => {
  test.each(ids)('%s', async (id) => {
    const faults = await faultsOf(id)
    if (KNOWN_FAILURES.includes(id)) expect(faults, 'This case passes now: remove it from the list.').not.toEqual([])
    else expect(faults, ANSWERS[id]?.why).toEqual([])
  })
})

test('the list of known failures names existing cases', () => {
  expect(KNOWN_FAILURES.filter((id) => !(id in ANSWERS))).toEqual([])
})
