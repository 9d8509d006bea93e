import { expect, test } from 'vitest'
import { findLabelUse, isAuthLabel, isOtherArea } from '../../../src/core/rehearsal/existing-labels.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

const signatures = packOf(signatureOf('missing-scope'), signatureOf('stale-session')).signatures
const pack = {
  signatures,
  folders: new Map([
    ['missing-scope', 'oauth'],
    ['stale-session', 'mcp'],
  ]),
}
const NOTHING = { all: [], packs: {}, signatures: {}, reporter: null, maintainers: null }

test.each<[string, readonly string[], object]>([
  ['no label', ['bug', 'enhancement', 'good first issue'], {}],
  [
    'a label for authentication as a whole',
    ['area:auth', 'auth', 'area: authentication'],
    { all: ['area:auth', 'auth', 'area: authentication'] },
  ],
  ['a label for a pack', ['area:mcp', 'oauth'], { packs: { mcp: 'area:mcp', oauth: 'oauth' } }],
  ['a label for one cause', ['Auth: Missing Scope'], { signatures: { 'missing-scope': 'Auth: Missing Scope' } }],
  ["a label for the reporter's turn", ['needs-info', 'bug'], { reporter: 'needs-info' }],
  ["a label for the maintainers' turn", ['needs-triage'], { maintainers: 'needs-triage' }],
])('uses %s', (_, names, use) => {
  expect(findLabelUse(names, pack)).toEqual({ ...NOTHING, ...use })
})

test.each([
  'needs info',
  'needs more info',
  'needs-more-info',
  'needs: info',
  'waiting for author',
  'awaiting response',
  'status: needs-info',
  'more information needed',
])("%s means that it is the reporter's turn", (name) => {
  expect(findLabelUse([name], pack).reporter).toBe(name)
})

test.each(['needs repro', 'information architecture', 'needs design', 'needs-review', 'info'])(
  "%s does not mean that it is the reporter's turn",
  (name) => {
    expect(findLabelUse([name], pack).reporter).toBeNull()
  },
)

test('a name with many separators is judged in linear time', () => {
  expect(findLabelUse([`needs${' -'.repeat(20_000)}x`], pack).reporter).toBeNull()
})

test.each([
  ['area:auth', true, false],
  ['OAuth', true, false],
  ['area/login', true, false],
  ['area: editor', false, true],
  ['author: bot', false, false],
  ['bug', false, false],
])('%s is about authentication: %s, about another part: %s', (name, auth, other) => {
  expect([isAuthLabel(name), isOtherArea(name)]).toEqual([auth, other])
})
