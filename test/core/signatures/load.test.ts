import { describe, expect, test } from 'vitest'
import { loadPack } from '../../../src/core/signatures/load.ts'
import {
  problemsOf,
  segmentOf,
  sharedFile,
  signatureFile,
  twoSignaturePack,
  twoSignatures,
} from '../../support/packs.ts'

const CLAUSE = { id: 'own-line', in: ['any'], strength: 'strong' }

/** Returns the problems in a pack of two signatures, the first of which has only this clause. */
function problemsOfClause(fields: Record<string, unknown>) {
  return problemsOf(twoSignatures({ evidence: [{ ...CLAUSE, ...fields }] }))
}

describe('a pack', () => {
  test('has its signatures sorted by id, whatever the order of the files', () => {
    const files = twoSignatures()
    expect([...loadPack(files.toReversed()).signatures.keys()]).toEqual(['lost-badge', 'torn-ticket'])
  })

  test('finds all its clauses', () => {
    const pack = twoSignaturePack(
      {
        against: [{ ...CLAUSE, id: 'not-it', regex: 'badge at home' }],
        'only-when': [{ ...CLAUSE, id: 'gate', regex: 'at the gate' }],
      },
      {},
      sharedFile('counter-signs.yaml', {
        holiday: { title: 'Closed', evidence: [{ ...CLAUSE, id: 'closed', regex: 'bank holiday' }] },
      }),
      sharedFile('generic-messages.yaml', [{ id: 'no-entry', regex: 'no entry', says: 'Nothing.', ask: 'Why?' }]),
      sharedFile('topic.yaml', { ask: 'Where?', evidence: [{ ...CLAUSE, id: 'door', regex: 'the door' }] }),
    )
    const text = 'lost-badge found, badge at home, at the gate, bank holiday, no entry, the door'
    const hits = pack.scanner.scan([segmentOf(text)])
    expect(hits.map(({ owned: { role, owner, clause } }) => `${role} ${owner} ${clause.id}`).sort()).toEqual([
      'against lost-badge not-it',
      'counter-sign holiday closed',
      'evidence lost-badge own-line',
      'generic no-entry no-entry',
      'only-when lost-badge gate',
      'topic topic door',
    ])
  })

  test('runs no clause of a retired signature', () => {
    const pack = twoSignaturePack({ status: 'retired' })
    expect([...pack.signatures.keys()]).toEqual(['torn-ticket'])
    expect(pack.scanner.scan([segmentOf('lost-badge found')])).toEqual([])
  })

  test('loads without shared files and ignores files that are not YAML', () => {
    const pack = loadPack([...twoSignatures(), { path: 'README.md', text: '# Signatures' }])
    expect(pack).toMatchObject({ counterSigns: {}, genericMessages: [] })
    expect(pack.topic.evidence).toEqual([])
  })

  test('reads a file with the name of a shared file in a subfolder as a signature', () => {
    expect(
      problemsOf([...twoSignatures(), { path: 'oauth/words.yaml', text: 'fail: [fail, error]' }]).join('\n'),
    ).toContain('oauth/words.yaml:1: unknown key `fail`')
  })

  test('is refused without signatures', () => {
    expect(problemsOf([])).toEqual(['.:1: the pack contains no signature → check the path of the pack folder'])
  })
})

describe('the fingerprint', () => {
  const { fingerprint } = twoSignaturePack()

  test('is twelve hex digits', () => {
    expect(fingerprint).toMatch(/^[0-9a-f]{12}$/)
  })

  test('does not change with the order, folder or comments of files', () => {
    const files = twoSignatures().map(({ path, text }) => ({ path: `oauth/${path}`, text: `# a comment\n${text}` }))
    expect(loadPack(files.toReversed()).fingerprint).toBe(fingerprint)
  })

  test.each([
    ['a pattern', twoSignaturePack({ evidence: [{ ...CLAUSE, regex: 'badge gone' }] })],
    ['a question', twoSignaturePack({ ask: 'Where was it?' })],
    ['a word list', twoSignaturePack({}, {}, sharedFile('words.yaml', { gone: ['gone', 'lost'] }))],
    [
      'a counter-sign',
      twoSignaturePack(
        {},
        {},
        sharedFile('counter-signs.yaml', {
          holiday: { title: 'Closed', evidence: [{ ...CLAUSE, regex: 'bank holiday' }] },
        }),
      ),
    ],
  ])('changes with %s', (_, pack) => {
    expect(pack.fingerprint).not.toBe(fingerprint)
  })
})

describe('an invalid pattern is refused with the line of its clause', () => {
  test.each([
    ['(?:x)?', 'matches the empty string', 'make at least one part of the pattern required'],
    ['.+', 'matches everyday text', 'add the words that only this failure prints'],
    ['(?=a)badge', 'is not a pattern that RE2 understands', 'no look-around and no back-references'],
    ['(badge)\\1', 'is not a pattern that RE2 understands', 'no look-around and no back-references'],
    ['\\d{4}-\\d\\d', 'has no fixed text that every match contains', 'fixed letters or digits'],
  ])('%s', (regex, message, hint) => {
    const [problem, ...more] = problemsOfClause({ regex })
    expect(more).toEqual([])
    const line =
      twoSignatures({ evidence: [{ ...CLAUSE, regex }] })[0]!
        .text.split('\n')
        .indexOf('  - id: own-line') + 1
    expect(problem).toContain(`lost-badge.yaml:${line}: clause \`own-line\`: the pattern '${regex}' ${message}`)
    expect(problem).toContain(hint)
  })

  test('the message names the invalid one of several patterns', () => {
    const problems = problemsOfClause({ regex: ['badge gone', 'badge(', 'badge lost'] })
    expect(problems).toEqual([expect.stringContaining("the pattern 'badge(' is not")])
  })

  test('in the shared files too', () => {
    const files = [
      sharedFile('counter-signs.yaml', {
        holiday: {
          title: 'Closed',
          evidence: [
            { ...CLAUSE, regex: 'bank' },
            { ...CLAUSE, id: 'bad', regex: '.*' },
          ],
        },
      }),
      sharedFile('generic-messages.yaml', [{ id: 'no-entry', regex: '.*', says: 'Nothing.', ask: 'Why?' }]),
      sharedFile('topic.yaml', { ask: 'Where?', evidence: [{ ...CLAUSE, regex: '.*' }] }),
    ]
    expect(problemsOf([...twoSignatures(), ...files]).map((it) => it.split(' ')[0])).toEqual([
      'counter-signs.yaml:9:',
      'topic.yaml:3:',
      'generic-messages.yaml:1:',
    ])
  })
})

describe('word lists', () => {
  const words = sharedFile('words.yaml', { gone: ['gone', 'lost', 'went missing'] })
  const near = { within: 4, all: [['badge'], ['@gone']] }
  const evidence = [{ ...CLAUSE, in: ['prose'], near }]

  test.each(['The badge is gone.', 'I lost my badge.', 'The badge went missing.'])('match: %s', (text) => {
    expect(twoSignaturePack({ evidence }, {}, words).scanner.scan([segmentOf(text)])).toHaveLength(1)
  })

  test('are refused when unknown, with the names of the known ones', () => {
    expect(
      problemsOf([...twoSignatures({ evidence: [{ ...CLAUSE, near: { within: 4, all: [['@gnoe']] } }] }), words]),
    ).toEqual([
      expect.stringMatching(
        /^lost-badge\.yaml:\d+: clause `own-line`: no word list is called `@gnoe` → word lists: gone$/,
      ),
    ])
  })

  test.each([
    ['another list', ['@other', 'lost'], 'a list cannot refer to another list'],
    ['punctuation', ['--', 'lost'], 'a term needs a letter or a digit'],
  ])('are refused with %s in them', (_, list, message) => {
    expect(problemsOf([...twoSignatures(), sharedFile('words.yaml', { gone: list })])).toEqual([
      expect.stringContaining(`words.yaml:2: \`gone.0\`: ${message}`),
    ])
  })
})

describe('problems', () => {
  test('in all files and stages are reported at once, each with file, line and hint', () => {
    const problems = problemsOf([
      signatureFile('lost-badge', { status: 'beta' }),
      signatureFile('torn-ticket', { evidence: [{ ...CLAUSE, regex: '.*' }] }),
      { path: 'words.yaml', text: 'a: &x [b, c]\nd: *x' },
    ])
    expect(problems).toHaveLength(3)
    for (const problem of problems) expect(problem).toMatch(/^[a-z-]+\.yaml:\d+: .+ → .+$/)
  })

  test('do not include references to a signature that does not parse', () => {
    expect(problemsOf(twoSignatures({}, { status: 'beta' }))).toHaveLength(1)
  })

  test('do not say that a pack of invalid files is empty', () => {
    expect(problemsOf([{ path: 'lost-badge.yaml', text: '[' }]).join('\n')).not.toContain('contains no signature')
  })
})
