/** The signature form as a table for the authors' guide, put between two markers of a page that is written by hand. */
import { describeForm, type FormField } from '../signatures/form.ts'
import { code, table } from './markdown.ts'

const BEGIN = '<!-- form: begin (generated from src/core/signatures/schema.ts) -->'
const END = '<!-- form: end -->'

/** These repeat the form of `evidence[]` and would triple its rows. */
const REPEATS = /^(?:against|only-when)\[\]/

/**
 * @param page the guide as it stands
 * @returns the guide with the table of today
 * @throws RangeError when a marker is missing
 */
export function insertFormTable(page: string): string {
  const from = page.indexOf(BEGIN)
  const to = page.indexOf(END)
  if (from === -1 || to < from) throw new RangeError(`the page lacks the lines \`${BEGIN}\` and \`${END}\``)
  return `${page.slice(0, from)}${BEGIN}\n\n${renderFormTable()}\n\n${page.slice(to)}`
}

function renderFormTable(): string {
  return table(['field', 'must', 'what belongs there', 'kind'], describeForm().filter(isShown).map(toRow))
}

function isShown({ path }: FormField): boolean {
  return !REPEATS.test(path)
}

function toRow({ path, isRequired, says, wants }: FormField): readonly string[] {
  // `<heading>` stands in code in the schema's texts, so that they are Markdown already.
  return [code(path), isRequired ? 'yes' : '', says, wants]
}
