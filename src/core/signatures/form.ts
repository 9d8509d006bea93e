/** Lists the fields of the signature schema, for the authoring guide and for the skeletons of new files. */
import { signatureJsonSchema } from './json-schema.ts'

export interface FormField {
  /** Keys joined by dots; `[]` means a list item, e.g. `evidence[].in`. */
  readonly path: string
  /** Description from the schema. */
  readonly description: string
  /** Type of the value, in words. */
  readonly type: string
  readonly isRequired: boolean
  /** Default value as written in YAML; null if there is no default or if it is an empty list or mapping. */
  readonly default: string | null
}

/** The JSON Schema keywords that this module reads. */
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

/** zod writes JavaScript's largest safe integer as the maximum of an integer without a limit. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER

/** Returns every field of a signature, parents before children, in schema order. */
export function describeForm(): readonly FormField[] {
  return describeSchema(signatureJsonSchema() as SchemaNode)
}

/** Returns the fields of any schema, in the same order. */
export function describeSchema(schema: SchemaNode): readonly FormField[] {
  return fieldsOf(schema, '')
}

function fieldsOf(node: SchemaNode, prefix: string): readonly FormField[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const path = `${prefix}${key}`
    const isRequired = node.required?.includes(key) ?? false
    const field = { path, description: describe(child), type: typeOf(child), isRequired, default: defaultOf(child) }
    return [field, ...childrenOf(child, path)]
  })
}

function childrenOf(node: SchemaNode, path: string): readonly FormField[] {
  const { items, additionalProperties: entry } = node
  if (items?.properties !== undefined) return fieldsOf(items, `${path}[].`)
  return entry ? fieldsOf(entry, `${path}.<id>.`) : fieldsOf(node, `${path}.`)
}

/** An empty list or mapping is not a default worth mentioning. */
function defaultOf({ default: preset }: SchemaNode): string | null {
  if (preset === undefined || (typeof preset === 'object' && Object.keys(preset ?? {}).length === 0)) return null
  return typeof preset === 'string' ? preset : JSON.stringify(preset)
}

/** Returns the field's description, followed by that of its items unless the items have fields of their own. */
function describe(node: SchemaNode): string {
  const item = node.items?.properties === undefined ? node.items : undefined
  const words = [node.description, item?.description, item?.items?.description]
  return [...new Set(words.filter((it) => it !== undefined))].join(' ')
}

function typeOf(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map((it) => `\`${it}\``).join(' or ')
  if (node.const !== undefined) return `\`${node.const}\``
  if (node.anyOf !== undefined) return node.anyOf.map(typeOf).join(', or ')
  if (node.type === 'array') return `list of ${typeOf(node.items ?? {})}${limits(node.minItems, node.maxItems)}`
  if (node.type === 'integer') return `whole number${limits(node.minimum, node.maximum)}`
  if (node.type === 'number') return `number${limits(node.minimum, node.maximum)}`
  if (node.type === 'boolean') return '`true` or `false`'
  if (node.type === 'object') return 'entries'
  return node.maxLength === undefined ? 'text' : `text of at most ${node.maxLength} characters`
}

/** A minimum of 1 is not worth mentioning. */
function limits(min = 0, max = NO_LIMIT): string {
  if (max !== NO_LIMIT) return `, ${min} to ${max}`
  return min > 1 ? `, at least ${min}` : ''
}
