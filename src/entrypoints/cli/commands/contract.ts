/** `contract`: finds what a repository's reports lack, and prints an issue form that asks for it. */
import type { Command } from 'commander'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { contractFor } from '../../../core/rehearsal/contract.ts'
import { contractForm, renderContractPage } from '../../../core/rehearsal/contract-form.ts'
import { findLabelUse } from '../../../core/rehearsal/existing-labels.ts'
import type { Io } from '../io.ts'
import { FROM_HELP, type IssueSource, rehearseRepository } from '../rehearsal/rehearsed-issues.ts'
import { repositoryArgument } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'
import { wholeNumber } from '../whole-number.ts'

interface Options extends IssueSource {
  readonly form?: boolean
  readonly json?: boolean
}

const MAX_ISSUES = 5_000

export function addContract(program: Command, io: Io): void {
  program
    .command('contract')
    .description(
      'find the fields and log lines that would have decided most questions in a repository, and print an issue form that asks for them',
    )
    .argument('<owner/repo>', 'repository', repositoryArgument)
    .option('--last <n>', 'number of issues to read, newest first', wholeNumber(1, MAX_ISSUES), 500)
    .option('--from <file>', FROM_HELP)
    .option('--form', 'print only the issue form')
    .option('--json', 'print one JSON document')
    .action(async (repository: RepositoryRef, options: Options) => {
      const { issues, labels, rules } = await rehearseRepository(repository, options, io)
      const asked = issues.filter(({ diagnosis }) => diagnosis.decision === 'ask')
      const contract = contractFor(asked, rules)
      const form = { contract, labels: findLabelUse(labels, rules.pack).all }
      if (options.json) io.print(toJson({ issues: issues.length, ...contract, form: contractForm(form) }))
      else if (options.form) io.print(contractForm(form))
      else io.print(renderContractPage(repository, issues.length, form))
    })
}
