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
  /** What holds when it is left out, as one writes it; null when nothing does, or when that goes without saying. */
  readonly preset: string | null
}

/** What is used of a JSON schema. */
export interface SchemaNode {
  readonly description?: string
  readonly type?: string
  readonly enum?: readonly string[]
  readonly const?: string
  readonly anyOf?: readonly SchemaNode[]
  readonly items?: SchemaNode
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly default?: unknown
  readonly additionalProperties?: SchemaNode | false
}

/** zod writes JavaScript's largest integer where there is no limit. */
const LIMITLESS = Number.MAX_SAFE_INTEGER

/** Every field of the form, parents before children, in the order of the schema. */
export function describeForm(): readonly FormField[] {
  return describeSchema(signatureJsonSchema() as SchemaNode)
}

/** The same for any schema of a form. */
export function describeSchema(schema: SchemaNode): readonly FormField[] {
  return fieldsOf(schema, '')
}

function fieldsOf(node: SchemaNode, prefix: string): readonly FormField[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const path = `${prefix}${key}`
    const isRequired = node.required?.includes(key) ?? false
    const field = { path, says: saysOf(child), wants: wantsOf(child), isRequired, preset: presetOf(child) }
    return [field, ...below(child, path)]
  })
}

function below(node: SchemaNode, path: string): readonly FormField[] {
  const { items, additionalProperties: entry } = node
  if (items?.properties !== undefined) return fieldsOf(items, `${path}[].`)
  return entry ? fieldsOf(entry, `${path}.<id>.`) : fieldsOf(node, `${path}.`)
}

/** That nothing is in a list unless one puts it there goes without saying. */
function presetOf({ default: preset }: SchemaNode): string | null {
  if (preset === undefined || (typeof preset === 'object' && Object.keys(preset ?? {}).length === 0)) return null
  return typeof preset === 'string' ? preset : JSON.stringify(preset)
}

/** The field's own words, followed by those of its items where these have no fields that say more. */
function saysOf(node: SchemaNode): string {
  const item = node.items?.properties === undefined ? node.items : undefined
  const words = [node.description, item?.description, item?.items?.description]
  return [...new Set(words.filter((it) => it !== undefined))].join(' ')
}

function wantsOf(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map((it) => `\`${it}\``).join(' or ')
  if (node.const !== undefined) return `\`${node.const}\``
  if (node.anyOf !== undefined) return node.anyOf.map(wantsOf).join(', or ')
  if (node.type === 'array') return `list of ${wantsOf(node.items ?? {})}${limits(node.minItems, node.maxItems)}`
  if (node.type === 'integer') return `whole number${limits(node.minimum, node.maximum)}`
  if (node.type === 'number') return `number${limits(node.minimum, node.maximum)}`
  if (node.type === 'boolean') return '`true` or `false`'
  if (node.type === 'object') return 'entries'
  return node.maxLength === undefined ? 'text' : `text of at most ${node.maxLength} characters`
}

/** That there is at least one goes without saying. */
function limits(least = 0, most = LIMITLESS): string {
  if (most !== LIMITLESS) return `, ${least} to ${most}`
  return least > 1 ? `, at least ${least}` : ''
}
