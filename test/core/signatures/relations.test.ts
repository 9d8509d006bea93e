import { describe, expect, test } from 'vitest'
import { loadPack } from '../../../src/core/signatures/load.ts'
import type { PackFile } from '../../../src/core/signatures/parse.ts'
import { problemsOf, sharedFile, signatureFile, twoSignaturePack, twoSignatures } from '../../support/packs.ts'

const CLAUSE = { id: 'own-line', in: ['any'], strength: 'strong', regex: 'badge gone' }

function lineOf({ text }: PackFile, beginning: string): number {
  return text.split('\n').findIndex((line) => line.startsWith(beginning)) + 1
}

describe('an id', () => {
  test('that differs from the file name is refused with both ways to fix it', () => {
    const [badge, ticket] = twoSignatures()
    expect(problemsOf([{ ...badge!, path: 'oauth/found-badge.yaml' }, ticket!])).toEqual([
      'oauth/found-badge.yaml:1: the id `lost-badge` differs from the file name → rename the file to lost-badge.yaml, or write `id: found-badge`',
    ])
  })

  test('that is used twice is refused with the name of the other file', () => {
    const [badge, ticket] = twoSignatures()
    const problems = problemsOf([badge!, ticket!, { ...badge!, path: 'mcp/lost-badge.yaml' }])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(
      /^(mcp\/)?lost-badge\.yaml:1: the id `lost-badge` is taken by (mcp\/)?lost-badge\.yaml → give one of the two another id$/,
    )
  })
})

describe('a reference is refused', () => {
  test('to an unknown signature in `confused-with`', () => {
    const files = twoSignatures({ 'confused-with': [{ id: 'burnt-letter', tell: 'x' }] })
    expect(problemsOf(files)).toEqual([
      `lost-badge.yaml:${lineOf(files[0]!, '  - id: burnt-letter')}: no signature is called \`burnt-letter\` → remove it, or add that signature`,
    ])
  })

  test('with a suggestion when a known id shares a word with it', () => {
    const files = twoSignatures({ 'confused-with': [{ id: 'ticket-torn', tell: 'x' }] })
    expect(problemsOf(files)[0]).toContain('→ did you mean `torn-ticket`?')
  })

  test('to the signature itself', () => {
    expect(problemsOf(twoSignatures({ 'confused-with': [{ id: 'lost-badge', tell: 'x' }] }))[0]).toContain(
      'lists itself in `confused-with` → name the signature',
    )
  })

  test('to an unknown signature that an example expects', () => {
    const examples = [
      { name: 'own', report: 'x' },
      { name: 'near miss', report: 'y', expect: { signature: 'burnt-letter' } },
    ]
    const files = twoSignatures({ examples })
    expect(problemsOf(files)).toEqual([
      `lost-badge.yaml:${lineOf(files[0]!, '      signature: burnt-letter')}: no signature is called \`burnt-letter\` → remove it, or add that signature`,
    ])
  })

  test('to an unknown counter-sign', () => {
    const signs = sharedFile('counter-signs.yaml', { holiday: { title: 'Closed', evidence: [CLAUSE] } })
    expect(problemsOf([...twoSignatures({ 'not-when': ['holidays'] }), signs])[0]).toMatch(
      /^lost-badge\.yaml:\d+: no counter-sign is called `holidays` → .*has: holiday$/,
    )
    expect(problemsOf(twoSignatures({ 'not-when': ['holiday'] }))[0]).toContain('has: none')
  })
})

describe('broader', () => {
  test('is refused when it is unknown', () => {
    expect(problemsOf(twoSignatures({ broader: 'lost-thing' }))[0]).toContain('no signature is called `lost-thing` → ')
  })

  test.each([
    [
      'itself',
      [signatureFile('lost-badge', { broader: 'lost-badge' }), signatureFile('torn-ticket')],
      'lost-badge → lost-badge',
    ],
    [
      'each other',
      twoSignatures({ broader: 'torn-ticket' }, { broader: 'lost-badge' }),
      'lost-badge → torn-ticket → lost-badge',
    ],
    [
      'a cycle of three',
      [
        ...twoSignatures({ broader: 'torn-ticket' }, { broader: 'wet-paper' }),
        signatureFile('wet-paper', { broader: 'lost-badge' }),
      ],
      'lost-badge → torn-ticket → wet-paper → lost-badge',
    ],
  ])('is refused when it forms a cycle: %s', (_, files, cycle) => {
    expect(problemsOf(files)[0]).toContain(`\`broader\` forms a cycle: ${cycle} → remove`)
  })

  test('may form a chain', () => {
    const pack = twoSignaturePack({ broader: 'torn-ticket' }, { broader: 'wet-paper' }, signatureFile('wet-paper'))
    expect(pack.signatures.size).toBe(3)
  })
})

describe('`answered-by-evidence`', () => {
  const step = { check: 'Look for it', outcomes: [{ see: 'It is lost' }, { see: 'It is there' }] }
  const answered = (id: string) => [{ ...step, 'answered-by-evidence': [id] }, step]

  test('names a clause of the evidence, or of the evidence that is inherited', () => {
    const inherited = { broader: 'torn-ticket', inherits: true, evidence: [], checklist: answered('own-line') }
    expect(twoSignaturePack({ evidence: [CLAUSE], checklist: answered('own-line') }).signatures.size).toBe(2)
    expect(twoSignaturePack(inherited, { evidence: [CLAUSE] }).signatures.size).toBe(2)
  })

  test('that names no such clause is refused', () => {
    const problem = /: no clause of `evidence` is called `other-line` → clauses: own-line$/
    const checklist = answered('other-line')
    expect(problemsOf(twoSignatures({ evidence: [CLAUSE], checklist }))).toEqual([expect.stringMatching(problem)])
    const ask = [{ text: 'Is it?', 'answered-by-evidence': ['other-line'] }]
    expect(problemsOf(twoSignatures({ evidence: [CLAUSE], ask }))).toEqual([expect.stringMatching(problem)])
  })

  test('is refused in the same words where a step names it in `needless-by-evidence`', () => {
    const checklist = [{ ...step, 'needless-by-evidence': ['other-line'] }, step]
    expect(problemsOf(twoSignatures({ evidence: [CLAUSE], checklist }))).toEqual([
      expect.stringMatching(/: no clause of `evidence` is called `other-line` → clauses: own-line$/),
    ])
  })

  test('is refused in the same words where an outcome names it in `shown-by-evidence`', () => {
    const shows = [
      { ...step, outcomes: [{ see: 'It is lost', 'shown-by-evidence': ['other-line'] }, { see: 'No' }] },
      step,
    ]
    expect(problemsOf(twoSignatures({ evidence: [CLAUSE], checklist: shows }))).toEqual([
      expect.stringMatching(/: no clause of `evidence` is called `other-line` → clauses: own-line$/),
    ])
  })
})

describe('a clause id', () => {
  test.each([
    ['evidence', { evidence: [CLAUSE, CLAUSE] }],
    ['against', { evidence: [CLAUSE], against: [CLAUSE] }],
    ['only-when', { evidence: [CLAUSE], 'only-when': [CLAUSE] }],
    ['inherited evidence', { evidence: [CLAUSE], broader: 'torn-ticket', inherits: true }],
  ])('that is already used in %s is refused', (_, fields) => {
    expect(problemsOf(twoSignatures(fields))).toEqual([
      expect.stringMatching(/^lost-badge\.yaml:\d+: two clauses are called `own-line` → give each its own id$/),
    ])
  })

  test.each([
    ['counter-signs.yaml', { holiday: { title: 'Closed', evidence: [CLAUSE, CLAUSE] } }],
    ['topic.yaml', { ask: 'Where?', evidence: [CLAUSE, CLAUSE] }],
    [
      'generic-messages.yaml',
      [
        { id: 'own-line', regex: 'no entry', says: 'x', ask: 'y' },
        { id: 'own-line', regex: 'keep out', says: 'x', ask: 'y' },
      ],
    ],
  ])('that is used twice in %s is refused', (path, content) => {
    expect(problemsOf([...twoSignatures(), sharedFile(path, content)])).toEqual([
      expect.stringMatching(new RegExp(`^${path}:[1-9]\\d*: the id \`own-line\` is taken → give each its own id$`)),
    ])
  })
})

describe('a captured value', () => {
  const step = { check: 'Look', outcomes: [{ see: '`{{badge}}` is there' }, { see: 'Gone' }] }
  const other = { check: 'Look', outcomes: [{ see: 'There' }, { see: 'Gone' }] }
  const capturing = [{ ...CLAUSE, regex: 'badge (?<badge>\\w{1,20}) gone' }]

  test('that no pattern captures is refused on the line where it is used', () => {
    const files = twoSignatures({ checklist: [other, step], evidence: [CLAUSE] })
    expect(problemsOf(files)).toEqual([
      expect.stringMatching(
        /^lost-badge\.yaml:\d+: no pattern captures `\{\{badge\}\}` → captured values: none; add `\(\?<badge>…\)` to a pattern$/,
      ),
    ])
  })

  test('that every report offers needs no pattern, if its name is right', () => {
    const offered = { ...other, how: 'curl {{server-url}} {{server-origin}} {{server-uri}}' }
    expect(problemsOf(twoSignatures({ checklist: [other, offered] }))).toEqual([
      expect.stringContaining('no pattern captures `{{server-uri}}` → '),
    ])
  })

  test('with a mistyped name is refused with the known names', () => {
    const misspelt = { ...step, how: 'look for {{ bagde }}' }
    expect(problemsOf(twoSignatures({ checklist: [misspelt, other], evidence: capturing }))[0]).toContain(
      'no pattern captures `{{bagde}}` → captured values: badge; ',
    )
  })

  test.each([
    { check: '{{nothing}}' },
    { how: '{{nothing}}' },
    { outcomes: [{ see: '{{nothing}}' }, { see: 'Gone' }] },
    { outcomes: [{ see: 'There', means: '{{nothing}}' }, { see: 'Gone' }] },
    { outcomes: [{ see: 'There' }, { see: 'Gone', next: '{{nothing}}' }] },
  ])('is checked in %j', (part) => {
    const files = twoSignatures({ checklist: [{ ...other, ...part }, other] })
    expect(problemsOf(files)[0]).toContain('no pattern captures `{{nothing}}`')
  })

  test("may come from the signature's own evidence or from inherited evidence", () => {
    const checklist = [step, other]
    expect(twoSignaturePack({ checklist, evidence: capturing }).signatures.size).toBe(2)
    const inheriting = { checklist, evidence: [], broader: 'torn-ticket', inherits: true }
    expect(twoSignaturePack(inheriting, { evidence: capturing }).signatures.size).toBe(2)
  })

  const inCode = { ...other, how: 'look at `{{badge}}`' }
  const groupOf = (group: string) => [{ ...CLAUSE, regex: `badge (?<badge>${group}) gone` }]

  test.each([
    ['[^ ]{1,20}', '`[^ ]`'],
    ['.{1,20}', '`.`'],
    ['\\S{1,20}', '`\\S`'],
    ['[a-z;]{1,20}', '`[a-z;]`'],
    ['[ -~]{1,20}', '`[ -~]`'],
    ['[a-zа-я]{1,20}', '`[a-zа-я]`'],
    ['a|b c', '` `'],
    ['(?:x|(?:y|\\$z))w', '`\\$`'],
    ['\\w+', 'any number of characters'],
    ['a\\w*', 'any number of characters'],
    ['(?:\\w{1,50}\\.){1,5}', '255 characters'],
  ])('with the group %s is refused in code', (group, width) => {
    const files = twoSignatures({ checklist: [inCode, other], evidence: groupOf(group) })
    expect(problemsOf(files)).toEqual([expect.stringContaining(`\`{{badge}}\` is used in code, but its group in`)])
    expect(problemsOf(files)[0]).toContain(` can capture ${width} → write \`{{badge}}\` outside backticks`)
  })

  test.each(['\\w{1,20}', '[\\w.:/%~@+-]{1,200}', '\\d{2,5}', 'https?://[a-z.]{1,60}', '(?:a|b){3}\\b', 'A[A-Z]?|b'])(
    'with the group %s is allowed in code',
    (group) => {
      expect(twoSignaturePack({ checklist: [inCode, other], evidence: groupOf(group) }).signatures.size).toBe(2)
    },
  )

  test.each([
    ['a command', { checklist: [{ ...other, how: 'look --at {{badge}}' }, other] }],
    ['code in the cause', { cause: 'It is `{{badge}}`.' }],
    ['code in an entry of `causes`', { causes: ['It is `{{badge}}`.', 'It is gone.'] }],
    ['code in the question', { ask: 'Is it `{{badge}}`?' }],
    [
      'code that tells two signatures apart',
      { 'confused-with': [{ id: 'torn-ticket', tell: 'there it is `{{badge}}`' }] },
    ],
    [
      'code in a question between two signatures',
      { 'confused-with': [{ id: 'torn-ticket', tell: 'x', ask: '`{{badge}}`?' }] },
    ],
    ['code in a remedy', { remedies: [{ text: '`{{badge}}`', standing: 'reported', source: 'https://x.example' }] }],
    ['code in the prevention', { prevention: ['`{{badge}}`', 'Keep it'] }],
    ['code in `solved-when`', { 'solved-when': '`{{badge}}` is there' }],
    [
      'code in an expected result',
      { checklist: [{ ...other, outcomes: [{ see: '`{{badge}}` is there' }, { see: 'Gone' }] }, other] },
    ],
  ])('that can be any text is refused in %s', (_, fields) => {
    expect(problemsOf(twoSignatures({ evidence: groupOf('[^ ]+'), ...fields }))).toEqual([
      expect.stringContaining('`{{badge}}` is used in code'),
    ])
  })

  test('that can be any text is allowed outside code', () => {
    const fields = { evidence: groupOf('[^ ]+'), cause: 'It is {{badge}}.' }
    const step = {
      ...other,
      how: 'look on the first page for {{badge}}',
      outcomes: [{ see: '{{badge}} is there' }, { see: 'Gone' }],
    }
    expect(twoSignaturePack({ ...fields, checklist: [step, other] }).signatures.size).toBe(2)
  })

  test('from a broader signature is refused without `inherits`', () => {
    const files = twoSignatures({ checklist: [step, other], broader: 'torn-ticket' }, { evidence: capturing })
    expect(problemsOf(files)[0]).toContain('no pattern captures `{{badge}}`')
  })
})

describe('the examples', () => {
  const own = { name: 'own', report: 'x' }
  const nearMiss = { name: 'near miss', report: 'y', expect: { signature: 'torn-ticket' } }

  test.each([
    [
      'without one that must match',
      [nearMiss, { ...nearMiss, name: 'another' }],
      'no example that must match → add a report',
    ],
    [
      'without one that must not match',
      [own, { ...own, name: 'another' }],
      'no example that must not match → add a near miss',
    ],
    ['with a name used twice', [own, nearMiss, own], 'two examples are called "own" → give each its own name'],
  ])('are refused %s', (_, examples, message) => {
    const problems = problemsOf(twoSignatures({ examples }))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^lost-badge\.yaml:\d+: /)
    expect(problems[0]).toContain(message)
  })

  test('may have a near miss that expects no signature at all', () => {
    const examples = [own, { ...nearMiss, expect: { signature: 'none' } }]
    expect(loadPack(twoSignatures({ examples })).signatures.size).toBe(2)
  })
})
