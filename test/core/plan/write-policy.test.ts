import { describe, expect, test } from 'vitest'
import type { Plan } from '../../../src/core/plan/plan.ts'
import { MAY_WRITE, type PolicyContext, suppress, writePolicyOn } from '../../../src/core/plan/write-policy.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../../src/core/settings/default-settings.ts'
import type { RepositorySettings } from '../../../src/core/settings/repository-settings.ts'
import { stateOf } from '../../support/issue-state.ts'

const NOW = 1_795_000_000_000
const DAY = 24 * 60 * 60 * 1000

const PLAN: Plan = {
  addLabels: [{ name: 'auth: missing scope', color: '5319e7', description: '' }],
  removeLabels: ['needs: auth evidence'],
  comment: { kind: 'create', body: 'text' },
  suppressed: ['label removed by a person: auth: invalid scope'],
}

function settingsOf(changes: Partial<RepositorySettings>): RepositorySettings {
  return { ...DEFAULT_REPOSITORY_SETTINGS, ...changes }
}

function policy(changes: Partial<PolicyContext> = {}) {
  const state = stateOf({ author: 'Ann', createdAt: NOW - 1000, labels: ['Question'] })
  return writePolicyOn({
    settings: DEFAULT_REPOSITORY_SETTINGS,
    state,
    trigger: 'event',
    now: NOW,
    isStopped: false,
    ...changes,
  })
}

describe('on a recent issue nothing is suppressed', () => {
  test('with default settings', () => {
    expect(policy()).toEqual(MAY_WRITE)
    expect(suppress(PLAN, policy())).toBe(PLAN)
  })

  test('when other authors and labels are ignored', () => {
    expect(policy({ settings: settingsOf({ ignore: { authors: ['ben'], labels: ['quest'] } }) })).toEqual(MAY_WRITE)
  })
})

describe('everything is suppressed', () => {
  test.each<[string, Partial<PolicyContext>]>([
    ['stopped by the operator', { isStopped: true }],
    ['dry run', { settings: settingsOf({ mode: 'dry-run' }) }],
    ['author is ignored', { settings: settingsOf({ ignore: { authors: ['ANN'], labels: [] } }) }],
    ['label is ignored', { settings: settingsOf({ ignore: { authors: [], labels: ['question'] } }) }],
    ['backfill', { trigger: 'backfill' }],
  ])('and recorded with the reason: %s', (why, changes) => {
    expect(suppress(PLAN, policy(changes))).toEqual({
      addLabels: [],
      removeLabels: [],
      comment: { kind: 'none' },
      suppressed: [
        'label removed by a person: auth: invalid scope',
        `${why}: add label auth: missing scope`,
        `${why}: remove label needs: auth evidence`,
        `${why}: create comment`,
      ],
    })
  })

  test('in a dry run even when a person asks', () => {
    const settings = settingsOf({ mode: 'dry-run' })
    expect(policy({ settings, trigger: 'asked' }).everything).toBe('dry run')
  })
})

describe('a new comment is suppressed', () => {
  const old = stateOf({ createdAt: NOW - DAY - 1 })

  test.each<[string, Partial<PolicyContext>]>([
    ['labels only', { settings: settingsOf({ mode: 'label-only' }) }],
    ['older than a day', { state: old }],
  ])('but labels are set: %s', (why, changes) => {
    expect(suppress(PLAN, policy(changes))).toEqual({
      ...PLAN,
      comment: { kind: 'none' },
      suppressed: [...PLAN.suppressed, `${why}: comment`],
    })
  })

  test('on an old issue, unless a person asks', () => {
    expect(policy({ state: old, trigger: 'asked' })).toEqual(MAY_WRITE)
  })

  test('but an existing comment is updated', () => {
    const plan: Plan = { ...PLAN, comment: { kind: 'update', id: 7, body: 'text' } }
    expect(suppress(plan, policy({ state: old }))).toBe(plan)
  })
})
