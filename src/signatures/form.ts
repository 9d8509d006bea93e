/** The signature form as a list of its fields, read from the schema: for the guide and for the skeleton of a new file. */
import { signatureJsonSchema } from './json-schema.ts'

export interface FormField {
  /** Keys joined by dots; `[]` stands for an item of a list, e.g. `evidence[].in`. */
  readonly path: string
  /** What belongs there, as the schema says it. */
  readonly says: string
  /** What kind of value, in words. */
  readonly wants: string
  readonly isRequired: boolean
}

/** What is used of a JSON schema. */
interface Node {
  readonly description?: string
  readonly type?: string
  readonly enum?: readonly string[]
  readonly const?: string
  readonly anyOf?: readonly Node[]
  readonly items?: Node
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
}

/** zod writes JavaScript's largest integer where there is no limit. */
const LIMITLESS = Number.MAX_SAFE_INTEGER

/** Every field of the form, parents before children, in the order of the schema. */
export function describeForm(): readonly FormField[] {
  return fieldsOf(signatureJsonSchema() as Node, '')
}

function fieldsOf(node: Node, prefix: string): readonly FormField[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const path = `${prefix}${key}`
    const isRequired = node.required?.includes(key) ?? false
    const field = { path, says: saysOf(child), wants: wantsOf(child), isRequired }
    const item = child.items
    const below = item?.properties === undefined ? fieldsOf(child, `${path}.`) : fieldsOf(item, `${path}[].`)
    return [field, ...below]
  })
}

/** The field's own words, followed by those of its items where these have no fields that say more. */
function saysOf(node: Node): string {
  const item = node.items?.properties === undefined ? node.items : undefined
  const words = [node.description, item?.description, item?.items?.description]
  return [...new Set(words.filter((it) => it !== undefined))].join(' ')
}

function wantsOf(node: Node): string {
  if (node.enum !== undefined) return node.enum.map((it) => `\`${it}\``).join(' or ')
  if (node.const !== undefined) return `\`${node.const}\``
  if (node.anyOf !== undefined) return node.anyOf.map(wantsOf).join(', or ')
  if (node.type === 'array') return `list of ${wantsOf(node.items ?? {})}${limits(node.minItems, node.maxItems)}`
  if (node.type === 'integer') return `whole number${limits(node.minimum, node.maximum)}`
  if (node.type === 'boolean') return '`true` or `false`'
  if (node.type === 'object') return 'entries'
  return node.maxLength === undefined ? 'text' : `text of at most ${node.maxLength} characters`
}

/** That there is at least one goes without saying. */
function limits(least = 0, most = LIMITLESS): string {
  if (most !== LIMITLESS) return `, ${least} to ${most}`
  return least > 1 ? `, at least ${least}` : ''
}
