import { describe, expect, test } from 'vitest'
import type { IssueState } from '../../../src/core/plan/plan.ts'
import { triageReport } from '../../../src/core/plan/triage-report.ts'
import { suppress } from '../../../src/core/plan/write-policy.ts'
import { parseSettings } from '../../../src/core/settings/parse-settings.ts'
import { resolveRules } from '../../../src/core/settings/rules.ts'
import { stateOf } from '../../support/issue-state.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const pack = twoSignaturePack()
const TOKEN = `ghp_${'a1B2'.repeat(9)}`

function plan(text: string, state: Partial<IssueState> = {}, body = 'lost-badge found') {
  const { settings } = parseSettings(text)
  if (settings === null) throw new Error('invalid settings')
  const rules = resolveRules(pack, { settings, problems: [], mayLoosen: false })
  const issue = { title: 'It fails', body, attachments: [] }
  return triageReport(issue, stateOf({ type: null, fields: [], ...state }), rules).plan
}

test('GitHub’s own fields are not used by default', () => {
  expect(plan('').native).toBeUndefined()
})

test('a suggestion says why, how sure the bot is, and that a person decides', () => {
  expect(plan('native: suggest').native).toMatchObject({
    suggest: true,
    confidence: expect.stringMatching(/^(?:low|medium|high)$/),
    rationale: 'The lost badge (lost-badge, version 1): lost-badge found',
    labels: ['auth: lost badge'],
  })
})

test('an applied label has the same reason', () => {
  expect(plan('native: apply').native).toMatchObject({ suggest: false, labels: ['auth: lost badge'] })
})

test('a reason is at most 280 characters long, and contains no credential and no mention', () => {
  const body = `lost-badge found by @octocat ${TOKEN} ${'and so on '.repeat(60)}`
  const { rationale = '' } = plan('native: suggest', {}, body).native ?? {}
  expect(rationale.length).toBeLessThanOrEqual(280)
  expect(rationale).toMatch(/…$/)
  expect(rationale).not.toContain(TOKEN)
  expect(rationale).not.toMatch(/@octocat/)
})

test('labels for all causes are explained, and those for other purposes are not', () => {
  const text = 'native: suggest\nlabels: { all: [auth], waiting: { reporter: needs-info } }'
  const { addLabels, native } = plan(text)
  expect(addLabels.map(({ name }) => name)).toEqual(['auth: lost badge', 'auth', 'needs-info'])
  expect(native?.labels).toEqual(['auth: lost badge', 'auth'])
})

test('a label that was suggested before is not suggested again, whatever became of it', () => {
  for (const state of ['pending', 'dismissed'] as const) {
    const suggestions = [{ kind: 'label', name: 'Auth: Lost Badge', state }] as const
    const { addLabels, suppressed } = plan('native: suggest', { suggestions })
    expect(addLabels).toEqual([])
    expect(suppressed).toContain(`label suggested (${state}): auth: lost badge`)
  }
})

describe('type and fields', () => {
  const TEXT = 'native: apply\nissue-type: Bug\nissue-fields: { 42: Authentication }'

  test('are suggested if they are empty', () => {
    expect(plan(TEXT).native).toMatchObject({ type: 'Bug', fields: [{ id: 42, value: 'Authentication' }] })
  })

  test('are left alone if somebody filled them', () => {
    expect(plan(TEXT, { type: 'Feature', fields: [42] }).native).toMatchObject({ type: null, fields: [] })
  })

  test('are suggested once', () => {
    const suggestions = [
      { kind: 'type', name: 'Task', state: 'dismissed' },
      { kind: 'field', name: '42', state: 'dismissed' },
    ] as const
    expect(plan(TEXT, { suggestions }).native).toMatchObject({ type: null, fields: [] })
  })

  test('are left alone on a report without a named cause', () => {
    expect(plan(TEXT, {}, 'Nothing of interest.').native).toBeUndefined()
  })
})

test('nothing of this is used in `label-only` mode', () => {
  expect(plan('mode: label-only\nnative: suggest\nissue-type: Bug').native).toBeUndefined()
})

test('a policy that suppresses everything, or labels, suppresses suggestions', () => {
  const wanted = plan('native: suggest\nissue-type: Bug')
  expect(suppress(wanted, { everything: 'stopped', newComment: null })).toMatchObject({
    suppressed: expect.arrayContaining(['stopped: suggest label auth: lost badge', 'stopped: suggest type Bug']),
  })
  expect(suppress(wanted, { everything: 'stopped', newComment: null }).native).toBeUndefined()
  expect(suppress(wanted, { everything: null, newComment: null, labels: 'budget' }).native).toBeUndefined()
})
