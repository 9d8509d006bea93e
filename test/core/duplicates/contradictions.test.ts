import { describe, expect, test } from 'vitest'
import { buildIndex } from '../../../src/core/duplicates/build-index.ts'
import type { IndexedReport } from '../../../src/core/duplicates/digest.ts'
import { findMatches, type Match } from '../../../src/core/duplicates/find-matches.ts'
import { indexed } from './reports.ts'

const DAY = 86_400_000
const SUBJECTS = ['calendar', 'printer', 'keyboard', 'theme', 'clipboard']

/** Reports about other subjects, so that rarity is meaningful. */
const OTHERS = Array.from({ length: 40 }, (_, at) =>
  indexed(`The ${SUBJECTS[at % 5]} setting number ${at} is ignored`, `My ${SUBJECTS[at % 5]} resets on page ${at}.`, {
    number: 100 + at,
    createdAt: DAY + at,
  }),
)

function compare(there: IndexedReport, here: IndexedReport): Match {
  const match = findMatches(buildIndex([...OTHERS, there]), here).find(({ number }) => number === there.number)
  if (match === undefined) throw new Error('The reports were not compared.')
  return match
}

/** Two reports with the same title and with the given bodies. */
function pair(bodies: readonly [string, string], shows?: Parameters<typeof indexed>[2]): Match {
  const [there, here] = bodies.map((body, at) =>
    indexed('The login of the gateway fails in the browser', body, {
      number: at + 1,
      author: `reporter-${at}`,
      createdAt: (at + 1) * DAY,
      ...shows,
    }),
  )
  return compare(there as IndexedReport, here as IndexedReport)
}

const AUTH = { shows: { signature: 'invalid-grant' } }

describe('two reports contradict each other', () => {
  test('if they show different codes of one vendor', () => {
    const { contradiction } = pair(['```\nError: AADSTS50011 reply\n```', '```\nError: AADSTS70008 reply\n```'])
    expect(contradiction).toBe('different error code')
  })

  test('but not if they share one of the codes', () => {
    const body = '```\nError: AADSTS50011 reply\n```'
    expect(pair([body, `${body}\n\n\`\`\`\nError: AADSTS70008 reply\n\`\`\``]).contradiction).toBeNull()
  })

  test('if their logins break at different stages', () => {
    const log = (line: string) => `\`\`\`\nGET https://id.example/authorize 302\n${line}\n\`\`\``
    const refused = log('POST https://id.example/token 400')
    const { contradiction } = pair([refused, log('GET http://localhost:1234/callback 500')])
    expect(contradiction).toBe('breaks at another stage')
    expect(pair([refused, refused]).contradiction).toBeNull()
  })

  test('if a version works for one and fails for the other', () => {
    const { contradiction } = pair(['It worked in 2.1.4 on my laptop.', 'It is broken in 2.1.4 on my laptop.'])
    expect(contradiction).toBe('works in the version in which the other fails')
  })

  test('if they report outages more than a week apart', () => {
    const outage = (number: number, day: number) =>
      indexed('The login times out', 'Nobody in my team can log in.', {
        number,
        author: `reporter-${number}`,
        createdAt: day * DAY,
        shows: { signature: 'provider-outage' },
      })
    expect(compare(outage(1, 1), outage(2, 27)).contradiction).toBe('different outage')
    expect(compare(outage(1, 1), outage(2, 2)).contradiction).toBeNull()
  })
})

describe('reports about authentication are less probably the same', () => {
  const probability = (...bodies: [string, string]) => pair(bodies, AUTH).probability

  test.each([
    ['servers', 'It calls https://login.acme.dev now.', 'It calls https://login.globex.dev now.'],
    ['error codes', '```\nError: token was invalid_grant\n```', '```\nError: token was access_denied\n```'],
    ['triggers', 'It happens after a restart.', 'It happens behind a vpn.'],
  ])('if they name different %s', (_, there, here) => {
    const match = pair([there, here], AUTH)
    expect([match.features.otherHost, match.features.otherCode, match.features.otherTrigger]).toContain(1)
    expect(probability(there, here)).toBeLessThan(probability(here, here))
  })

  test('if different signatures rank first', () => {
    const there = indexed('The login fails', 'It stops.', { number: 1, author: 'a', createdAt: DAY, ...AUTH })
    const weak = { signature: 'provider-outage', confidence: 0.5 }
    const here = indexed('The login fails', 'It stops.', { number: 2, author: 'b', createdAt: DAY, shows: weak })
    expect(compare(there, here).features.otherSignature).toBe(1)
  })
})
