/** `clusters` and `cluster`: which failures many people report, and one of them closely. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { readReadingAccess } from '../../../adapters/config/environment.ts'
import { siteOf } from '../../../adapters/github/site.ts'
import type { Store } from '../../../adapters/store/store.ts'
import {
  answerCluster,
  answerClusters,
  CLUSTER_ORDERS,
  type ClusterQuestion,
  type ClusterQuestionDeps,
} from '../../../app/matching/cluster-questions.ts'
import { neighboursOf } from '../../../app/matching/neighbours.ts'
import { TriageError } from '../../../core/errors.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { clusterCsv, clusterMarkdown, clusterTable, clusterText } from '../cluster-views.ts'
import type { Io } from '../io.ts'
import { dateArgument, repositoryArgument, repositoryOrOnly, withStore } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

interface Options extends ClusterQuestion {
  readonly repo?: RepositoryRef
  readonly json?: boolean
  readonly csv?: boolean
  readonly markdown?: boolean
}

export function addClusters(program: Command, io: Io): void {
  program
    .command('clusters')
    .description('reports of one cause: how many, since when, on which versions, what helped')
    .option('--repo <owner/repo>', 'repository; not needed where reports of one alone are kept', repositoryArgument)
    .option('--signature <id>', 'only of this failure')
    .option('--surface <id>', 'only where somebody met it on this product')
    .option('--version <version>', 'only where somebody met it on this version')
    .option('--since <date>', 'only what was reported since then', dateArgument)
    .addOption(new Option('--state <state>', 'of the canonical report').choices(['open', 'closed']))
    .addOption(new Option('--sort <order>', 'what comes first').choices(CLUSTER_ORDERS).default('size'))
    .option('--json', 'print one JSON document')
    .option('--csv', 'print lines for a spreadsheet')
    .option('--markdown', 'print Markdown with a chart a cluster, for an issue')
    .action((options: Options) =>
      withStore(async (store) => {
        const repo = await repositoryOrOnly(options.repo, store)
        const clusters = await answerClusters(repo, options, await depsOf(repo, store))
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
    .description('one cluster with its reports')
    .argument('<id>', 'its number, as `clusters` shows it', wholeNumber)
    .option('--repo <owner/repo>', 'repository; not needed where reports of one alone are kept', repositoryArgument)
    .option('--json', 'print one JSON document')
    .option('--csv', 'print lines for a spreadsheet')
    .action((id: number, options: Pick<Options, 'repo' | 'json' | 'csv'>) =>
      withStore(async (store) => {
        const repo = await repositoryOrOnly(options.repo, store)
        const cluster = await answerCluster(repo, id, await depsOf(repo, store))
        if (cluster === null) throw noSuchCluster(id, repo)
        if (options.json) io.print(toJson(cluster))
        else io.print(options.csv ? clusterCsv([cluster]) : clusterText(cluster))
      }),
    )
}

/** Who runs commands on the store may read all of it. */
async function depsOf(repository: RepositoryRef, store: Store): Promise<ClusterQuestionDeps> {
  const neighbours = await neighboursOf(repository, { store, mayShow: async () => true })
  return { store, now: Date.now(), neighbours }
}

function noSuchCluster(id: number, { owner, repo }: RepositoryRef): TriageError {
  return new TriageError('issue-not-found', `${owner}/${repo} has no cluster ${id}.`, {
    hint: 'See `clusters` for those that there are; one that lost its members is gone, and its number is not given again.',
  })
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write the number of a cluster.')
}
