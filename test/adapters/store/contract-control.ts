import { describe, expect, test } from 'vitest'
import type { CommentSlot, Share, Store, StoredSettings } from '../../../src/adapters/store/store.ts'
import { type Engine, forget, openBeforeEach } from './places.ts'

const REPOSITORY = { owner: 'Acme', repo: 'desktop' }
const HOUR = 3_600_000
const NOW = 1_795_000_000_000

const KEPT: StoredSettings = {
  source: 'repository',
  textHash: 'ab12',
  settings: '{"mode":"dry-run"}',
  problems: [{ file: '.github/auth-triage.yml', line: 3, message: 'unknown key `mod`', hint: 'did you mean `mode`?' }],
  checkedAt: NOW,
}

function turn(number: number, changes: Partial<CommentSlot> = {}): CommentSlot {
  const most = { repository: 3, author: 2 }
  return { ref: { ...REPOSITORY, number }, author: 'Ann', at: NOW, windowMs: HOUR, most, ...changes }
}

function share(act: string, changes: Partial<Share> = {}): Share {
  const asked = { repository: REPOSITORY, budget: 'said', subject: 'Ann', at: NOW, windowMs: HOUR, most: 2 }
  return { ...asked, act, ...changes }
}

/** The promises of the store about settings, turns to speak and the stop, for one engine. */
export function describeControl(engine: Engine): void {
  describe(`settings, turns and stop: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    test('gives settings back as they were kept, whatever the case of the name', async () => {
      await store.keepSettings(REPOSITORY, KEPT)
      expect(await store.keptSettings({ owner: 'acme', repo: 'DESKTOP' })).toEqual(KEPT)
    })

    test('knows no settings of a repository that was never looked at', async () => {
      await store.keepSettings(REPOSITORY, KEPT)
      expect(await store.keptSettings({ ...REPOSITORY, repo: 'desktop2' })).toBeNull()
    })

    test('keeps the settings that were read last', async () => {
      const later: StoredSettings = { source: 'none', textHash: null, settings: null, problems: [], checkedAt: NOW + 1 }
      await store.keepSettings(REPOSITORY, KEPT)
      await store.keepSettings(REPOSITORY, later)
      expect(await store.keptSettings(REPOSITORY)).toEqual(later)
    })

    test('gives turns until the reporter has had theirs, in whatever case their login is written', async () => {
      const taken = [turn(1), turn(2, { author: 'ANN' }), turn(3), turn(4, { author: 'Ben' })]
      const answers = []
      for (const one of taken) answers.push(await store.takeTurn(one))
      expect(answers).toEqual([true, true, false, true])
    })

    test('gives turns until the repository has had its own, and those of another repository stay', async () => {
      for (const number of [1, 2, 3]) await store.takeTurn(turn(number, { author: `a${number}` }))
      expect(await store.takeTurn(turn(4, { author: 'a4' }))).toBe(false)
      expect(await store.takeTurn(turn(4, { ref: { owner: 'Acme', repo: 'other', number: 4 } }))).toBe(true)
    })

    test('leaves an issue its turn when the work on it is repeated', async () => {
      for (const number of [1, 2]) await store.takeTurn(turn(number))
      expect(await store.takeTurn(turn(2))).toBe(true)
      expect(await store.takeTurn(turn(3))).toBe(false)
    })

    test('gives turns again when the window has passed', async () => {
      for (const number of [1, 2]) await store.takeTurn(turn(number))
      expect(await store.takeTurn(turn(3, { at: NOW + HOUR - 1 }))).toBe(false)
      expect(await store.takeTurn(turn(3, { at: NOW + HOUR }))).toBe(true)
    })

    test('gives no more turns than there are to many that ask at once', async () => {
      const asked = Array.from({ length: 20 }, (_, at) => store.takeTurn(turn(at + 1, { author: `a${at}` })))
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(3)
    })

    test('gives no turn where none is allowed', async () => {
      expect(await store.takeTurn(turn(1, { most: { repository: 0, author: 5 } }))).toBe(false)
    })

    test('gives shares until there are none left, to each subject its own', async () => {
      const taken = [
        share('1'),
        share('2'),
        share('3'),
        share('3', { subject: 'ben' }),
        share('4', { budget: 'other' }),
      ]
      const answers = []
      for (const one of taken) answers.push(await store.takeShare(one))
      expect(answers).toEqual([true, true, false, true, true])
    })

    test('takes no second share for the same act, and knows a subject by any dialect', async () => {
      for (const act of ['1', '1', '1']) await store.takeShare(share(act))
      expect(await store.takeShare(share('2', { subject: 'ANN' }))).toBe(true)
      expect(await store.takeShare(share('3'))).toBe(false)
      expect(await store.takeShare(share('1'))).toBe(true)
    })

    test('takes all of a larger share or nothing', async () => {
      expect(await store.takeShare(share('1', { count: 3 }))).toBe(false)
      expect(await store.takeShare(share('1', { count: 2 }))).toBe(true)
      expect(await store.takeShare(share('2'))).toBe(false)
    })

    test('gives shares again when the window has passed, and when the clock was far ahead', async () => {
      for (const act of ['1', '2']) await store.takeShare(share(act, { at: NOW + 30 * HOUR }))
      for (const act of ['1', '2']) expect(await store.takeShare(share(act))).toBe(true)
      expect(await store.takeShare(share('3', { at: NOW + HOUR - 1 }))).toBe(false)
      expect(await store.takeShare(share('3', { at: NOW + HOUR }))).toBe(true)
    })

    test('gives no more shares than there are to many that ask at once', async () => {
      const asked = Array.from({ length: 20 }, (_, at) => store.takeShare(share(String(at))))
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(2)
    })

    test('is stopped until it is told to go on', async () => {
      expect(await store.stopped()).toBeNull()
      await store.setStopped('a flood', NOW)
      await store.setStopped('still a flood', NOW + 1)
      expect(await store.stopped()).toEqual({ why: 'still a flood', at: NOW + 1 })
      await store.setStopped(null, NOW + 2)
      expect(await store.stopped()).toBeNull()
    })

    test('forgets what it kept about a repository, and not that it is stopped', async () => {
      await store.keepSettings(REPOSITORY, KEPT)
      for (const number of [1, 2]) await store.takeTurn(turn(number))
      for (const act of ['1', '2']) await store.takeShare(share(act))
      await store.setStopped('a flood', NOW)
      await forget(store, { owner: 'acme', repo: 'Desktop' })
      expect(await store.takeShare(share('3'))).toBe(true)
      expect([await store.keptSettings(REPOSITORY), await store.takeTurn(turn(3))]).toEqual([null, true])
      expect(await store.stopped()).not.toBeNull()
    })
  })
}
