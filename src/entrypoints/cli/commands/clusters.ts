/** `clusters` and `cluster`: list the failures that several people reported, and show one of them in detail. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { readReadingAccess } from '../../../adapters/config/environment.ts'
import { siteOf } from '../../../adapters/github/site.ts'
import type { Store } from '../../../adapters/store/store.ts'
import {
  CLUSTER_ORDERS,
  type ClusterQuestion,
  type ClusterQuestionDeps,
  findCluster,
  listClusters,
} from '../../../app/matching/cluster-questions.ts'
import { neighboursOf } from '../../../app/matching/neighbours.ts'
import { TriageError } from '../../../core/errors.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { clusterCsv, clusterMarkdown, clusterTable, clusterText } from '../cluster-views.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { dateArgument, repositoryOrOnly, storedRepositoryOption, withStoreForReading } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

interface Options extends ClusterQuestion {
  readonly repo?: RepositoryRef
  /** The former name of `product`. */
  readonly surface?: string
  readonly json?: boolean
  readonly csv?: boolean
  readonly markdown?: boolean
}

export function addClusters(program: Command, io: Io): void {
  program
    .command('clusters')
    .description('list clusters of reports with the same cause: how many, since when, on which versions, what worked')
    .addOption(storedRepositoryOption())
    .option('--signature <id>', 'only clusters with this signature')
    .option('--product <id>', 'only clusters with a report for this product')
    .addOption(new Option('--surface <id>', 'former name of --product').hideHelp())
    .option('--version <version>', 'only clusters with a report for this version')
    .option('--since <date>', 'only reports since this date', dateArgument)
    .addOption(new Option('--state <state>', 'state of the canonical report').choices(['open', 'closed']))
    .addOption(new Option('--sort <order>', 'sort order').choices(CLUSTER_ORDERS).default('size'))
    .option('--json', 'print one JSON document')
    .option('--csv', 'print CSV')
    .option('--markdown', 'print Markdown with a chart per cluster, to paste into an issue')
    .action(({ surface, ...options }: Options) =>
      withStoreForReading(async (store) => {
        const repo = await repositoryOrOnly(options.repo, store)
        const product = options.product ?? surface
        const question = { ...options, ...(product !== undefined && { product }) }
        const clusters = await listClusters(repo, question, await depsOf(repo, store))
        if (options.json) io.print(toJson(clusters))
        else if (options.csv) io.print(clusterCsv(clusters))
        else if (options.markdown)
          io.print(clusterMarkdown({ ...repo, site: siteOf(readReadingAccess().apiUrl) }, clusters))
        else io.print(clusterTable(clusters))
      }),
    )
}

export function addCluster(program: Command, io: Io): void {
  program
    .command('cluster')
    .description('show one cluster with its reports')
    .argument('<id>', 'cluster number, as printed by `clusters`', wholeNumber)
    .addOption(storedRepositoryOption())
    .option('--json', 'print one JSON document')
    .option('--csv', 'print CSV')
    .action((id: number, options: Pick<Options, 'repo' | 'json' | 'csv'>) =>
      withStoreForReading(async (store) => {
        const repo = await repositoryOrOnly(options.repo, store)
        const cluster = await findCluster(repo, id, await depsOf(repo, store))
        if (cluster === null) throw noSuchCluster(id, repo)
        if (options.json) io.print(toJson(cluster))
        else io.print(options.csv ? clusterCsv([cluster]) : clusterText(cluster))
      }),
    )
}

/** Anyone who can run commands on the store may read all of it. */
async function depsOf(repository: RepositoryRef, store: Store): Promise<ClusterQuestionDeps> {
  const neighbours = await neighboursOf(repository, { store, mayShow: async () => true })
  const { signatures } = await openPack()
  return { store, now: Date.now(), neighbours, signatures }
}

function noSuchCluster(id: number, { owner, repo }: RepositoryRef): TriageError {
  return new TriageError('issue-not-found', `${owner}/${repo} has no cluster ${id}.`, {
    hint: '`clusters` lists the existing ones. A cluster without members is deleted, and its number is never reused.',
  })
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Must be a cluster number.')
}
