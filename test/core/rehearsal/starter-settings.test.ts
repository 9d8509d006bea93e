import { expect, test } from 'vitest'
import { rehearseIssue, summariseRehearsal } from '../../../src/core/rehearsal/rehearse.ts'
import { starterSettings } from '../../../src/core/rehearsal/starter-settings.ts'
import { parseSettings } from '../../../src/core/settings/parse-settings.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const rules = plainRules(twoSignaturePack())
const NO_USE = { all: [], packs: {}, signatures: {}, reporter: null, maintainers: null }
const base = {
  title: 'It fails',
  body: 'lost-badge found',
  labels: [],
  author: 'a',
  createdAt: 0,
  open: true,
  commentCount: 1,
}

function rehearsalOf(...closing: readonly string[]) {
  const comments = (body: string) => [{ author: 'keeper', isMaintainer: true, isBot: false, body }]
  const issues = closing.map((body, at) => rehearseIssue({ ...base, number: at + 1, comments: comments(body) }, rules))
  return summariseRehearsal(issues)
}

test('a repository with labels starts with them alone', () => {
  const use = {
    all: ['area:auth'],
    packs: { mcp: 'area: mcp' },
    signatures: { 'lost-badge': 'badge' },
    reporter: 'needs-info',
    maintainers: null,
  }
  const { settings } = parseSettings(starterSettings(use, rehearsalOf()))
  expect(settings).toMatchObject({
    mode: 'label-only',
    labels: {
      'existing-only': true,
      all: ['area:auth'],
      packs: { mcp: 'area: mcp' },
      signatures: { 'lost-badge': { name: 'badge' } },
      waiting: { reporter: 'needs-info' },
    },
  })
})

test('a repository without labels starts by watching', () => {
  expect(parseSettings(starterSettings(NO_USE, rehearsalOf())).settings?.mode).toBe('dry-run')
})

test('a cause that two threads contradict and none confirms is turned off', () => {
  const off = (...closing: readonly string[]) =>
    parseSettings(starterSettings(NO_USE, rehearsalOf(...closing))).settings?.signatures.off
  expect(off('torn-ticket found', 'torn-ticket found')).toEqual(['lost-badge'])
  expect(off('torn-ticket found')).toEqual([])
  expect(off('torn-ticket found', 'torn-ticket found', 'lost-badge found')).toEqual([])
})
