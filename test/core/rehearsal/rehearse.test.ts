import { describe, expect, test } from 'vitest'
import type { PastComment, PastIssue } from '../../../src/core/rehearsal/past-issue.ts'
import {
  type RehearsedIssue,
  rehearseIssue,
  summariseRehearsal,
  threadsToRead,
} from '../../../src/core/rehearsal/rehearse.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const rules = plainRules(twoSignaturePack())

function pastIssue(changes: Partial<PastIssue> = {}): PastIssue {
  return {
    number: 1,
    title: 'It fails',
    body: 'lost-badge found',
    labels: [],
    author: 'reporter',
    createdAt: 0,
    open: true,
    commentCount: 0,
    comments: [],
    ...changes,
  }
}

const says = (body: string, changes: Partial<PastComment> = {}): PastComment => ({
  author: 'keeper',
  isMaintainer: true,
  isBot: false,
  body,
  ...changes,
})
const rehearse = (changes: Partial<PastIssue>) => rehearseIssue(pastIssue(changes), rules)
const ended = (...comments: readonly PastComment[]) => rehearse({ comments })

describe('the end of a thread', () => {
  test('agrees if a maintainer names the same cause', () => {
    expect(ended(says('It was this: lost-badge found'))).toMatchObject({
      verdict: 'agrees',
      end: { cause: 'lost-badge', by: 'maintainer' },
    })
  })

  test('differs if the author names another cause', () => {
    const author = { author: 'reporter', isMaintainer: false }
    expect(ended(says('Solved: torn-ticket found', author))).toMatchObject({
      verdict: 'differs',
      end: { cause: 'torn-ticket', by: 'author' },
    })
  })

  test('is the last word that names a cause', () => {
    expect(ended(says('lost-badge found'), says('In the end, torn-ticket found'), says('Thanks!')).verdict).toBe(
      'differs',
    )
  })

  test.each<[string, PastComment]>([
    ['a passer-by', says('torn-ticket found', { author: 'passer-by', isMaintainer: false })],
    ['a bot', says('torn-ticket found', { isBot: true })],
    ['a command', says('/triage is torn-ticket found')],
    ['words that name no cause', says('Fixed in the next release.')],
  ])('says nothing by %s', (_, comment) => {
    expect(ended(comment).verdict).toBe('says-nothing')
  })

  test('is unread if the comments were not read', () => {
    expect(rehearse({ comments: null })).toMatchObject({ verdict: 'unread', end: null })
  })
})

describe('a rehearsal', () => {
  const OTHER = { labels: ['area: editor'] }
  const QUIET = { body: 'Nothing of interest.' }

  test('ranks the asserted issues and counts the others by decision', () => {
    const { asserted, silent, asked } = summariseRehearsal([rehearse({}), rehearse(QUIET)])
    expect([asserted.length, silent.length, asked.length]).toEqual([1, 1, 0])
  })

  test('lists an assertion as wrong if the thread names another cause', () => {
    const issues = [rehearse({}), rehearse({ number: 2, comments: [says('torn-ticket found')] })]
    expect(summariseRehearsal(issues).wrong.map(({ issue }) => issue.number)).toEqual([2])
  })

  test('lists an assertion as wrong if people labelled it as another part of the product', () => {
    const issues = [rehearse({ ...QUIET, labels: ['auth'] }), rehearse({ ...OTHER, number: 2 })]
    expect(summariseRehearsal(issues).wrong.map(({ issue }) => issue.number)).toEqual([2])
  })

  test('does not judge by labels where nobody uses a label for authentication', () => {
    expect(summariseRehearsal([rehearse(OTHER)]).wrong).toEqual([])
  })

  test('lists a silent issue as missed if people labelled it as authentication', () => {
    const issues = [rehearse({ ...QUIET, labels: ['area:auth'] }), rehearse({ ...QUIET, number: 2, labels: ['bug'] })]
    expect(summariseRehearsal(issues).missed.map(({ issue }) => issue.number)).toEqual([1])
  })

  test('counts the prose that nobody has to read, and no silent issue', () => {
    const long = `lost-badge found. ${'I tried it once more and it was the same. '.repeat(100)}`
    expect(summariseRehearsal([rehearse({ body: long })]).minutesSaved).toBeGreaterThan(2)
    expect(summariseRehearsal([rehearse({ body: long.replace('lost-badge', 'nothing') })]).minutesSaved).toBe(0)
    expect(summariseRehearsal([rehearse({})]).minutesSaved).toBe(0)
  })
})

describe('if not all threads can be read', () => {
  const diagnosedAs = (number: number, diagnosis: Partial<RehearsedIssue['diagnosis']>): RehearsedIssue => {
    const rehearsed = rehearse({ number })
    return { ...rehearsed, diagnosis: { ...rehearsed.diagnosis, ...diagnosis } }
  }

  test('those of the surest and the least sure answers are read first, then other causes, then questions', () => {
    const question = diagnosedAs(100, { decision: 'ask' })
    // The higher the number, the surer.
    const causes = Array.from({ length: 30 }, (_, at) => diagnosedAs(at + 1, { confidence: (at + 1) / 100 }))
    const order = threadsToRead(summariseRehearsal([question, ...causes, rehearse({ body: 'Nothing of interest.' })]))
    const numbers = order.map(({ issue }) => issue.number)
    expect(numbers.slice(0, 20)).toEqual([30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(numbers.slice(20)).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 100])
  })
})
