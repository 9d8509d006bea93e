import { describe, expect, test } from 'vitest'
import { toClusterFacts } from '../../../src/core/overview/cluster-facts.ts'
import { type ClusterListQuestion, listClusterFacts } from '../../../src/core/overview/cluster-list.ts'
import { type IssueQuestion, listIssues } from '../../../src/core/overview/issue-list.ts'
import { decided, entry, reportAt, summary } from './entries.ts'

const ISSUES = [
  entry({
    number: 5,
    createdAt: 50,
    product: 'codex',
    version: '2.0.9',
    title: 'Token expired',
    decided: decided({ decision: 'assert' }),
    signature: 'expired',
    isAccepted: true,
  }),
  entry({ number: 4, createdAt: 40, product: 'codex', version: '2.0.10', open: false, cluster: 3 }),
  entry({
    number: 3,
    createdAt: 30,
    product: 'gh',
    decided: decided({ decision: 'ask', question: '?', since: 7 }),
    cluster: 3,
  }),
  entry({ number: 2, createdAt: 20, isAuth: false, decided: decided() }),
]

function list(question: Partial<IssueQuestion>) {
  return listIssues(ISSUES, { sort: 'opened', descending: true, page: 1, ...question })
}

const numbersOf = (question: Partial<IssueQuestion>) => list(question).items.map(({ number }) => number)

describe('a list of issues', () => {
  test.each<[Partial<IssueQuestion>, readonly number[]]>([
    [{}, [5, 4, 3, 2]],
    [{ q: 'TOKEN exp' }, [5]],
    [{ q: '#3' }, [3]],
    [{ decision: 'stored' }, [4]],
    [{ product: 'codex', state: 'closed' }, [4]],
    [{ is: 'waiting' }, [3]],
    [{ is: 'accepted' }, [5]],
    [{ is: 'auth', since: 35 }, [5, 4]],
    [{ cluster: 3 }, [4, 3]],
    [{ sort: 'number', descending: false }, [2, 3, 4, 5]],
    [{ sort: 'version', descending: true }, [4, 5, 3, 2]],
    [{ sort: 'version', descending: false }, [5, 4, 3, 2]],
    [{ sort: 'signature', descending: false }, [5, 4, 3, 2]],
    [{ sort: 'waiting', descending: false }, [3, 5, 4, 2]],
  ])('%j gives %j', (question, numbers) => {
    expect(numbersOf(question)).toEqual(numbers)
  })

  test('counts for each value how many issues choosing it would leave', () => {
    const { values } = list({ product: 'codex', state: 'open' })
    expect(values['product']).toEqual([
      { value: 'codex', count: 1 },
      { value: 'gh', count: 1 },
    ])
    expect(values['state']).toEqual([
      { value: 'closed', count: 1 },
      { value: 'open', count: 1 },
    ])
    expect(values['decision']).toEqual([{ value: 'assert', count: 1 }])
  })

  test.each([
    [1, 1, 1, 30],
    [4, 4, 91, 10],
    [9, 4, 91, 10],
  ])('page %i is page %i, from issue %i, with %i issues', (page, shown, from, count) => {
    const issues = Array.from({ length: 100 }, (_, at) => entry({ number: 100 - at, createdAt: 100 - at }))
    const result = listIssues(issues, { sort: 'opened', descending: true, page })
    expect([result.page, result.pages, result.from, result.items.length, result.total]).toEqual([
      shown,
      4,
      from,
      count,
      100,
    ])
    expect(result.items[0]?.number).toBe(101 - from)
  })
})

describe('a list of clusters', () => {
  const cluster = (id: number, numbers: readonly number[], version: string, changes = {}) =>
    toClusterFacts(
      summary({ id, count: numbers.length, firstSeen: numbers[0] ?? 0, lastSeen: numbers.at(-1) ?? 0, ...changes }),
      numbers.map((number) => reportAt(number, { version })),
    )
  const clusters = [
    cluster(1, [10, 20, 30], '2.0.9', { signature: 'expired' }),
    cluster(2, [40, 50], '2.0.64', { products: [{ value: 'codex', count: 2 }] }),
  ]
  const ids = (question: Partial<ClusterListQuestion>) =>
    listClusterFacts(clusters, { sort: 'size', descending: true, page: 1, now: 60, ...question }).items.map(
      (it) => it.summary.id,
    )

  test.each<[Partial<ClusterListQuestion>, readonly number[]]>([
    [{}, [1, 2]],
    [{ sort: 'recent' }, [2, 1]],
    [{ sort: 'began', descending: false }, [1, 2]],
    [{ began: '2.0.64' }, [2]],
    [{ product: 'codex' }, [2]],
    [{ q: 'expired' }, [1]],
    [{ q: '#50' }, [2]],
    [{ q: 'page again' }, [1, 2]],
    [{ q: 'loops' }, [1, 2]],
    [{ since: 35 }, [2]],
    [{ new: 5, signature: 'expired' }, [1]],
    [{ is: 'regression' }, []],
  ])('%j gives %j', (question, expected) => {
    expect(ids(question)).toEqual(expected)
  })
})
