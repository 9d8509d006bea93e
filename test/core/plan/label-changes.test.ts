import { describe, expect, test } from 'vitest'
import { labelChanges } from '../../../src/core/plan/label-changes.ts'
import type { EventActor, LabelDefinition, LabelEvent } from '../../../src/core/plan/plan.ts'
import { stateOf } from '../../support/issue-state.ts'

const label = (name: string): LabelDefinition => ({ name, color: '000000', description: '' })
const OWN = [label('auth: a'), label('auth: b'), label('needs: auth evidence')]

const labeled = (by: EventActor, name = 'auth: a'): LabelEvent => ({ label: name, action: 'labeled', by })
const unlabeled = (by: EventActor, name = 'auth: a'): LabelEvent => ({ label: name, action: 'unlabeled', by })

/** Added and removed names, for the label `auth: a`. */
function change(wanted: readonly string[], labels: readonly string[], labelEvents: readonly LabelEvent[]) {
  const { addLabels, removeLabels, suppressed } = labelChanges(wanted.map(label), OWN, stateOf({ labels, labelEvents }))
  return { add: addLabels.map((it) => it.name), remove: removeLabels, suppressed }
}

describe('a label that holds', () => {
  test.each<[string, readonly string[], readonly LabelEvent[], readonly string[]]>([
    ['is added to an untouched issue', [], [], ['auth: a']],
    ['is not added when it is there', ['auth: a'], [labeled('us')], []],
    ['is not added when it is there in other letters', ['Auth: A'], [labeled('person', 'Auth: A')], []],
    ['is added again after the bot took it off', [], [labeled('us'), unlabeled('us')], ['auth: a']],
    ['is added whatever people did to other labels', [], [unlabeled('person', 'auth: b')], ['auth: a']],
    ['is not added after a person took it off', [], [labeled('us'), unlabeled('person')], []],
    ['is not added after a person took it off in other letters', [], [unlabeled('person', 'AUTH: A')], []],
    ['is not added after another bot took it off', [], [labeled('us'), unlabeled('bot')], []],
    [
      'is not added after a person took it off, added it and took it off',
      [],
      [unlabeled('person'), labeled('person'), unlabeled('person')],
      [],
    ],
  ])('%s', (_, labels, events, add) => {
    expect(change(['auth: a'], labels, events)).toMatchObject({ add, remove: [] })
  })

  test('says when it is suppressed, and out of respect for whom', () => {
    expect(change(['auth: a'], [], [unlabeled('person')]).suppressed).toEqual(['label removed by a person: auth: a'])
    expect(change(['auth: a'], [], [unlabeled('bot')]).suppressed).toEqual(['label removed by another bot: auth: a'])
  })
})

describe('a label that no longer holds', () => {
  test.each<[string, readonly string[], readonly LabelEvent[], readonly string[]]>([
    ['is taken off when the bot set it', ['auth: a'], [labeled('us')], ['auth: a']],
    ['is taken off as it is spelled on the issue', ['AUTH: A'], [labeled('us')], ['AUTH: A']],
    ['stays when a person set it', ['auth: a'], [labeled('person')], []],
    ['stays when a person set it again', ['auth: a'], [labeled('us'), unlabeled('person'), labeled('person')], []],
    ['stays when another bot set it', ['auth: a'], [labeled('bot')], []],
    ['stays when nobody knows who set it', ['auth: a'], [], []],
    ['stays when it is not one of ours', ['bug'], [labeled('us', 'bug')], []],
  ])('%s', (_, labels, events, remove) => {
    expect(change([], labels, events)).toMatchObject({ add: [], remove })
  })

  test('is noted when it is kept', () => {
    expect(change([], ['auth: a'], [labeled('person')]).suppressed).toEqual([
      'label not set by the bot is kept: auth: a',
    ])
  })

  test('gives way to the one that holds', () => {
    expect(change(['auth: b'], ['auth: a', 'bug'], [labeled('us')])).toEqual({
      add: ['auth: b'],
      remove: ['auth: a'],
      suppressed: [],
    })
  })
})
