import { describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../../src/core/diagnosis/diagnosis.ts'
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

/** The state after the bot spoke once. */
function spoken(diagnosis: Diagnosis): IssueState {
  return applyTo(stateOf(), decide(diagnosis, stateOf()))
}

describe('on a new issue', () => {
  test('an assert sets the label of the signature and writes the comment', () => {
    const plan = decide(MISSING, stateOf())
    expect(plan.addLabels.map((it) => it.name)).toEqual(['auth: missing scope'])
    expect(plan.comment).toMatchObject({ kind: 'create', body: expect.stringContaining('This looks like') })
  })

  test('an ask sets the label of the question and writes the comment', () => {
    const plan = decide(QUESTION, stateOf())
    expect(plan.addLabels.map((it) => it.name)).toEqual(['needs: auth evidence'])
    expect(plan.comment).toMatchObject({ kind: 'create', body: expect.stringContaining(PACK.topic.ask) })
  })

  test('silence changes nothing and withholds nothing', () => {
    const plan = decide(SILENCE, stateOf())
    expect(plan).toEqual({ addLabels: [], removeLabels: [], comment: { kind: 'none' }, suppressed: [] })
  })

  test('a signature that the pack does not have changes nothing', () => {
    expect(isEmptyPlan(decide(assertOf(candidateOf('gone')), stateOf()))).toBe(true)
  })
})

describe('a second run', () => {
  test.each([
    ['an assert', MISSING],
    ['an ask', QUESTION],
    ['silence', SILENCE],
  ])('after %s changes nothing', (_, diagnosis) => {
    expect(isEmptyPlan(decide(diagnosis, spoken(diagnosis)))).toBe(true)
  })

  test.each([
    ['an ask became an assert', QUESTION, MISSING],
    ['an assert became another', MISSING, INVALID],
    ['an assert became an ask', MISSING, QUESTION],
    ['an assert became silence', MISSING, SILENCE],
    ['an ask became silence', QUESTION, SILENCE],
  ])('changes nothing when the first was made after %s', (_, before, after) => {
    const state = applyTo(spoken(before), decide(after, spoken(before)))
    expect(isEmptyPlan(decide(after, state))).toBe(true)
  })
})

describe('when the issue was edited', () => {
  test('an answered question takes its label off and turns the comment into the answer', () => {
    const plan = decide(MISSING, spoken(QUESTION))
    expect(plan.addLabels.map((it) => it.name)).toEqual(['auth: missing scope'])
    expect(plan.removeLabels).toEqual(['needs: auth evidence'])
    expect(plan.comment).toMatchObject({ kind: 'update', id: 1, body: expect.stringContaining('This looks like') })
  })

  test('a reading that no longer holds is taken back in place', () => {
    const plan = decide(SILENCE, spoken(MISSING))
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

  test('a reading that was taken back can be given again', () => {
    const silent = applyTo(spoken(MISSING), decide(SILENCE, spoken(MISSING)))
    const plan = decide(MISSING, silent)
    expect(plan.addLabels.map((it) => it.name)).toEqual(['auth: missing scope'])
    expect(plan.comment.kind).toBe('update')
  })
})

describe('a credential in the issue', () => {
  const WARNED = applyTo(stateOf(), decide(SILENCE, stateOf(), LEAK))

  test('is warned of even when there is nothing else to say', () => {
    expect(decide(SILENCE, stateOf(), LEAK)).toMatchInlineSnapshot(`
      {
        "addLabels": [
          {
            "color": "b60205",
            "description": "A working credential seems to stand in this issue; it has to be revoked",
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

  test('is warned of before anything else, and labelled beside the cause', () => {
    const plan = decide(MISSING, stateOf(), LEAK)
    expect(plan.addLabels.map((it) => it.name)).toEqual(['auth: missing scope', 'security: leaked credential'])
    expect(plan.comment).toMatchObject({ kind: 'create', body: expect.stringMatching(/^<!--.*-->\n> \[!WARNING\]/) })
  })

  test('is warned of once', () => {
    expect(isEmptyPlan(decide(SILENCE, WARNED, LEAK))).toBe(true)
  })

  test('that was taken out takes label and warning with it', () => {
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

  test('that was taken out leaves nothing to do a second time', () => {
    const gone = applyTo(WARNED, decide(SILENCE, WARNED))
    expect(isEmptyPlan(decide(SILENCE, gone))).toBe(true)
  })

  test('that was taken out leaves the reading of the failure as it is', () => {
    const both = applyTo(stateOf(), decide(MISSING, stateOf(), LEAK))
    const plan = decide(MISSING, both)
    expect(plan.removeLabels).toEqual(['security: leaked credential'])
    expect(plan.comment).toEqual({ ...decide(MISSING, stateOf()).comment, kind: 'update', id: 1 })
  })

  test('that comes back is warned of in the same comment', () => {
    const gone = applyTo(WARNED, decide(SILENCE, WARNED))
    const plan = decide(SILENCE, gone, LEAK)
    expect(plan.comment).toMatchObject({ kind: 'update', id: 1, body: WARNED.ownComment?.body })
    expect(plan.addLabels.map((it) => it.name)).toEqual(['security: leaked credential'])
  })

  test('is not labelled again, nor warned of again, when people took both away', () => {
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

  test('of no use to anybody gets neither label nor warning', () => {
    const spent = reportOf({ secrets: [{ ...SECRET, kind: 'authorization-code', live: false }] })
    expect(isEmptyPlan(decide(SILENCE, stateOf(), spent))).toBe(true)
  })

  test('in a closed issue is left to people, and that is said', () => {
    const plan = decide(SILENCE, stateOf({ open: false }), LEAK)
    expect(plan).toMatchObject({ comment: { kind: 'none' }, suppressed: ['the issue is closed'] })
  })
})

describe('what people did', () => {
  test('stays done when they took the label off and deleted the comment', () => {
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
  ])('ends all changes when the issue is %s', (_, ended, because) => {
    for (const before of [stateOf(), spoken(QUESTION)]) {
      const plan = decide(MISSING, { ...before, ...ended })
      expect(isEmptyPlan(plan)).toBe(true)
      expect(plan.suppressed).toEqual([because])
    }
  })

  test('leaves nothing to withhold where there was nothing to say', () => {
    expect(decide(SILENCE, stateOf({ open: false })).suppressed).toEqual([])
  })
})

test('a plan survives JSON', () => {
  const plan = decide(MISSING, stateOf())
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
})
