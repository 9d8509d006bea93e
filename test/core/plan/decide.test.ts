import { describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../../src/core/diagnosis/diagnosis.ts'
import { NO_FEEDBACK } from '../../../src/core/feedback/issue-feedback.ts'
import { decidePlan, isEmptyPlan } from '../../../src/core/plan/decide.ts'
import type { IssueState } from '../../../src/core/plan/plan.ts'
import { applyTo, stateOf } from '../../support/issue-state.ts'
import { askOf, assertOf, candidateOf, reportOf, silence } from '../../support/reports.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

const PACK = packOf(signatureOf('invalid-scope'), signatureOf('missing-scope'))
const MISSING = assertOf(candidateOf('missing-scope'))
const INVALID = assertOf(candidateOf('invalid-scope'))
const QUESTION = askOf([], PACK.topic.ask)
const SILENCE = silence()

const SECRET = { kind: 'github-token', segment: 'log', source: 'body', line: 4, live: true } as const
const LEAK = reportOf({ secrets: [SECRET] })

function decide(diagnosis: Diagnosis, state: IssueState, report = reportOf()) {
  return decidePlan({ report, diagnosis, pack: PACK, state })
}

/** The state after the bot applied its first plan. */
function appliedOnce(diagnosis: Diagnosis): IssueState {
  return applyTo(stateOf(), decide(diagnosis, stateOf()))
}

describe('on a new issue', () => {
  test("an assert sets the signature's label and writes the comment", () => {
    const plan = decide(MISSING, stateOf())
    expect(plan.addLabels.map((it) => it.name)).toEqual(['auth: missing scope'])
    expect(plan.comment).toMatchObject({ kind: 'create', body: expect.stringContaining('This looks like') })
  })

  test('an ask sets the question label and writes the comment', () => {
    const plan = decide(QUESTION, stateOf())
    expect(plan.addLabels.map((it) => it.name)).toEqual(['needs: auth evidence'])
    expect(plan.comment).toMatchObject({ kind: 'create', body: expect.stringContaining(PACK.topic.ask) })
  })

  test('silence changes nothing and suppresses nothing', () => {
    const plan = decide(SILENCE, stateOf())
    expect(plan).toEqual({ addLabels: [], removeLabels: [], comment: { kind: 'none' }, suppressed: [] })
  })

  test('a signature that is not in the pack changes nothing', () => {
    expect(isEmptyPlan(decide(assertOf(candidateOf('gone')), stateOf()))).toBe(true)
  })
})

describe('a second run', () => {
  test.each([
    ['an assert', MISSING],
    ['an ask', QUESTION],
    ['silence', SILENCE],
  ])('after %s changes nothing', (_, diagnosis) => {
    expect(isEmptyPlan(decide(diagnosis, appliedOnce(diagnosis)))).toBe(true)
  })

  test.each([
    ['an ask became an assert', QUESTION, MISSING],
    ['an assert became another', MISSING, INVALID],
    ['an assert became an ask', MISSING, QUESTION],
    ['an assert became silence', MISSING, SILENCE],
    ['an ask became silence', QUESTION, SILENCE],
  ])('changes nothing after %s', (_, before, after) => {
    const state = applyTo(appliedOnce(before), decide(after, appliedOnce(before)))
    expect(isEmptyPlan(decide(after, state))).toBe(true)
  })
})

describe('when the issue was edited', () => {
  test('an answered question loses its label, and its comment becomes the answer', () => {
    const plan = decide(MISSING, appliedOnce(QUESTION))
    expect(plan.addLabels.map((it) => it.name)).toEqual(['auth: missing scope'])
    expect(plan.removeLabels).toEqual(['needs: auth evidence'])
    expect(plan.comment).toMatchObject({ kind: 'update', id: 1, body: expect.stringContaining('This looks like') })
  })

  test('an answer that no longer applies is withdrawn in place', () => {
    const plan = decide(SILENCE, appliedOnce(MISSING))
    expect(plan).toMatchInlineSnapshot(`
      {
        "addLabels": [],
        "comment": {
          "body": "<!-- auth-triage:v1 {"decision":"silent","signature":null,"pack":"0123456789ab"} -->
      The earlier answer in this comment no longer applies: the issue as it is now matches no authentication failure that this bot knows. There is nothing to do here.",
          "id": 1,
          "kind": "update",
        },
        "removeLabels": [
          "auth: missing scope",
        ],
        "suppressed": [],
      }
    `)
  })

  test('a withdrawn answer can be given again', () => {
    const silent = applyTo(appliedOnce(MISSING), decide(SILENCE, appliedOnce(MISSING)))
    const plan = decide(MISSING, silent)
    expect(plan.addLabels.map((it) => it.name)).toEqual(['auth: missing scope'])
    expect(plan.comment.kind).toBe('update')
  })
})

describe('a credential in the issue', () => {
  const WARNED = applyTo(stateOf(), decide(SILENCE, stateOf(), LEAK))

  test('gets a warning even when there is nothing else to say', () => {
    expect(decide(SILENCE, stateOf(), LEAK)).toMatchInlineSnapshot(`
      {
        "addLabels": [
          {
            "color": "b60205",
            "description": "This issue seems to contain a working credential, which must be revoked",
            "name": "security: leaked credential",
          },
        ],
        "comment": {
          "body": "<!-- auth-triage:v1 {"decision":"silent","signature":null,"pack":"0123456789ab","warned":true} -->
      > [!WARNING]
      > **This issue contains what looks like a working credential:**
      >
      > - GitHub token, in line 4 of the description. To revoke: https://github.com/settings/tokens
      >
      > Please revoke it first, then remove it from the text. Editing alone is not enough: the edit history shows the old text to everyone who can read the issue until that revision is deleted too.

      <sub>Not a credential? Remove the label, and the bot won't add it again. More: \`/triage help\`. This bot never closes issues.<br>pack 0123456789ab</sub>",
          "kind": "create",
        },
        "removeLabels": [],
        "suppressed": [],
      }
    `)
  })

  test("gets the warning first, and its label next to the cause's label", () => {
    const plan = decide(MISSING, stateOf(), LEAK)
    expect(plan.addLabels.map((it) => it.name)).toEqual(['auth: missing scope', 'security: leaked credential'])
    expect(plan.comment).toMatchObject({ kind: 'create', body: expect.stringMatching(/^<!--.*-->\n> \[!WARNING\]/) })
  })

  test('gets only one warning', () => {
    expect(isEmptyPlan(decide(SILENCE, WARNED, LEAK))).toBe(true)
  })

  test('that is removed loses its label and warning', () => {
    expect(decide(SILENCE, WARNED)).toMatchInlineSnapshot(`
      {
        "addLabels": [],
        "comment": {
          "body": "<!-- auth-triage:v1 {"decision":"silent","signature":null,"pack":"0123456789ab","warned":true} -->
      The credential that this comment warned about is gone from the issue. If it still works, please revoke it anyway.",
          "id": 1,
          "kind": "update",
        },
        "removeLabels": [
          "security: leaked credential",
        ],
        "suppressed": [],
      }
    `)
  })

  test('that is removed changes nothing in a second run', () => {
    const gone = applyTo(WARNED, decide(SILENCE, WARNED))
    expect(isEmptyPlan(decide(SILENCE, gone))).toBe(true)
  })

  test('that is removed does not affect the answer about the failure', () => {
    const both = applyTo(stateOf(), decide(MISSING, stateOf(), LEAK))
    const plan = decide(MISSING, both)
    expect(plan.removeLabels).toEqual(['security: leaked credential'])
    expect(plan.comment).toEqual({ ...decide(MISSING, stateOf()).comment, kind: 'update', id: 1 })
  })

  test('that is added again gets its warning in the same comment', () => {
    const gone = applyTo(WARNED, decide(SILENCE, WARNED))
    const plan = decide(SILENCE, gone, LEAK)
    expect(plan.comment).toMatchObject({ kind: 'update', id: 1, body: WARNED.ownComment?.body })
    expect(plan.addLabels.map((it) => it.name)).toEqual(['security: leaked credential'])
  })

  test('gets no label and no warning after people removed both', () => {
    const state = stateOf({
      labelEvents: [
        { label: 'security: leaked credential', action: 'labeled', by: 'us' },
        { label: 'security: leaked credential', action: 'unlabeled', by: 'person' },
      ],
      ownCommentDeleted: true,
    })
    const plan = decide(SILENCE, state, LEAK)
    expect(isEmptyPlan(plan)).toBe(true)
    expect(plan.suppressed).toEqual([
      'label removed by a person: security: leaked credential',
      'comment deleted by a person',
    ])
  })

  test('that no longer works gets no label and no warning', () => {
    const spent = reportOf({ secrets: [{ ...SECRET, kind: 'authorization-code', live: false }] })
    expect(isEmptyPlan(decide(SILENCE, stateOf(), spent))).toBe(true)
  })

  test('in a closed issue changes nothing, and the reason is recorded', () => {
    const plan = decide(SILENCE, stateOf({ open: false }), LEAK)
    expect(plan).toMatchObject({ comment: { kind: 'none' }, suppressed: ['the issue is closed'] })
  })
})

describe("people's changes", () => {
  test('are respected when they removed the label and deleted the comment', () => {
    const state = stateOf({
      labelEvents: [
        { label: 'auth: missing scope', action: 'labeled', by: 'us' },
        { label: 'auth: missing scope', action: 'unlabeled', by: 'person' },
      ],
      ownCommentDeleted: true,
    })
    expect(decide(MISSING, state)).toEqual({
      addLabels: [],
      removeLabels: [],
      comment: { kind: 'none' },
      suppressed: ['label removed by a person: auth: missing scope', 'comment deleted by a person'],
    })
  })

  test.each([
    ['closed', { open: false }, 'the issue is closed'],
    ['locked', { locked: true }, 'the issue is locked'],
    ['closed and locked', { open: false, locked: true }, 'the issue is locked'],
  ])('suppress every change when the issue is %s', (_, ended, because) => {
    for (const before of [stateOf(), appliedOnce(QUESTION)]) {
      const plan = decide(MISSING, { ...before, ...ended })
      expect(isEmptyPlan(plan)).toBe(true)
      expect(plan.suppressed).toEqual([because])
    }
  })

  test('suppress nothing on a closed issue when there is nothing to say', () => {
    expect(decide(SILENCE, stateOf({ open: false })).suppressed).toEqual([])
  })
})

test('a plan survives JSON', () => {
  const plan = decide(MISSING, stateOf())
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
})

describe('another question', () => {
  const FIRST = askOf([], PACK.topic.ask)
  const SECOND = askOf([], 'Which version do you use?')
  const asked = (questions: readonly string[]) => {
    const state = appliedOnce(FIRST)
    const feedback = { ...NO_FEEDBACK, asked: questions }
    return decidePlan({ report: reportOf(), diagnosis: SECOND, pack: PACK, state, feedback }).comment.kind
  }

  test('comes as a new comment, so that the reporter is notified', () => {
    expect(asked([PACK.topic.ask])).toBe('create')
  })

  test('edits the comment if the question was asked before', () => {
    expect(asked([PACK.topic.ask, 'Which version do you use?'])).toBe('update')
  })
})
