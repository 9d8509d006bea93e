/** Renders a contract: as a GitHub issue form that is ready to commit, and as a page that explains its fields. */

import { Document } from 'yaml'
import { code, codeBlock, list, table } from '../documentation/markdown.ts'
import { percentOf } from '../evaluation/percent.ts'
import type { RepositoryRef } from '../issue-ref.ts'
import type { Contract } from './contract.ts'

/** A field is required if it was missing from at least this share of the reports that led to a question. */
const REQUIRED_FROM = 0.25
/** More questions make a form that nobody fills in. */
const MAX_QUESTIONS = 3
const MAX_LINES = 5

export interface FormOptions {
  readonly contract: Contract
  /** Existing labels that the form sets. */
  readonly labels: readonly string[]
}

/**
 * Uses the form schema in
 * https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
 * @returns the text of `.github/ISSUE_TEMPLATE/authentication.yml`
 */
export function contractForm({ contract, labels }: FormOptions): string {
  const { without, questions, asked, lines } = contract
  const required = (missing: number) => ({ required: questions > 0 && missing / questions >= REQUIRED_FROM })
  const example = lines[0]?.line
  const form = {
    name: 'Authentication problem',
    description: 'Login, authorization or token failures',
    ...(labels.length > 0 && { labels: [...labels] }),
    body: [
      field(
        'input',
        'version',
        { label: 'Version', description: 'As the program prints it.' },
        required(without.version),
      ),
      field('dropdown', 'os', { label: 'Operating system', options: OPERATING_SYSTEMS }, required(without.os)),
      field(
        'textarea',
        'log',
        {
          label: 'Log output',
          description: `The lines around the first error${example === undefined ? '' : `, for example a line such as: ${example}`}. Remove tokens and passwords.`,
          render: 'text',
        },
        required(without.log),
      ),
      ...asked
        .slice(0, MAX_QUESTIONS)
        .map(({ question }, at) =>
          field('textarea', `question-${at + 1}`, { label: `Detail ${at + 1}`, description: question }, NOT_REQUIRED),
        ),
    ],
  }
  return new Document(form, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 })
}

const OPERATING_SYSTEMS = ['macOS', 'Windows', 'Windows with WSL', 'Linux', 'Other']
const NOT_REQUIRED = { required: false }

function field(type: string, id: string, attributes: object, validations: { readonly required: boolean }): object {
  return { type, id, attributes, validations }
}

/** @param issues number of issues that were read */
export function renderContractPage({ owner, repo }: RepositoryRef, issues: number, options: FormOptions): string {
  const { questions, without, lines, asked } = options.contract
  return [
    `# What reports in ${owner}/${repo} lack`,
    `Of ${issues} issues, ${questions} would have got a question. This is what would have decided them.`,
    '## Missing facts',
    table(
      ['fact', 'reports without it', 'share'],
      Object.entries(without).map(([fact, count]) => [
        FACTS[fact as keyof typeof without],
        String(count),
        percentOf(count, questions),
      ]),
    ),
    '## Lines that decide',
    lines.length === 0
      ? 'No cause leads in any of these reports.'
      : table(
          ['leading cause', 'questions', 'named with such a line', 'example'],
          lines
            .slice(0, MAX_LINES)
            .map(({ signature, questions: its, decided, line }) => [
              code(signature),
              String(its),
              String(decided),
              code(line),
            ]),
        ),
    '## Questions',
    asked.length === 0
      ? 'None.'
      : list(asked.slice(0, MAX_LINES).map(({ question, count }) => `${count} ×: ${question}`)),
    '## A form that asks for it',
    'Save it as `.github/ISSUE_TEMPLATE/authentication.yml`.',
    codeBlock(contractForm(options), 'yaml'),
  ]
    .join('\n\n')
    .concat('\n')
}

const FACTS = { log: 'a log', version: 'a version', os: 'an operating system', product: 'a product by name' }
