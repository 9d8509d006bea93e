/** `outcomes`: shows how the bot's answers in a repository ended, and the contradicted ones as candidate tests. */
import type { Command } from 'commander'
import type { Store } from '../../../adapters/store/store.ts'
import type { OutcomeRecord } from '../../../adapters/store/stored-outcomes.ts'
import type { ReportDigest } from '../../../core/duplicates/digest.ts'
import { formatRef, type RepositoryRef } from '../../../core/issue-ref.ts'
import { renderCandidateTest } from '../../../core/outcomes/candidate-test.ts'
import { countOutcomes, OUTCOME_BIAS } from '../../../core/outcomes/outcome-record.ts'
import type { Io } from '../io.ts'
import { repositoryArgument, withStoreForReading } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

export function addOutcomes(program: Command, io: Io): void {
  program
    .command('outcomes')
    .description("show how the bot's answers in a repository ended, and contradicted answers as candidate tests")
    .argument('<owner/repo>', 'repository', repositoryArgument)
    .option('--json', 'print one JSON document')
    .action((repository: RepositoryRef, { json }: { readonly json?: boolean }) =>
      withStoreForReading(async (store) => {
        const outcomes = await store.outcomesIn(repository)
        const contradicted = await contradictedAnswers(repository, outcomes, store)
        const signatures = countOutcomes(outcomes)
        if (json) return io.print(toJson({ signatures, contradicted, bias: OUTCOME_BIAS }))
        if (outcomes.length === 0) return io.print('No thread has been read yet.')
        const rows = signatures.map(
          ({ signature, read, confirmed, contradicted }) =>
            `${signature}: ${read} read, ${confirmed} confirmed, ${contradicted} contradicted`,
        )
        io.print([...rows, OUTCOME_BIAS, ...contradicted.map(printContradicted)].join('\n'))
      }),
    )
}

interface ContradictedAnswer {
  readonly issue: string
  readonly answered: string
  readonly cause: string
  /** Login; null for a label. */
  readonly who: string | null
  /** YAML. */
  readonly test: string
}

async function contradictedAnswers(
  repository: RepositoryRef,
  outcomes: readonly OutcomeRecord[],
  store: Store,
): Promise<readonly ContradictedAnswer[]> {
  const contradicted = outcomes.flatMap(({ cause, ...it }) => (cause === null ? [] : [{ ...it, cause }]))
  const stored = await store.reportsNumbered(
    repository,
    contradicted.map(({ ref }) => ref.number),
  )
  const digests = new Map(stored.map(({ number, digest }) => [number, JSON.parse(digest) as ReportDigest]))
  return contradicted.map(({ ref, signature: answered, cause, who }) => {
    const { title = '', lines = [] } = digests.get(ref.number) ?? {}
    const test = renderCandidateTest({ title, lines: lines.map(({ text }) => text), answered, cause })
    return { issue: formatRef(ref), answered, cause, who, test }
  })
}

function printContradicted({ issue, answered, cause, who, test }: ContradictedAnswer): string {
  const by = who === null ? 'a label' : who
  return `\n# ${issue}: answered ${answered}; ${by} says ${cause}\n${test}`
}
