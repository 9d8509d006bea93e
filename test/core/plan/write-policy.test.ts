import { describe, expect, test } from 'vitest'
import type { Plan } from '../../../src/core/plan/plan.ts'
import { type Circumstances, holdBack, restraintOn, UNRESTRAINED } from '../../../src/core/plan/write-policy.ts'
import { DEFAULT_REPOSITORY_SETTINGS, type RepositorySettings } from '../../../src/core/settings/repository-settings.ts'
import { stateOf } from '../../support/issue-state.ts'

const NOW = 1_795_000_000_000
const DAY = 24 * 60 * 60 * 1000

const PLAN: Plan = {
  addLabels: [{ name: 'auth: missing scope', color: '5319e7', description: '' }],
  removeLabels: ['needs: auth evidence'],
  comment: { kind: 'create', body: 'text' },
  withheld: ['label removed by a person: auth: invalid scope'],
}

function settingsOf(changes: Partial<RepositorySettings>): RepositorySettings {
  return { ...DEFAULT_REPOSITORY_SETTINGS, ...changes }
}

function restraint(changes: Partial<Circumstances> = {}) {
  const state = stateOf({ author: 'Ann', createdAt: NOW - 1000, labels: ['Question'] })
  return restraintOn({
    ...{ settings: DEFAULT_REPOSITORY_SETTINGS, state, occasion: 'event', now: NOW, isStopped: false },
    ...changes,
  })
}

describe('on an issue of today nothing is held back', () => {
  test('where the repository says nothing', () => {
    expect(restraint()).toEqual(UNRESTRAINED)
    expect(holdBack(PLAN, restraint())).toBe(PLAN)
  })

  test('where other authors and labels are ignored', () => {
    expect(restraint({ settings: settingsOf({ ignore: { authors: ['ben'], labels: ['quest'] } }) })).toEqual(
      UNRESTRAINED,
    )
  })
})

describe('everything is held back', () => {
  test.each<[string, Partial<Circumstances>]>([
    ['stopped by the operator', { isStopped: true }],
    ['dry run', { settings: settingsOf({ mode: 'dry-run' }) }],
    ['author is ignored', { settings: settingsOf({ ignore: { authors: ['ANN'], labels: [] } }) }],
    ['label is ignored', { settings: settingsOf({ ignore: { authors: [], labels: ['question'] } }) }],
    ['backfill', { occasion: 'backfill' }],
  ])('%s: and what it would have been is kept', (why, changes) => {
    expect(holdBack(PLAN, restraint(changes))).toEqual({
      addLabels: [],
      removeLabels: [],
      comment: { kind: 'none' },
      withheld: [
        'label removed by a person: auth: invalid scope',
        `${why}: add label auth: missing scope`,
        `${why}: remove label needs: auth evidence`,
        `${why}: create comment`,
      ],
    })
  })

  test('in a dry run even when a person asks', () => {
    const settings = settingsOf({ mode: 'dry-run' })
    expect(restraint({ settings, occasion: 'asked' }).everything).toBe('dry run')
  })
})

describe('a new comment is held back', () => {
  const old = stateOf({ createdAt: NOW - DAY - 1 })

  test.each<[string, Partial<Circumstances>]>([
    ['labels only', { settings: settingsOf({ mode: 'label-only' }) }],
    ['older than a day', { state: old }],
  ])('%s: the labels are set', (why, changes) => {
    expect(holdBack(PLAN, restraint(changes))).toEqual({
      ...PLAN,
      comment: { kind: 'none' },
      withheld: [...PLAN.withheld, `${why}: comment`],
    })
  })

  test('on an old issue, unless a person asks', () => {
    expect(restraint({ state: old, occasion: 'asked' })).toEqual(UNRESTRAINED)
  })

  test('and one that stands there is kept true all the same', () => {
    const plan: Plan = { ...PLAN, comment: { kind: 'update', id: 7, body: 'text' } }
    expect(holdBack(plan, restraint({ state: old }))).toBe(plan)
  })
})
