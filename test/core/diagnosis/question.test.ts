import { describe, expect, test } from 'vitest'
import type { Reason } from '../../../src/core/diagnosis/diagnosis.ts'
import type { FailureLine } from '../../../src/core/diagnosis/error-line.ts'
import { askedQuestion, chooseQuestion } from '../../../src/core/diagnosis/question.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { candidateOf, evidenceOf } from '../../support/reports.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

function lineOf(words: string, fields: Partial<FailureLine> = {}): FailureLine {
  return { words, isError: true, hasContext: false, hasStatus: false, hasBody: false, ...fields }
}

const FIRST = signatureOf('missing-scope', { ask: 'Which scopes?' })
const SECOND = signatureOf('stale-session', { ask: 'Since when?' })
const RANKED = [
  candidateOf('missing-scope', { question: 'Which scopes?' }),
  candidateOf('stale-session', { question: 'Since when?' }),
]

type Questions = ReadonlyMap<string, ReadonlyMap<string, string | null>>

function ask(
  reason: Reason,
  pack: Pack = packOf(FIRST, SECOND),
  ranked = RANKED,
  questionsAbout: Questions = new Map(),
) {
  return chooseQuestion(reason, ranked, { pack, generic: null, needsText: false, flow: null, questionsAbout })
}

test.each<Reason>(['sure', 'not-auth', 'counter-sign'])('returns null for the reason %s', (reason) => {
  expect(ask(reason)).toBeNull()
})

test("asks the leading signature's question when unsure", () => {
  expect(ask('unsure')).toBe('Which scopes?')
})

test('asks the first question of the troubleshooting flow if the report answers those of the leading signature', () => {
  const pack = packOf(FIRST, SECOND)
  expect(ask('unsure', pack, [candidateOf('missing-scope')])).toBe(pack.topic.ask)
})

describe('a tie', () => {
  const first = ['missing-scope', new Map([['stale-session', 'A or B?']])] as const
  const second = ['stale-session', new Map([['missing-scope', 'B or A?']])] as const

  test.each<[string, Questions, string]>([
    ["the first one's question about the second", new Map([first]), 'A or B?'],
    ["the second one's question about the first", new Map([second]), 'B or A?'],
    ["the first one's question when both have one", new Map([first, second]), 'A or B?'],
    ["the first one's own question when neither has one", new Map(), 'Which scopes?'],
    [
      "the first one's own question when the report answers the one between them",
      new Map<string, ReadonlyMap<string, string | null>>([
        first,
        ['stale-session', new Map([['missing-scope', null]])],
      ]),
      'Which scopes?',
    ],
  ])('asks %s', (_, questions, question) => {
    expect(ask('tie', packOf(FIRST, SECOND), RANKED, questions)).toBe(question)
  })

  test('ignores a question about a third signature', () => {
    const questions: Questions = new Map([['missing-scope', new Map([['token-not-sent', 'A or C?']])]])
    expect(ask('tie', packOf(FIRST, SECOND), RANKED, questions)).toBe('Which scopes?')
  })
})

describe('when no signature leads', () => {
  const pack: Pack = {
    ...packOf(),
    genericMessages: [
      { id: 'one', regex: 'one', says: 'x', ask: 'What follows one?', 'answered-by': [] },
      { id: 'two', regex: 'two', says: 'x', ask: 'What follows two?', 'answered-by': [] },
    ],
  }

  test('asks the question for the generic message in the report', () => {
    const generic = evidenceOf({ id: 'two' })
    expect(chooseQuestion('no-signature', [], { pack, generic, needsText: false, flow: null })).toBe(
      'What follows two?',
    )
  })

  test('asks for the text of a picture if there is little else', () => {
    const topic = { ...pack.topic, 'ask-for-text': 'What does it say?' }
    const context = { pack: { ...pack, topic }, generic: evidenceOf({ id: 'two' }), needsText: true, flow: null }
    expect(chooseQuestion('no-signature', [], context)).toBe('What does it say?')
  })

  test('asks which attempt failed if the log shows a login that went through', () => {
    const topic = { ...pack.topic, 'ask-for-attempt': 'Which failed, after line {{line}}?' }
    const flow = { reached: 'call' as const, broken: null, through: { segment: 'client.log' as const, line: 45 } }
    const context = { pack: { ...pack, topic }, generic: null, needsText: false, flow }
    expect(chooseQuestion('no-signature', [], context)).toBe('Which failed, after line 45?')
  })

  test('asks the neutral question when there is no generic message', () => {
    expect(ask('no-signature', pack)).toBe(pack.topic.ask)
  })

  test('returns null for a pack without such a question', () => {
    expect(ask('no-signature', { ...pack, topic: { evidence: [], ask: '' } })).toBeNull()
  })
})

describe('when the leading signature is hardly likely', () => {
  const pack: Pack = packOf(FIRST, SECOND)
  const topic = {
    ...pack.topic,
    'ask-around-error': 'What leads to “{{error}}”?',
    'ask-while-waiting': 'Where does it stop?',
  }
  const weak = [candidateOf('missing-scope', { question: 'Which scopes?', confidence: 0.3 })]
  const context = { pack: { ...pack, topic }, generic: null, needsText: false, flow: null }

  test('asks about the line that shows the failure', () => {
    const shown = { ...context, failureLine: lineOf('Error: $& went away') }
    expect(chooseQuestion('unsure', weak, shown)).toBe('What leads to “{{error}}”?')
  })

  test('gets the words of that line only where it is shown', () => {
    const question = 'What leads to “{{error}}”?'
    expect(askedQuestion({ question, errorLine: 'Error: $& went away' })).toBe('What leads to “Error: $& went away”?')
    expect(askedQuestion({ question })).toBe('What leads to “…”?')
  })

  test('asks the shared question that fits the report before the one about that line', () => {
    const fitting = { ...context, failureLine: lineOf('Error: it went away'), sharedQuestion: 'Which version worked?' }
    expect(chooseQuestion('unsure', weak, fitting)).toBe('Which version worked?')
  })

  describe('asks what has changed', () => {
    const changed = { ...topic, 'ask-what-changed': 'Did it ever work?' }
    const shown = (fields: Partial<FailureLine>) => ({
      ...context,
      pack: { ...pack, topic: changed },
      failureLine: lineOf('Error: it went away', fields),
    })

    test.each([
      ['the lines above that line', { hasContext: true }],
      ['the body of the response', { hasBody: true }],
    ])('if the report shows %s', (_, fields) => {
      expect(chooseQuestion('unsure', weak, shown(fields))).toBe('Did it ever work?')
    })

    test('unless the report says when it worked', () => {
      const asked = chooseQuestion('unsure', weak, { ...shown({ hasContext: true }), saysWhen: true })
      expect(asked).toBe('What leads to “{{error}}”?')
    })
  })

  test.each([
    ['asks for the body', false, 'What does the response say?'],
    ['does not ask for a body that the report shows', true, 'What leads to “{{error}}”?'],
  ])('%s if the line has a status', (_, hasBody, question) => {
    const withBody = { ...pack, topic: { ...topic, 'ask-for-body': 'What does the response say?' } }
    const failureLine = lineOf('Error: 403', { hasStatus: true, hasBody })
    expect(chooseQuestion('unsure', weak, { ...context, pack: withBody, failureLine })).toBe(question)
  })

  test('asks where it stops if the report says that it hangs', () => {
    expect(chooseQuestion('unsure', weak, { ...context, waits: true })).toBe('Where does it stop?')
  })

  test('asks for the text of a picture if the report shows no such line', () => {
    const withText = { ...context, pack: { ...pack, topic: { ...topic, 'ask-for-text': 'What does it say?' } } }
    expect(chooseQuestion('unsure', weak, { ...withText, hasPicture: true })).toBe('What does it say?')
    const failureLine = lineOf('Error: it went away')
    expect(chooseQuestion('unsure', weak, { ...withText, hasPicture: true, failureLine })).toBe(
      'What leads to “{{error}}”?',
    )
  })

  test('asks the neutral question if the report shows neither', () => {
    expect(chooseQuestion('unsure', weak, context)).toBe(pack.topic.ask)
  })

  test('asks its own question after all if the pack has no other', () => {
    const without = { ...context, pack: { ...pack, topic: { ...pack.topic, ask: '' } } }
    expect(chooseQuestion('unsure', weak, without)).toBe('Which scopes?')
  })
})
