import { expect, test } from 'vitest'
import type { ClusterFacts } from '../../../../src/core/overview/cluster-facts.ts'
import { clusterSentence } from '../../../../src/entrypoints/web/pages/cluster-sentence.ts'

test.each([
  [0, /^People reported/],
  [1, /^One person reported/],
  [2, /^2 people reported/],
])('a cluster by %d known reporters says so', (authors, expected) => {
  const summary = { count: 2, open: 2, authors, firstSeen: 0 } as ClusterFacts['summary']
  const cluster = { summary, began: null } as ClusterFacts
  expect(clusterSentence({ cluster, growth: { lately: 0, before: 0 }, signatureTitle: null })).toMatch(expected)
})
