import { expect, it } from 'vitest'
import { openApiDocument } from './openapi.js'

/** What has no bounds, and why that does no harm. */
const exceptions: readonly { readonly fault: RegExp; readonly because: string }[] = [
  {
    fault: /\.values\[\*\]: a number/,
    because: 'the value of a setting is kept as JSON and judged by its setting, whose range is in the catalogue',
  },
]

type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly maxLength?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}
type Operation = {
  readonly operationId: string
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

const document = openApiDocument('0') as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}
const LARGEST = 2_147_483_647
/** What the pattern of a year from 1970 to 2999 begins with. */
const YEARS = '^(?:19[7-9]'

const faults: Readonly<Record<string, (schema: Schema, types: readonly unknown[]) => boolean>> = {
  'a number without bounds': ({ minimum = -Infinity, maximum = Infinity }, types) =>
    (types.includes('integer') || types.includes('number')) && (minimum < -LARGEST || maximum > LARGEST),
  'a text without end': ({ format, pattern, maxLength }, types) =>
    types.includes('string') && !format && !pattern && maxLength === undefined,
  'a time of any year': (schema) => /^date/.test(schema.format ?? '') && !JSON.stringify(schema).includes(YEARS),
  'a list without end': ({ maxItems }, types) => types.includes('array') && maxItems === undefined,
}

function faultsOf(schema: Schema): string[] {
  if (schema.const !== undefined || schema.enum !== undefined) return []
  return Object.keys(faults).filter((fault) => faults[fault]?.(schema, [schema.type].flat()))
}

function* unbounded(schema: Schema, place: string, inside: readonly string[] = []): Generator<string> {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) {
    const named = document.components.schemas[name]
    if (named && !inside.includes(name)) yield* unbounded(named, name, [...inside, name])
    return
  }
  for (const fault of faultsOf(schema)) yield `${place}: ${fault}`
  for (const [where, member] of membersOf(schema)) yield* unbounded(member, `${place}${where}`, inside)
}

function membersOf({ properties, items, additionalProperties, anyOf, oneOf }: Schema): [string, Schema][] {
  return [
    ...Object.entries(properties ?? {}).map(([key, member]): [string, Schema] => [`.${key}`, member]),
    ...(items ? [['[]', items] satisfies [string, Schema]] : []),
    ...(typeof additionalProperties === 'object' ? [['[*]', additionalProperties] satisfies [string, Schema]] : []),
    ...[...(anyOf ?? []), ...(oneOf ?? [])].map((member): [string, Schema] => ['', member]),
  ]
}

const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
const found = operations.flatMap(({ operationId, parameters = [], requestBody }) => [
  ...parameters.flatMap(({ name, schema }) => [...unbounded(schema, `${operationId} ?${name}`)]),
  ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => [...unbounded(schema, operationId)]),
])

it('everything that goes in has bounds, so that no number and no time is too large for the database', () => {
  const isException = (place: string) => exceptions.some(({ fault }) => fault.test(place))
  expect([...new Set(found)].filter((place) => !isException(place))).toEqual([])
  for (const { fault, because } of exceptions)
    expect([because, found.some((place) => fault.test(place))]).toEqual([because, true])
})

it('finds what has no bounds', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      version: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
      name: { type: 'string' },
      from: { type: 'string', format: 'date-time', pattern: '^\\d{4}-.*$' },
      keys: { type: 'array', items: { type: 'string', maxLength: 9 } },
    },
  }
  expect([...unbounded(schema, 'X')]).toEqual([
    'X.version: a number without bounds',
    'X.name: a text without end',
    'X.from: a time of any year',
    'X.keys: a list without end',
  ])
})
