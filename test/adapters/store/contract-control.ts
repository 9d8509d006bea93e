import { describe, expect, test } from 'vitest'
import type { CommentSlot, Share } from '../../../src/adapters/store/budgets.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { StoredSettings } from '../../../src/adapters/store/stored-settings.ts'
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

function slot(number: number, changes: Partial<CommentSlot> = {}): CommentSlot {
  const most = { repository: 3, author: 2 }
  return { ref: { ...REPOSITORY, number }, author: 'Ann', at: NOW, windowMs: HOUR, most, ...changes }
}

function share(act: string, changes: Partial<Share> = {}): Share {
  const defaults = { repository: REPOSITORY, budget: 'said', subject: 'Ann', at: NOW, windowMs: HOUR, most: 2 }
  return { ...defaults, act, ...changes }
}

/** Contract for the store's settings, budgets and stop switch on one engine. */
export function describeControl(engine: Engine): void {
  describe(`settings, budgets and stop: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    test('returns settings as stored, ignoring the case of the name', async () => {
      await store.keepSettings(REPOSITORY, KEPT)
      expect(await store.keptSettings({ owner: 'acme', repo: 'DESKTOP' })).toEqual(KEPT)
    })

    test('returns null for a repository whose settings have never been read', async () => {
      await store.keepSettings(REPOSITORY, KEPT)
      expect(await store.keptSettings({ ...REPOSITORY, repo: 'desktop2' })).toBeNull()
    })

    test('keeps the last settings', async () => {
      const later: StoredSettings = { source: 'none', textHash: null, settings: null, problems: [], checkedAt: NOW + 1 }
      await store.keepSettings(REPOSITORY, KEPT)
      await store.keepSettings(REPOSITORY, later)
      expect(await store.keptSettings(REPOSITORY)).toEqual(later)
    })

    test('returns the languages and topics as stored, beside the settings', async () => {
      const facts = { languages: ['Go'], topics: ['postgresql'], readAt: NOW }
      await store.keepSettings(REPOSITORY, KEPT)
      expect(await store.keptFacts(REPOSITORY)).toBeNull()
      await store.keepFacts(REPOSITORY, { ...facts, topics: [] })
      await store.keepFacts(REPOSITORY, facts)
      await store.keepSettings(REPOSITORY, KEPT)
      expect(await store.keptFacts({ owner: 'acme', repo: 'DESKTOP' })).toEqual(facts)
      expect(await store.keptFacts({ ...REPOSITORY, repo: 'desktop2' })).toBeNull()
      expect(await store.keptSettings(REPOSITORY)).toEqual(KEPT)
    })

    test('grants comment slots up to the reporter’s limit, ignoring the case of the login', async () => {
      const taken = [slot(1), slot(2, { author: 'ANN' }), slot(3), slot(4, { author: 'Ben' })]
      const answers = []
      for (const one of taken) answers.push(await store.takeCommentSlot(one))
      expect(answers).toEqual([true, true, false, true])
    })

    test('grants comment slots up to the repository’s limit, separately for each repository', async () => {
      for (const number of [1, 2, 3]) await store.takeCommentSlot(slot(number, { author: `a${number}` }))
      expect(await store.takeCommentSlot(slot(4, { author: 'a4' }))).toBe(false)
      expect(await store.takeCommentSlot(slot(4, { ref: { owner: 'Acme', repo: 'other', number: 4 } }))).toBe(true)
    })

    test('keeps an issue’s slot when its work is repeated', async () => {
      for (const number of [1, 2]) await store.takeCommentSlot(slot(number))
      expect(await store.takeCommentSlot(slot(2))).toBe(true)
      expect(await store.takeCommentSlot(slot(3))).toBe(false)
    })

    test('grants comment slots again after the window has passed', async () => {
      for (const number of [1, 2]) await store.takeCommentSlot(slot(number))
      expect(await store.takeCommentSlot(slot(3, { at: NOW + HOUR - 1 }))).toBe(false)
      expect(await store.takeCommentSlot(slot(3, { at: NOW + HOUR }))).toBe(true)
    })

    test('does not exceed the limit for concurrent requests', async () => {
      const requests = Array.from({ length: 20 }, (_, at) => store.takeCommentSlot(slot(at + 1, { author: `a${at}` })))
      expect((await Promise.all(requests)).filter(Boolean)).toHaveLength(3)
    })

    test('grants no comment slot when the limit is 0', async () => {
      expect(await store.takeCommentSlot(slot(1, { most: { repository: 0, author: 5 } }))).toBe(false)
    })

    test('grants shares up to the limit, separately for each subject and budget', async () => {
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

    test('does not charge the same act twice, and ignores the case of a subject', async () => {
      for (const act of ['1', '1', '1']) await store.takeShare(share(act))
      expect(await store.takeShare(share('2', { subject: 'ANN' }))).toBe(true)
      expect(await store.takeShare(share('3'))).toBe(false)
      expect(await store.takeShare(share('1'))).toBe(true)
    })

    test('grants a larger share in full or not at all', async () => {
      expect(await store.takeShare(share('1', { count: 3 }))).toBe(false)
      expect(await store.takeShare(share('1', { count: 2 }))).toBe(true)
      expect(await store.takeShare(share('2'))).toBe(false)
    })

    test('grants shares again after the window has passed, and after the clock was far ahead', async () => {
      for (const act of ['1', '2']) await store.takeShare(share(act, { at: NOW + 30 * HOUR }))
      for (const act of ['1', '2']) expect(await store.takeShare(share(act))).toBe(true)
      expect(await store.takeShare(share('3', { at: NOW + HOUR - 1 }))).toBe(false)
      expect(await store.takeShare(share('3', { at: NOW + HOUR }))).toBe(true)
    })

    test('does not exceed the budget for concurrent requests', async () => {
      const requests = Array.from({ length: 20 }, (_, at) => store.takeShare(share(String(at))))
      expect((await Promise.all(requests)).filter(Boolean)).toHaveLength(2)
    })

    test('stays stopped until the stop is lifted', async () => {
      expect(await store.stopped()).toBeNull()
      await store.setStopped('a flood', NOW)
      await store.setStopped('still a flood', NOW + 1)
      expect(await store.stopped()).toEqual({ why: 'still a flood', at: NOW + 1 })
      await store.setStopped(null, NOW + 2)
      expect(await store.stopped()).toBeNull()
    })

    test('forgets a repository without lifting the stop', async () => {
      await store.keepSettings(REPOSITORY, KEPT)
      for (const number of [1, 2]) await store.takeCommentSlot(slot(number))
      for (const act of ['1', '2']) await store.takeShare(share(act))
      await store.setStopped('a flood', NOW)
      await forget(store, { owner: 'acme', repo: 'Desktop' })
      expect(await store.takeShare(share('3'))).toBe(true)
      expect([await store.keptSettings(REPOSITORY), await store.takeCommentSlot(slot(3))]).toEqual([null, true])
      expect(await store.stopped()).not.toBeNull()
    })
  })
}
