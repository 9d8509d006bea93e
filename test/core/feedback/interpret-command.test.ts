import { describe, expect, test } from 'vitest'
import { COMMANDS, commandsFor } from '../../../src/core/feedback/commands.ts'
import { type CommandContext, interpretCommand } from '../../../src/core/feedback/interpret-command.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const REF = { owner: 'acme', repo: 'app', number: 7 }

function speech(changes: Partial<CommandContext> = {}): CommandContext {
  const who = { who: 'ann', rights: 'maintainer', at: 1000, receivedAt: 2000, comment: 5 } as const
  return { ref: REF, ...who, asserted: 'lost-badge', pack: twoSignaturePack(), ...changes }
}

function feedbackEvent(name: string, argument = '', changes: Partial<CommandContext> = {}) {
  const understood = interpretCommand({ name, argument }, speech(changes))
  return understood.kind === 'done' ? understood.feedbackEvent : understood.why
}

describe('a command that is a feedback event', () => {
  test('is about the signature that the comment names, unless it names another', () => {
    expect(feedbackEvent('wrong')).toMatchObject({
      kind: 'wrong-signature',
      signature: { id: 'lost-badge', version: 1 },
    })
    expect(feedbackEvent('worked', '2')).toMatchObject({ kind: 'worked', step: 2, signature: { id: 'lost-badge' } })
    expect(feedbackEvent('wrong', '', { asserted: null })).toMatchObject({ signature: null })
  })

  test('carries who said it, with what rights, when and in which comment', () => {
    const said = feedbackEvent('stop', '', { rights: 'reporter' })
    expect(said).toMatchObject({ id: 'comment-5/stop', who: 'ann', rights: 'reporter', at: 1000, origin: 'command' })
  })

  test('means a step by its number in the comment, and keeps the number that it has in the signature', () => {
    expect(feedbackEvent('worked', '1', { steps: [2] })).toMatchObject({ step: 2 })
    expect(feedbackEvent('worked', '2', { steps: [2] })).toBe('it is written `/triage worked [step]`')
    expect(feedbackEvent('worked', '3')).toBe('it is written `/triage worked [step]`')
  })

  test.each([
    ['#12', { owner: 'acme', repo: 'app', number: 12 }],
    ['12', { owner: 'acme', repo: 'app', number: 12 }],
    ['acme/other#3', { owner: 'acme', repo: 'other', number: 3 }],
  ])('names another issue by %s', (text, other) => {
    expect(feedbackEvent('duplicate-of', text)).toMatchObject({ kind: 'duplicate-of', other })
  })

  test('pauses for a week, or for as many days as it says', () => {
    expect([feedbackEvent('pause'), feedbackEvent('pause', '0')]).toMatchObject([{ detail: '7' }, { detail: '0' }])
  })

  test('counts a signal once a person, in whichever comment', () => {
    const first = feedbackEvent('signal', 'Saved time')
    expect(first).toMatchObject({ detail: 'saved-time', id: 'signal-#7/ann/saved-time' })
    expect(feedbackEvent('signal', 'saved-time', { comment: 6 })).toMatchObject({ id: 'signal-#7/ann/saved-time' })
  })
})

describe('a command is refused', () => {
  test.each([
    ['that does not exist', 'close', ''],
    ['with an issue that is the one it stands on', 'duplicate-of', '#7'],
    ['with an issue that is none', 'duplicate-of', 'yesterday'],
    ['with a signature that nobody knows', 'is', 'made-up'],
    ['without what it needs', 'is', ''],
    ['with what it does not take', 'stop', 'please'],
    ['with a step that cannot be', 'worked', '99'],
    ['with a word that is no signal', 'signal', 'great'],
    ['with more days than a pause has', 'pause', '9000'],
  ])('%s', (_, name, argument) => {
    expect(interpretCommand({ name, argument }, speech())).toMatchObject({ kind: 'refused' })
  })

  test.each(COMMANDS.filter(({ by }) => by === 'maintainer'))('when a reporter gives it: $name', ({ name }) => {
    const argument = { is: 'lost-badge', unmute: 'lost-badge' }[name] ?? '#2'
    expect(feedbackEvent(name, argument, { rights: 'reporter' })).toContain('only maintainers')
  })

  test('when a stranger gives it, unless it is for everyone', () => {
    const allowed = COMMANDS.filter(({ name }) => {
      const argument = { signal: 'easy' }[name] ?? ''
      return interpretCommand({ name, argument }, speech({ rights: 'anyone' })).kind === 'done'
    })
    expect(allowed).toEqual(commandsFor('anyone'))
  })
})
