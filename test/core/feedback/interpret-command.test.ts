import { describe, expect, test } from 'vitest'
import { COMMANDS, commandsFor } from '../../../src/core/feedback/commands.ts'
import { type CommandContext, interpretCommand } from '../../../src/core/feedback/interpret-command.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const REF = { owner: 'acme', repo: 'app', number: 7 }

function contextOf(changes: Partial<CommandContext> = {}): CommandContext {
  const who = { who: 'ann', rights: 'maintainer', at: 1000, receivedAt: 2000, comment: 5 } as const
  return { ref: REF, ...who, asserted: 'lost-badge', pack: twoSignaturePack(), ...changes }
}

function feedbackEvent(name: string, argument = '', changes: Partial<CommandContext> = {}) {
  const interpretation = interpretCommand({ name, argument }, contextOf(changes))
  return interpretation.kind === 'done' ? interpretation.feedbackEvent : interpretation.why
}

describe('the feedback event of a command', () => {
  test('is about the signature that the comment names, by default', () => {
    expect(feedbackEvent('wrong')).toMatchObject({
      kind: 'wrong-signature',
      signature: { id: 'lost-badge', version: 1 },
    })
    expect(feedbackEvent('worked', '2')).toMatchObject({ kind: 'worked', step: 2, signature: { id: 'lost-badge' } })
    expect(feedbackEvent('wrong', '', { asserted: null })).toMatchObject({ signature: null })
  })

  test('records the person, the rights, the time and the comment', () => {
    const event = feedbackEvent('stop', '', { rights: 'reporter' })
    expect(event).toMatchObject({ id: 'comment-5/stop', who: 'ann', rights: 'reporter', at: 1000, origin: 'command' })
  })

  test("converts a step's number in the comment to its number in the signature", () => {
    expect(feedbackEvent('worked', '1', { steps: [2] })).toMatchObject({ step: 2 })
    expect(feedbackEvent('worked', '2', { steps: [2] })).toBe('the syntax is `/triage worked [step]`')
    expect(feedbackEvent('worked', '3')).toBe('the syntax is `/triage worked [step]`')
  })

  test.each([
    ['#12', { owner: 'acme', repo: 'app', number: 12 }],
    ['12', { owner: 'acme', repo: 'app', number: 12 }],
    ['acme/other#3', { owner: 'acme', repo: 'other', number: 3 }],
  ])('refers to another issue by %s', (text, other) => {
    expect(feedbackEvent('duplicate-of', text)).toMatchObject({ kind: 'duplicate-of', other })
  })

  test('pauses for a week, or for the given number of days', () => {
    expect([feedbackEvent('pause'), feedbackEvent('pause', '0')]).toMatchObject([{ detail: '7' }, { detail: '0' }])
  })

  test("has the same id for a person's repeated signal, whichever comment it is in", () => {
    const first = feedbackEvent('signal', 'Saved time')
    expect(first).toMatchObject({ detail: 'saved-time', id: 'signal-#7/ann/saved-time' })
    expect(feedbackEvent('signal', 'saved-time', { comment: 6 })).toMatchObject({ id: 'signal-#7/ann/saved-time' })
  })
})

describe('a command is refused', () => {
  test.each([
    ['that does not exist', 'close', ''],
    ['with the number of its own issue', 'duplicate-of', '#7'],
    ['with something that is not an issue', 'duplicate-of', 'yesterday'],
    ['with an unknown signature', 'is', 'made-up'],
    ['without a required argument', 'is', ''],
    ['with an argument that it does not accept', 'stop', 'please'],
    ['with a step that does not exist', 'worked', '99'],
    ['with an unknown signal', 'signal', 'great'],
    ['with more days than the longest pause', 'pause', '9000'],
  ])('%s', (_, name, argument) => {
    expect(interpretCommand({ name, argument }, contextOf())).toMatchObject({ kind: 'refused' })
  })

  test.each([
    ['workd', 'did you mean `/triage worked`?'],
    ['expain', 'did you mean `/triage explain`?'],
    ['close', '`/triage help` lists all commands'],
  ])('with a hint: %s', (name, hint) => {
    expect(interpretCommand({ name, argument: '' }, contextOf())).toMatchObject({ why: expect.stringContaining(hint) })
  })

  test.each(COMMANDS.filter(({ by }) => by === 'maintainer'))('from a reporter: $name', ({ name }) => {
    const argument = { is: 'lost-badge', unmute: 'lost-badge' }[name] ?? '#2'
    expect(feedbackEvent(name, argument, { rights: 'reporter' })).toContain('only maintainers')
  })

  test('from a person without rights, unless it is for everyone', () => {
    const allowed = COMMANDS.filter(({ name }) => {
      const argument = { signal: 'easy' }[name] ?? ''
      return interpretCommand({ name, argument }, contextOf({ rights: 'anyone' })).kind === 'done'
    })
    expect(allowed).toEqual(commandsFor('anyone'))
  })
})
