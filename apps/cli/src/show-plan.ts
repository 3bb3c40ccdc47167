import type { FileAction } from '@maestro/contract'
import { paint, type Terminal } from './terminal.js'
import type { Words } from './words.js'

const signs = { create: '+', update: '~', delete: '-' } as const
const colors = { create: 'green', update: 'yellow', delete: 'red' } as const

/** A plan as people read it: what is made, changed and removed, and within it each fact before and after. */
export function showPlan(actions: readonly FileAction[], terminal: Pick<Terminal, 'colors'>, words: Words): string {
  if (actions.length === 0) return words.nothingToDo
  const count = (kind: FileAction['kind']) => actions.filter((action) => action.kind === kind).length
  const blocks = actions.map((action) => showAction(action, terminal, words))
  return [...blocks, '', paint(terminal, 'bold', words.counts(count('create'), count('update'), count('delete')))].join(
    '\n',
  )
}

function showAction(action: FileAction, terminal: Pick<Terminal, 'colors'>, words: Words): string {
  const head = `${signs[action.kind]} ${words.objects[action.object]} ${action.name}`
  const changes = action.kind === 'delete' ? [] : action.changes
  const lines = changes.map((change) => `    ${showChange(action.kind, change, terminal, words)}`)
  return [paint(terminal, colors[action.kind], head), ...lines].join('\n')
}

type Change = FileAction['changes'][number]

function showChange(
  kind: FileAction['kind'],
  { key, before, after }: Change,
  terminal: Pick<Terminal, 'colors'>,
  words: Words,
): string {
  const name = key.replace(/^values\./u, '')
  if (kind === 'create') return `${name}: ${showValue(after, words)}`
  if (before === null) return paint(terminal, 'green', `+ ${name}: ${showValue(after, words)}`)
  if (after === null) return paint(terminal, 'red', `- ${name}: ${showValue(before, words)}`)
  if (isSecret(after)) return paint(terminal, 'yellow', `~ ${name}: ${words.secretAgain}`)
  return paint(terminal, 'yellow', `~ ${name}: ${showValue(before, words)} → ${showValue(after, words)}`)
}

function showValue(value: unknown, words: Words): string {
  if (isSecret(value)) return value.$secret === 'changed' ? words.newSecret : words.secret
  return typeof value === 'string' ? value || '""' : JSON.stringify(value)
}

function isSecret(value: unknown): value is { $secret: unknown } {
  return typeof value === 'object' && value !== null && '$secret' in value
}
