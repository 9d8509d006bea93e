import { describe, expect, test } from 'vitest'
import { buildIndex } from '../../../src/core/duplicates/build-index.ts'
import type { IndexedReport } from '../../../src/core/duplicates/digest.ts'
import { findMatches, olderThan } from '../../../src/core/duplicates/find-matches.ts'
import { generator } from '../../support/generator.ts'
import { indexed } from './reports.ts'

const SUBJECTS = [
  'calendar',
  'printer',
  'keyboard',
  'theme',
  'scrolling',
  'clipboard',
  'terminal',
  'fonts',
  'menus',
  'sound',
]

/** Reports about other subjects, so that rarity is meaningful. */
const OTHERS = Array.from({ length: 40 }, (_, at) => {
  const subject = SUBJECTS[at % SUBJECTS.length]
  return indexed(
    `The ${subject} setting number ${at} is ignored`,
    `My ${subject} resets after update ${at}. Restarting does not help.`,
    {
      number: 100 + at,
      createdAt: at,
    },
  )
})

const LINE = 'Error: SDK auth failed: Incompatible auth server: does not support dynamic client registration'
const REGISTRATION = indexed(
  'Slack connector: no dynamic client registration',
  `Connecting to Slack fails:\n\n\`\`\`\n${LINE}\n\`\`\``,
  {
    number: 1,
    shows: { signature: 'registration-unsupported' },
  },
)

function again(changes: Parameters<typeof indexed>[2] = {}): IndexedReport {
  const body = `When I connect the Slack connector I get this:\n\n\`\`\`\n${LINE}\n\`\`\``
  return indexed('Slack connector fails: does not support dynamic client registration', body, {
    number: 2,
    createdAt: 50,
    ...changes,
  })
}

describe('matches', () => {
  const index = buildIndex([...OTHERS, REGISTRATION])

  test('start with the report of the same failure, which is accepted', () => {
    const [first] = findMatches(index, again({ shows: { signature: 'registration-unsupported' } }))
    expect(first).toMatchObject({ number: 1, accepted: true, sameCause: true, contradiction: null })
  })

  test.each([
    [0.6, 0.89, 'text'],
    [0.49, 1, 'text'],
    [0.5, 0.9, 'auth'],
  ])('of reports that are about authentication with %d and %d are compared as %s', (ours, theirs, kind) => {
    const about = (report: IndexedReport, topic: number) => ({ ...report, digest: { ...report.digest, topic } })
    const [first] = findMatches(buildIndex([...OTHERS, about(REGISTRATION, theirs)]), about(again(), ours))
    expect(first).toMatchObject({ number: 1, kind })
  })

  describe('of two reports with the log of one machine', () => {
    const log = Array.from(
      { length: 8 },
      (_, at) => `ERROR worker ${'abcdefgh'[at]} lost its lease on shard ${at} of the spool`,
    )
    const withLog = (title: string, number: number) =>
      indexed(title, `\`\`\`\n${log.join('\n')}\n\`\`\``, { number, createdAt: 50 + number })
    const earlier = withLog('Umlauts are broken in exported notes', 1)
    const accepts = (title: string) => findMatches(buildIndex([...OTHERS, earlier]), withLog(title, 2))[0]?.accepted

    test('are not accepted if their titles have no word in common', () => {
      expect(accepts('Dictation stops after a pause')).toBe(false)
      expect(accepts('Exported notes have broken umlauts')).toBe(true)
    })
  })

  test('list the shared error lines', () => {
    const [first] = findMatches(index, again())
    expect(first?.sharedLines).toEqual([LINE.toLowerCase()])
  })

  test('are never accepted between two different asserted failures, however similar the texts are', () => {
    const matches = findMatches(index, again({ shows: { signature: 'redirect-uri-mismatch' } }))
    const match = matches.find(({ number }) => number === 1)
    expect(match).toMatchObject({ accepted: false, contradiction: 'different failure' })
  })

  test('are not accepted for a report about something else', () => {
    const report = indexed('Cats walk over my desk', 'Nothing to do with computers at all.', { number: 3 })
    expect(findMatches(index, report).filter(({ accepted }) => accepted)).toEqual([])
  })

  test('never include the report itself', () => {
    const withIt = buildIndex([...OTHERS, REGISTRATION, again()])
    expect(findMatches(withIt, again()).map(({ number }) => number)).not.toContain(2)
  })

  test('can be limited to older reports', () => {
    const withNewer = buildIndex([...OTHERS, REGISTRATION, again({ number: 9, createdAt: 90 })])
    const found = findMatches(withNewer, again(), { wanted: olderThan(again()) })
    expect(found.map(({ number }) => number)).toContain(1)
    expect(found.map(({ number }) => number)).not.toContain(9)
  })

  test('are the same for a repeated search', () => {
    expect(findMatches(index, again())).toEqual(findMatches(index, again()))
  })

  test('are not accepted for an empty title and body', () => {
    expect(findMatches(index, indexed('[BUG]', '', { number: 5 })).filter(({ accepted }) => accepted)).toEqual([])
  })

  test('are empty for an empty index', () => {
    expect(findMatches(buildIndex([]), again())).toEqual([])
  })
})

describe('contradictions', () => {
  const scoped = (number: number, scope: string) =>
    indexed('The token lacks a scope', `\`\`\`\nMissing ${scope} scope\n\`\`\``, {
      number,
      author: `reporter-${number}`,
      shows: { signature: 'missing-scope', captures: { scope } },
    })

  test('separate two reports that miss different scopes', () => {
    const index = buildIndex([...OTHERS, scoped(1, 'user:profile')])
    const [match] = findMatches(index, scoped(2, 'user:mcp_servers')).filter(({ number }) => number === 1)
    expect(match).toMatchObject({ accepted: false, contradiction: 'different scope', sameCause: false })
  })

  test('separate reports that one person filed together as parts of one task', () => {
    const task = (number: number, name: string) =>
      indexed(`Replace the old logger in module ${name}`, 'Part of the migration.', {
        number,
        createdAt: number * 1_000,
      })
    const index = buildIndex([...OTHERS, task(1, 'alpha'), task(2, 'beta')])
    const accepted = findMatches(index, task(3, 'gamma')).filter((match) => match.accepted)
    expect(accepted).toEqual([])
  })
})

describe('the index', () => {
  test('replaces a report when it is put again', () => {
    const index = buildIndex([...OTHERS, REGISTRATION])
    index.put(indexed('Something else entirely', 'about gardening', { number: 1 }))
    expect(index.size).toBe(OTHERS.length + 1)
    expect(findMatches(index, again()).filter(({ accepted }) => accepted)).toEqual([])
  })

  test('does not find a removed report', () => {
    const index = buildIndex([...OTHERS, REGISTRATION])
    index.remove(1)
    index.remove(1)
    expect(index.size).toBe(OTHERS.length)
    expect(findMatches(index, again()).map(({ number }) => number)).not.toContain(1)
  })

  test('finds the most similar of thousands of reports, wherever it is in the index', () => {
    const random = generator(5)
    const word = () => `${SUBJECTS[random(10)]}${random(300)}`
    const reports = Array.from({ length: 6_000 }, (_, at) =>
      indexed(`${word()} ${word()}`, Array.from({ length: 12 }, word).join(' '), { number: at + 1, createdAt: at }),
    )
    const planted = [10, 3_000, 5_900].map((at) => ({ ...(reports[at] as IndexedReport), number: 10_000 + at }))
    const index = buildIndex(reports)
    for (const query of planted) expect(findMatches(index, query)[0]?.number).toBe(query.number - 9_999)
  })
})
