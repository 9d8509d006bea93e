/**
 * Twenty clusters, each as the sequence of what people did and the state in which its fix must end. The states were
 * labelled before the first run. Issues are numbered in the order of the reports; the first one is the canonical report.
 */

export type Step =
  /** A report on a version. */
  | readonly ['report', who: string, version: string]
  | readonly ['release', tag: string, notes: string, more?: 'pre-release']
  /** A merged pull request closes the issue. */
  | readonly ['merge', number: number, pull: number]
  | readonly ['say', number: number, who: string, text: string]

export interface ReplayedCluster {
  readonly name: string
  readonly steps: readonly Step[]
  /** Null if no fix may be claimed. */
  readonly expected: {
    readonly state: 'claimed' | 'supported' | 'contradicted'
    readonly version: string | null
    readonly works: number
    readonly fails: number
    /** Numbers of the reports on a newer version. */
    readonly regressions: readonly number[]
  } | null
}

/** The login of the only maintainer. */
export const KEEPER = 'keeper'

const ann: Step = ['report', 'ann', '1.2.1']
const bob: Step = ['report', 'bob', '1.2.1']
const cat: Step = ['report', 'cat', '1.2.2']
const RELEASED: Step = ['release', 'v1.2.3', "## What's changed\n\n* Request the missing scope. Fixes #1\n"]
const claimed = { state: 'claimed', version: '1.2.3', works: 0, fails: 0, regressions: [] } as const

export const REPLAYED_CLUSTERS: readonly ReplayedCluster[] = [
  {
    name: "a maintainer's command claims the fix, and nobody answers",
    steps: [ann, bob, ['say', 1, KEEPER, '/triage fixed-in 1.2.3'], ['say', 1, 'ann', 'Thanks, I will try it.']],
    expected: claimed,
  },
  {
    name: 'a release claims it, and two reporters say that it works',
    steps: [ann, bob, RELEASED, ['say', 1, 'ann', 'works on 1.2.3'], ['say', 2, 'bob', 'Works on 1.2.3, thanks!']],
    expected: { ...claimed, state: 'supported', works: 2 },
  },
  {
    name: 'one reporter alone moves nothing',
    steps: [
      ann,
      bob,
      ['release', 'v1.2.3', 'See https://github.com/acme/desktop/issues/2 for the details.'],
      ['say', 1, 'ann', 'Updated to 1.2.3. The connectors work now.'],
      ['say', 1, 'ann', 'Works on 1.2.3.'],
    ],
    expected: { ...claimed, works: 1 },
  },
  {
    name: 'a merged pull request claims it without a version',
    steps: [ann, bob, ['merge', 1, 34]],
    expected: { ...claimed, version: null },
  },
  {
    name: 'the release that names the pull request gives the version',
    steps: [
      ann,
      bob,
      ['merge', 1, 34],
      ['release', 'v1.2.3', '* fix scopes by @dev in https://github.com/acme/desktop/pull/34'],
      ['say', 2, 'bob', 'The error is gone with 1.2.3.'],
    ],
    expected: { ...claimed, works: 1 },
  },
  {
    name: 'merged, and a release that names something else',
    steps: [ann, bob, ['merge', 1, 34], ['release', 'v1.2.3', '* other things (#33)'], cat],
    expected: { ...claimed, version: null },
  },
  {
    name: 'a reporter and a new report on the fixed version contradict it',
    steps: [ann, bob, RELEASED, ['say', 1, 'bob', 'Still fails on 1.2.3.'], ['report', 'dan', '1.2.3']],
    expected: { ...claimed, state: 'contradicted', fails: 2 },
  },
  {
    name: 'one person who comments and reports again is one person',
    steps: [ann, bob, RELEASED, ['say', 2, 'bob', 'still fails on 1.2.3'], ['report', 'bob', '1.2.3']],
    expected: { ...claimed, fails: 1 },
  },
  {
    name: 'later reports on older versions contradict nothing',
    steps: [ann, bob, RELEASED, ['report', 'dan', '1.2.2'], ['report', 'eve', '1.1.0'], ['report', 'fay', '1.2.1']],
    expected: claimed,
  },
  {
    name: 'one report on a newer version after the fix is supported',
    steps: [
      ann,
      bob,
      RELEASED,
      ['say', 1, 'ann', 'works on 1.2.3'],
      ['say', 1, 'bob', 'No longer happens on 1.2.3.'],
      ['report', 'dan', '1.3.0'],
    ],
    expected: { ...claimed, state: 'supported', works: 2, fails: 1, regressions: [3] },
  },
  {
    name: 'two people on newer versions contradict even a supported fix',
    steps: [
      ann,
      bob,
      RELEASED,
      ['say', 1, 'ann', 'works on 1.2.3'],
      ['say', 1, 'bob', 'works on 1.2.3'],
      ['report', 'dan', '1.3.0'],
      ['report', 'eve', '1.3.1'],
    ],
    expected: { ...claimed, state: 'contradicted', works: 2, fails: 2, regressions: [3, 4] },
  },
  {
    name: 'bystanders who never reported it',
    steps: [
      ann,
      bob,
      RELEASED,
      ['say', 1, 'passer-by', 'Same here, still fails on 1.2.3'],
      ['say', 1, 'another', 'still fails on 1.2.3'],
      ['say', 1, 'third', 'works on 1.2.3'],
      ['say', 1, KEEPER, 'works on 1.2.3'],
    ],
    expected: claimed,
  },
  {
    name: 'hedges, questions, plans, quotes and hearsay',
    steps: [
      ann,
      bob,
      cat,
      RELEASED,
      ['say', 1, 'ann', 'Seems to work on 1.2.3 so far.'],
      ['say', 1, 'bob', 'Is it really fixed in 1.2.3?'],
      ['say', 3, 'cat', '> works on 1.2.3\n\nI will try that tomorrow.'],
      ['say', 2, 'bob', 'A colleague says that it still fails on 1.2.3.'],
      ['say', 1, 'ann', 'Works on 1.2.3, but now I get another error.'],
    ],
    expected: claimed,
  },
  {
    name: 'negations that sound like a success',
    steps: [
      ann,
      bob,
      cat,
      RELEASED,
      ['say', 1, 'ann', "It doesn't work on 1.2.3 for me."],
      ['say', 1, 'bob', 'I confirm that it is not fixed in 1.2.3.'],
      ['say', 3, 'cat', "Can't reproduce it on 1.2.3 any more."],
    ],
    expected: { ...claimed, state: 'contradicted', works: 1, fails: 2 },
  },
  {
    name: 'a reporter who changes their mind',
    steps: [
      ann,
      bob,
      RELEASED,
      ['say', 1, 'ann', 'works on 1.2.3'],
      ['say', 2, 'bob', '1.2.3 works for me.'],
      ['say', 1, 'ann', 'I was too fast. It still fails on 1.2.3.'],
    ],
    expected: { ...claimed, works: 1, fails: 1 },
  },
  {
    name: 'a fix that is superseded the next day',
    steps: [
      ann,
      bob,
      RELEASED,
      ['say', 1, 'ann', 'Still fails on 1.2.3.'],
      ['say', 2, 'bob', 'Tried 1.2.3: same error.'],
      ['release', 'v1.2.4', '- really request the scope (#1)'],
      ['say', 1, 'ann', 'Works on 1.2.4!'],
      ['say', 2, 'bob', 'With 1.2.4 the problem is gone.'],
    ],
    expected: { ...claimed, state: 'supported', version: '1.2.4', works: 2 },
  },
  {
    name: 'a maintainer decides alone, by command',
    steps: [
      ann,
      bob,
      RELEASED,
      ['say', 1, 'bob', 'still fails on 1.2.3'],
      ['say', 1, KEEPER, '/triage fixed-in 1.2.3 works'],
    ],
    expected: { ...claimed, state: 'supported', fails: 1 },
  },
  {
    name: 'a maintainer takes the claim back',
    steps: [ann, bob, ['say', 2, KEEPER, '/triage fixed-in 1.2.3'], ['say', 1, KEEPER, '/triage fixed-in none']],
    expected: null,
  },
  {
    name: 'what claims nothing: a command without rights, a pre-release, an issue of another repository',
    steps: [
      ann,
      bob,
      ['say', 1, 'ann', '/triage fixed-in 1.2.3'],
      ['release', 'v1.2.3-rc.1', 'Fixes #1', 'pre-release'],
      ['release', 'v1.2.2', 'Takes over the fix of other/desktop#1.'],
      ['say', 2, 'bob', 'works on 1.2.3'],
    ],
    expected: null,
  },
  {
    name: 'a downgrade, and versions of something else',
    steps: [
      ann,
      bob,
      cat,
      ['say', 1, KEEPER, '/triage fixed-in v1.2.3'],
      ['say', 1, 'ann', 'Went back to 1.1.9, which works.'],
      ['say', 2, 'bob', 'Works on macOS 15.1.'],
      ['say', 3, 'cat', 'Still fails on 1.2.2.'],
      ['release', 'v1.3.0', 'Also mentions #1 in passing.'],
    ],
    expected: claimed,
  },
]
