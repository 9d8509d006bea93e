import { describe, expect, test } from 'vitest'
import { renderChecklist } from '../../../src/core/comments/checklist.ts'
import type { Diagnosis } from '../../../src/core/diagnosis/diagnosis.ts'
import type { Stage } from '../../../src/core/flow/stage.ts'
import { evidenceOf, reportOf } from '../../support/reports.ts'
import { signatureOf } from '../../support/signatures.ts'

const ANYWHERE = { report: reportOf(), answers: [], values: {} }
const STEP = { check: 'Look', outcomes: [{ see: 'Yes' }, { see: 'No' }] }

type BrokenFlow = NonNullable<NonNullable<Diagnosis['flow']>['broken']>

function flowAt(stage: Stage, reached: Stage | null): Diagnosis['flow'] {
  const broken: BrokenFlow = { stage, side: 'unknown', status: null, error: null, segment: 'body', line: 1 }
  return { reached, broken }
}

function checklistOf(...checklist: readonly unknown[]) {
  return signatureOf('missing-scope', { checklist })
}

describe('checklist steps', () => {
  test.each([
    ['nothing known', {}, 'A B'],
    ['another product', { product: 'cowork' }, 'A B'],
    ['the product', { product: 'codex' }, 'A B D'],
    ['the operating system', { os: 'linux' }, 'A B C'],
    ['WSL, which runs Linux', { os: 'wsl' }, 'A B C'],
    ['both', { product: 'codex', os: 'linux' }, 'A B C D E'],
  ] as const)("are selected by the report's environment: %s", (_, environment, expected) => {
    const steps = checklistOf(
      { ...STEP, check: 'A' },
      { ...STEP, check: 'B' },
      { ...STEP, check: 'C', when: { os: 'linux' } },
      { ...STEP, check: 'D', when: { product: ['codex', 'cursor'] } },
      { ...STEP, check: 'E', when: { product: 'codex', os: 'linux' } },
    )
    const report = reportOf({ environment: { ...reportOf().environment, ...environment } })
    const { whole } = renderChecklist(steps, { ...ANYWHERE, report })
    expect([...whole.matchAll(/\*\*([A-E])\.\*\*/g)].map((match) => match[1]).join(' ')).toBe(expected)
  })

  test('keep their numbers from the signature', () => {
    const steps = checklistOf({ ...STEP, when: { os: 'macos' } }, { ...STEP, check: 'B' }, { ...STEP, check: 'C' })
    expect(renderChecklist(steps, ANYWHERE)).toMatchObject({ steps: [2, 3] })
  })

  test('are none when none applies', () => {
    const steps = checklistOf({ ...STEP, when: { os: 'macos' } }, { ...STEP, when: { product: 'codex' } })
    expect(renderChecklist(steps, ANYWHERE)).toEqual({
      found: '',
      short: '',
      isShortFull: false,
      answered: '',
      whole: '',
      steps: [],
    })
  })

  test('with the same check are variants, of which the first that fits is listed', () => {
    const steps = checklistOf(
      { ...STEP, how: 'codex list', when: { product: 'codex' } },
      { ...STEP, how: 'list by hand' },
      { ...STEP, check: 'B' },
    )
    expect(renderChecklist(steps, ANYWHERE).steps).toEqual([2, 3])
    const report = reportOf({ environment: { ...reportOf().environment, product: 'codex' } })
    expect(renderChecklist(steps, { ...ANYWHERE, report }).steps).toEqual([1, 3])
  })

  test('for words of the report are listed only if it says them', () => {
    const steps = checklistOf(
      { ...STEP, check: 'A', when: { says: 'EKS' } },
      { ...STEP, check: 'B' },
      { ...STEP, check: 'C' },
    )
    expect(renderChecklist(steps, ANYWHERE).steps).toEqual([2, 3])
    const answers = [{ ...evidenceOf(), id: 'missing-scope/checklist/0/says' }]
    expect(renderChecklist(steps, { ...ANYWHERE, answers }).steps).toEqual([1, 2, 3])
  })

  test('with the same check and the same `when` are chosen by the values that the report has', () => {
    const steps = checklistOf(
      { ...STEP, how: 'ask {{auth-server}}' },
      { ...STEP, how: 'ask {{server-origin}}' },
      { ...STEP, how: 'ask anyone', when: { says: 'EKS' } },
    )
    const chosen = (values: Readonly<Record<string, string>>) => renderChecklist(steps, { ...ANYWHERE, values }).steps
    expect(chosen({})).toEqual([2])
    expect(chosen({ 'server-origin': 'https://a.example' })).toEqual([2])
    expect(chosen({ 'server-origin': 'https://a.example', 'auth-server': 'https://id.example' })).toEqual([1])
  })

  test('do not name PowerShell for a command that is the same in every shell', () => {
    const steps = checklistOf({ ...STEP, how: 'look-a', windows: 'look-a' }, STEP)
    expect(renderChecklist(steps, ANYWHERE).whole).not.toContain('PowerShell')
  })

  test.each([
    ['windows', 'in PowerShell, `look-w`'],
    ['wsl', '`look-a`'],
    ['macos', '`look-a`'],
    [null, '`look-a`'],
  ] as const)('show the command for PowerShell only to reports from Windows: %s', (os, first) => {
    const steps = checklistOf(
      { ...STEP, check: 'A', how: 'look-a', windows: 'look-w' },
      { ...STEP, check: 'B', how: 'look-b' },
    )
    const report = reportOf({ environment: { ...reportOf().environment, os } })
    const { whole, short } = renderChecklist(steps, { ...ANYWHERE, report })
    for (const text of [whole, short]) {
      expect(text).toContain(`1. **A:** ${first}`)
      expect(text).toContain('2. **B:** `look-b`')
    }
  })

  test('fill a value into a command as the shell of its system reads it', () => {
    // In PowerShell, a backslash escapes nothing, so the value is outside of the quotation marks.
    const how = String.raw`look "C:\" {{a}}`
    const steps = checklistOf({ ...STEP, how, windows: how }, { ...STEP, check: 'B' })
    const shownOn = (os: 'windows' | 'linux') => {
      const report = reportOf({ environment: { ...reportOf().environment, os } })
      return renderChecklist(steps, { ...ANYWHERE, report, values: { a: 'x.y' } }).whole
    }
    expect(shownOn('windows')).toContain(String.raw`look "C:\" 'x.y'`)
    expect(shownOn('linux')).toContain(String.raw`look "C:\" x.y`)
  })

  test('begin with those that look at the stage where the login broke', () => {
    const steps = checklistOf(
      { ...STEP, check: 'A', stage: 'callback' },
      { ...STEP, check: 'B' },
      { ...STEP, check: 'C', stage: ['token', 'refresh'] },
      { ...STEP, check: 'D', stage: 'first-request' },
    )
    const stepsAt = (broken: BrokenFlow['stage'], reached: Stage | null) =>
      renderChecklist(steps, { ...ANYWHERE, flow: flowAt(broken, reached) }).steps
    expect(stepsAt('token', null)).toEqual([3, 1, 2, 4])
    expect(stepsAt('token', 'callback')).toEqual([3, 2, 4, 1])
    expect(stepsAt('first-request', 'token')).toEqual([4, 2, 3, 1])
    expect(stepsAt('refresh', 'token')).toEqual([3, 2, 4, 1])
  })

  test('for a stage that the login got past say so, and come after the others', () => {
    const steps = checklistOf({ ...STEP, check: 'A', stage: 'callback' }, { ...STEP, check: 'B', stage: 'token' })
    const { short, whole } = renderChecklist(steps, { ...ANYWHERE, flow: flowAt('token', 'callback') })
    expect(short).toMatch(/^1\. \*\*B\./)
    expect(whole).toContain('2. **A.**\n   - You already show: the login got as far as the callback.\n   - Yes.')
    expect(whole.match(/You already show/g)).toHaveLength(1)
  })

  test('keep their order if the log shows a login that went through', () => {
    const steps = checklistOf({ ...STEP, check: 'A', stage: 'callback' }, { ...STEP, check: 'B' })
    const flow = { reached: 'call', broken: null, through: { segment: 'body', line: 3 } } as const
    expect(renderChecklist(steps, { ...ANYWHERE, flow })).toEqual(renderChecklist(steps, ANYWHERE))
  })

  test('that the report answers come last, and say what it reports', () => {
    const steps = checklistOf({ ...STEP, check: 'A' }, { ...STEP, check: 'B' }, { ...STEP, check: 'C' })
    const answers = [evidenceOf({ id: 'missing-scope/checklist/0', segment: 'prose', line: 7, text: 'A is done' })]
    expect(renderChecklist(steps, { ...ANYWHERE, answers })).toEqual({
      found: '',
      isShortFull: true,
      answered: '',
      short: '1. **B.**\n   - Confirmed if: Yes.\n2. **C.**\n   - Confirmed if: Yes.',
      whole: [
        '1. **B.**\n   - Yes.\n   - No.',
        '2. **C.**\n   - Yes.\n   - No.',
        '3. **A.**\n   - You already report: “A is done”, line 7 of the description.\n   - Yes.\n   - No.',
      ].join('\n'),
      steps: [2, 3, 1],
    })
  })

  test.each(['conditional', 'expected', 'wished', 'instructed', 'example'] as const)(
    'stay open if the passage only says what would or should happen: %s',
    (mood) => {
      const steps = checklistOf({ ...STEP, check: 'A' }, { ...STEP, check: 'B' })
      const reading = { section: 'account', mood } as const
      const answers = [evidenceOf({ id: 'missing-scope/checklist/0', segment: 'prose', text: 'A is done', reading })]
      expect(renderChecklist(steps, { ...ANYWHERE, answers })).toEqual(renderChecklist(steps, ANYWHERE))
    },
  )

  test('that the failure makes needless come last, and quote nothing', () => {
    const steps = checklistOf({ ...STEP, check: 'A' }, { ...STEP, check: 'B' })
    const answers = [evidenceOf({ id: 'missing-scope/checklist/0/needless', text: 'the failure' })]
    const { whole, steps: listed } = renderChecklist(steps, { ...ANYWHERE, answers })
    expect(listed).toEqual([2, 1])
    expect(whole).not.toContain('You already report')
  })

  test('that one passage answers quote it once', () => {
    const steps = checklistOf({ ...STEP, check: 'A' }, { ...STEP, check: 'B' }, { ...STEP, check: 'C' })
    const said = (at: number, line: number) =>
      evidenceOf({ id: `missing-scope/checklist/${at}`, segment: 'prose', line, text: 'A and B are done' })
    const { whole } = renderChecklist(steps, { ...ANYWHERE, answers: [said(0, 7), said(1, 7), said(2, 9)] })
    expect(whole.match(/You already report.*/g)).toEqual([
      'You already report: “A and B are done”, line 7 of the description.',
      'You already report it in what is quoted at step 1.',
      'You already report: “A and B are done”, line 9 of the description.',
    ])
  })

  test('quote the passage that shows the outcome before another one that answers them', () => {
    const steps = checklistOf({ ...STEP, check: 'A' }, { ...STEP, check: 'B' })
    const answers = [
      evidenceOf({ id: 'missing-scope/checklist/0', segment: 'prose', text: 'I looked' }),
      evidenceOf({ id: 'missing-scope/checklist/0/outcome/1', segment: 'prose', text: 'it says no' }),
    ]
    const { whole } = renderChecklist(steps, { ...ANYWHERE, answers })
    expect(whole).toContain('You already report: “it says no”')
    expect(whole).not.toContain('I looked')
  })

  test('keep the instruction without its outcomes when a value is missing, after those that say what confirms the failure', () => {
    const steps = checklistOf(
      { ...STEP, how: 'grep scopes= log', outcomes: [{ see: '`{{scope}}` is there' }, { see: 'No' }] },
      { ...STEP, check: 'B' },
    )
    const { whole, steps: listed } = renderChecklist(steps, ANYWHERE)
    expect(whole.startsWith('1. **B.**')).toBe(true)
    expect(whole).toContain('2. **Look:** `grep scopes= log`')
    expect(listed).toEqual([2, 1])
  })

  test('are left out when they are useless without the missing value', () => {
    const steps = checklistOf(
      { ...STEP, check: 'First', outcomes: [{ see: '`{{scope}}` is there' }, { see: 'No' }] },
      STEP,
    )
    expect(renderChecklist(steps, ANYWHERE).whole).toBe('1. **Look.**\n   - Yes.\n   - No.')
  })

  test('show a long command in its own code block', () => {
    const how = `curl -i https://example.com/${'a'.repeat(60)}`
    const { whole } = renderChecklist(checklistOf({ ...STEP, how }, STEP), ANYWHERE)
    expect(whole).toContain(`1. **Look:**\n   \`\`\`text\n   ${how}\n   \`\`\`\n   - Yes.`)
  })

  test.each([
    ['the access log of the server, around the failed call', 'the access log of the server, around the failed call.'],
    ['the `scope=` part of the URL', 'the `scope=` part of the URL.'],
    ['claude mcp list', '`claude mcp list`'],
    ['Settings → Connectors → the switch', '`Settings → Connectors → the switch`'],
  ])('show commands and click paths as code, and sentences as they are: %s', (how, expected) => {
    const { whole } = renderChecklist(checklistOf({ ...STEP, how }, STEP), ANYWHERE)
    expect(whole).toContain(`1. **Look:** ${expected}\n   - `)
  })

  test('are short for the first two, each with what confirms the failure', () => {
    const long = {
      ...STEP,
      outcomes: [{ see: 'One', means: 'Two.', next: 'Three.' }, { see: 'No' }],
    }
    const { short, whole } = renderChecklist(
      checklistOf(long, { ...long, check: 'B' }, { ...long, check: 'C' }),
      ANYWHERE,
    )
    expect(short).toBe('1. **Look.**\n   - Confirmed if: One.\n2. **B.**\n   - Confirmed if: One.')
    expect(whole).toContain('3. **C.**\n   - One. Two. Three.\n   - No.')
  })
})

test('a version that works takes the place of the second step', () => {
  const workingVersion = { version: '1.2.0', failing: null, source: 'body', heading: null, line: 1 }
  const steps = checklistOf({ ...STEP, check: 'A' }, { ...STEP, check: 'B' })
  const { short, isShortFull } = renderChecklist(steps, { ...ANYWHERE, report: reportOf({ workingVersion }) })
  expect(short).not.toContain('B')
  expect(isShortFull).toBe(true)
})

test('a quoted sentence is no command', () => {
  const how = '"Sign in again" in the menu of the account, or its log'
  expect(renderChecklist(checklistOf({ ...STEP, how }, STEP), ANYWHERE).short).toContain(`**Look:** ${how}.`)
})

describe('an outcome that the evidence shows', () => {
  const compare = {
    check: 'Compare',
    outcomes: [{ see: 'They differ', means: 'This confirms the failure.', next: 'Use one.' }, { see: 'No' }],
  }
  const steps = checklistOf({ ...STEP, check: 'A' }, compare)
  const shown = (outcome: number) => ({ ...evidenceOf(), id: `missing-scope/checklist/1/outcome/${outcome}` })
  const answered = { ...evidenceOf(), id: 'missing-scope/checklist/1' }

  test('is found, with what to do then and without the words that confirm', () => {
    const { found } = renderChecklist(steps, { ...ANYWHERE, answers: [shown(0), answered] })
    expect(found).toBe('- **Compare:** They differ. Use one.')
  })

  test('keeps what it means', () => {
    const outcomes = [{ see: 'They differ', means: 'This confirms the failure: one is old.' }, { see: 'No' }]
    const { found } = renderChecklist(checklistOf(STEP, { ...compare, outcomes }), { ...ANYWHERE, answers: [shown(0)] })
    expect(found).toBe('- **Compare:** They differ. One is old.')
  })

  test('keeps the sentence after the one that confirms', () => {
    const outcomes = [{ see: 'They differ', means: 'This confirms the failure. One is old.' }, { see: 'No' }]
    const { found } = renderChecklist(checklistOf(STEP, { ...compare, outcomes }), { ...ANYWHERE, answers: [shown(0)] })
    expect(found).toBe('- **Compare:** They differ. One is old.')
  })

  test('brings its step to the front', () => {
    expect(renderChecklist(steps, { ...ANYWHERE, answers: [shown(0), answered] }).steps).toEqual([2, 1])
  })

  test('can be another than the first', () => {
    expect(renderChecklist(steps, { ...ANYWHERE, answers: [shown(1)] }).found).toBe('- **Compare:** No.')
  })

  test('is none if the passage does not say that it happened', () => {
    const wish = { ...shown(0), reading: { ...shown(0).reading, mood: 'expected' as const } }
    expect(renderChecklist(steps, { ...ANYWHERE, answers: [wish] }).found).toBe('')
  })

  test('is none where the report only answers the step', () => {
    expect(renderChecklist(steps, { ...ANYWHERE, answers: [answered] }).found).toBe('')
  })

  test('takes up no more room than the open steps would', () => {
    const answers = [0, 1, 2].map((step) => ({ ...evidenceOf(), id: `missing-scope/checklist/${step}/outcome/0` }))
    const { found } = renderChecklist(checklistOf(STEP, { ...STEP, check: 'B' }, { ...STEP, check: 'C' }), {
      ...ANYWHERE,
      answers,
    })
    expect(found.split('\n')).toHaveLength(2)
  })
})
