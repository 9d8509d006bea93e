/** Renders the signature schema as a table, between two markers in the hand-written authors' guide. */
import { describeForm, type FormField } from '../signatures/form.ts'
import { code, table } from './markdown.ts'

const BEGIN = '<!-- form: begin (generated from src/core/signatures/schema.ts) -->'
const END = '<!-- form: end -->'

/** These fields have the same form as `evidence[]` and would triple its rows. */
const REPEATS = /^(?:against|only-when)\[\]/

/**
 * @param page text of the guide
 * @returns the guide with an up-to-date table
 * @throws RangeError when a marker is missing
 */
export function insertFormTable(page: string): string {
  const from = page.indexOf(BEGIN)
  const to = page.indexOf(END)
  if (from === -1 || to < from) throw new RangeError(`the page lacks the lines \`${BEGIN}\` and \`${END}\``)
  return `${page.slice(0, from)}${BEGIN}\n\n${renderFormTable()}\n\n${page.slice(to)}`
}

function renderFormTable(): string {
  return table(['field', 'required', 'content', 'kind'], describeForm().filter(isShown).map(toRow))
}

function isShown({ path }: FormField): boolean {
  return !REPEATS.test(path)
}

function toRow({ path, isRequired, description, type }: FormField): readonly string[] {
  // The schema's texts put `<heading>` into code, so they are valid Markdown.
  return [code(path), isRequired ? 'yes' : '', description, type]
}
