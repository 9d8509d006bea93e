import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { twoSignatures } from '../../support/packs.ts'

const FILES = twoSignatures({
  evidence: [
    { id: 'own-line', in: ['any'], strength: 'decisive', regex: 'lost-badge (?<colour>red|blue) found' },
    { id: 'of-two', in: ['any'], strength: 'strong', regex: ['badge (?:gone|lost) yesterday', 'no badge at all'] },
    { id: 'words', in: ['prose'], strength: 'strong', near: { within: 4, all: [['badge'], ['vanish']] } },
    { id: 'in-logs', in: ['log'], strength: 'strong', regex: 'the doorman said' },
  ],
  against: [{ id: 'found-again', in: ['any'], strength: 'strong', regex: 'found it again' }],
})
const REPORT = '# OAuth login fails\n\nIt said lost-badge red found. The doorman said nothing. My badge is no more.\n'

async function explained(id: string, ...options: string[]) {
  await using place = await temporaryFolder([...FILES, { path: 'report.md', text: REPORT }])
  return await runCommand(
    'signatures',
    'explain',
    id,
    join(place.folder, 'report.md'),
    '--pack',
    place.folder,
    ...options,
  )
}

test.each([
  [
    'a hit with its location and captures',
    /hit {3}own-line +decisive +prose, line 2: It said lost-badge red found\..*\{\{colour\}\} = red/,
  ],
  [
    'the word groups that were found and those that are missing',
    /miss {2}words +strong +1 of 2 groups: has "badge" \(prose, line 2\), lacks \(vanish\)/,
  ],
  [
    'the pattern that came closest',
    /miss {2}of-two +strong +nearest of 2 patterns: has `badge` \(prose, line 2\).*lacks `yesterday`/,
  ],
  [
    'a hit in text that the clause does not search',
    /miss {2}in-logs +strong +found only in text that it does not search: prose, line 2/,
  ],
  ['the clauses against it', /against\n {4}miss {2}found-again/],
  ['the sum', /decisive +1 × .* = \+/],
  ['the thresholds', /thresholds: assert from 0\./],
  ['the decision with its reason', /^decision: \w+ \([\w-]+\): \w/],
])('shows %s', async (_, expected) => {
  expect((await explained('lost-badge')).out).toMatch(expected)
})

test('with `all`, explains only signatures with a hit', async () => {
  const { out } = await explained('all')
  expect(out).toContain('lost-badge: The lost badge')
  expect(out).not.toContain('torn-ticket: The torn ticket')
})

test('prints one JSON document and nothing else', async () => {
  const { out, err, code } = await explained('lost-badge', '--json')
  expect({ err, code }).toEqual({ err: '', code: 0 })
  expect(JSON.parse(out)).toMatchObject({
    thresholds: { assertDecisive: expect.any(Number) },
    outcomes: expect.arrayContaining([expect.objectContaining({ outcome: 'not-auth' })]),
    signatures: [
      { signature: 'lost-badge', clauses: expect.arrayContaining([expect.objectContaining({ id: 'words' })]) },
    ],
  })
})

test('rejects an unknown id', async () => {
  expect(await explained('nobody')).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no signature nobody'),
  })
})
