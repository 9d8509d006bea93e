import { describe, expect, test } from 'vitest'
import { labelChanges } from '../../../src/core/plan/label-changes.ts'
import type { EventActor, LabelDefinition, LabelEvent } from '../../../src/core/plan/plan.ts'
import { stateOf } from '../../support/issue-state.ts'

const label = (name: string): LabelDefinition => ({ name, color: '000000', description: '' })
const OWN = [label('auth: a'), label('auth: b'), label('needs: auth evidence')]

const labeled = (by: EventActor, name = 'auth: a'): LabelEvent => ({ label: name, action: 'labeled', by })
const unlabeled = (by: EventActor, name = 'auth: a'): LabelEvent => ({ label: name, action: 'unlabeled', by })

/** The names of the labels to add and to remove, and the suppressed changes. */
function change(wanted: readonly string[], labels: readonly string[], labelEvents: readonly LabelEvent[]) {
  const { addLabels, removeLabels, suppressed } = labelChanges(wanted.map(label), OWN, stateOf({ labels, labelEvents }))
  return { add: addLabels.map((it) => it.name), remove: removeLabels, suppressed }
}

describe('a wanted label', () => {
  test.each<[string, readonly string[], readonly LabelEvent[], readonly string[]]>([
    ['is added to an untouched issue', [], [], ['auth: a']],
    ['is not added when it is present', ['auth: a'], [labeled('us')], []],
    ['is not added when it is present in another case', ['Auth: A'], [labeled('person', 'Auth: A')], []],
    ['is added again after the bot removed it', [], [labeled('us'), unlabeled('us')], ['auth: a']],
    ['is added after people changed other labels', [], [unlabeled('person', 'auth: b')], ['auth: a']],
    ['is not added after a person removed it', [], [labeled('us'), unlabeled('person')], []],
    ['is not added after a person removed it in another case', [], [unlabeled('person', 'AUTH: A')], []],
    ['is not added after another bot removed it', [], [labeled('us'), unlabeled('bot')], []],
    [
      'is not added after a person removed it, added it and removed it again',
      [],
      [unlabeled('person'), labeled('person'), unlabeled('person')],
      [],
    ],
  ])('%s', (_, labels, events, add) => {
    expect(change(['auth: a'], labels, events)).toMatchObject({ add, remove: [] })
  })

  test('is listed as suppressed with the reason', () => {
    expect(change(['auth: a'], [], [unlabeled('person')]).suppressed).toEqual(['label removed by a person: auth: a'])
    expect(change(['auth: a'], [], [unlabeled('bot')]).suppressed).toEqual(['label removed by another bot: auth: a'])
  })
})

describe('a label that is no longer wanted', () => {
  test.each<[string, readonly string[], readonly LabelEvent[], readonly string[]]>([
    ['is removed when the bot added it', ['auth: a'], [labeled('us')], ['auth: a']],
    ['is removed with the spelling used on the issue', ['AUTH: A'], [labeled('us')], ['AUTH: A']],
    ['stays when a person added it', ['auth: a'], [labeled('person')], []],
    ['stays when a person added it again', ['auth: a'], [labeled('us'), unlabeled('person'), labeled('person')], []],
    ['stays when another bot added it', ['auth: a'], [labeled('bot')], []],
    ['stays when it is unknown who added it', ['auth: a'], [], []],
    ["stays when it is not one of the bot's labels", ['bug'], [labeled('us', 'bug')], []],
  ])('%s', (_, labels, events, remove) => {
    expect(change([], labels, events)).toMatchObject({ add: [], remove })
  })

  test('is listed as suppressed when it is kept', () => {
    expect(change([], ['auth: a'], [labeled('person')]).suppressed).toEqual([
      'label not set by the bot is kept: auth: a',
    ])
  })

  test('is replaced by the wanted one', () => {
    expect(change(['auth: b'], ['auth: a', 'bug'], [labeled('us')])).toEqual({
      add: ['auth: b'],
      remove: ['auth: a'],
      suppressed: [],
    })
  })
})
